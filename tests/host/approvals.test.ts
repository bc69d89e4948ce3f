import { describe, expect, test } from 'vitest';
import { CLERK_PIN, id, MANAGER_PIN, openShop, type RegisterClient } from './open-host.ts';
import { MILK, readyToSell, scanned, sell, TEA } from './stock.ts';

const percent = (value: number) => ({ kind: 'percent', rate: value * 10_000, reason: 'dented' }) as const;

/** What the till is told it needs, to be asked of somebody else. */
async function needed(
  work: Promise<unknown>,
): Promise<{ right: 'sale.discount'; target: string; amount: number }> {
  const refusal = await work.then(
    () => null,
    (error: { data: { code: string; data: { right: 'sale.discount'; target: string; amount: number } } }) =>
      error.data,
  );
  expect(refusal).toMatchObject({ code: 'APPROVAL_NEEDED' });
  if (!refusal) throw new Error('it was allowed');
  return refusal.data;
}

const grant = async (
  client: RegisterClient,
  asked: { right: 'sale.discount'; target: string; amount: number | null },
  by: { approver: string; pin: string },
) => (await client.approvals.grant({ ...asked, ...by, reason: 'dented' })).approval;

describe('an approval on the spot', () => {
  const start = async () => {
    const shop = await openShop();
    await readyToSell(shop.owner);
    const ticket = await scanned(shop.clerk, MILK, TEA);
    const discount = (line: number, version: number, approval?: string) =>
      shop.clerk.tickets.discountLine({
        commandId: id(),
        ticket: ticket.id,
        version,
        line,
        discount: percent(20),
        ...(approval === undefined ? {} : { approval }),
      });
    const manager = { approver: shop.managerId, pin: MANAGER_PIN };
    return { ...shop, ticket, discount, manager };
  };

  test('acceptance 28: one approval for a 20 % discount does not allow the next line (pos-addons#1028)', async () => {
    const { clerk, ticket, discount, manager, host } = await start();
    const approval = await grant(clerk, await needed(discount(1, ticket.version)), manager);
    const changed = await discount(1, ticket.version, approval);
    expect(changed.lines[0]?.lineDiscount).toBe(250);
    await needed(discount(2, changed.version, approval));
    const fresh = await grant(clerk, await needed(discount(2, changed.version)), manager);
    const last = await discount(2, changed.version, fresh);
    const sale = await clerk.sales.complete({
      commandId: id(),
      ticket: ticket.id,
      version: last.version,
      tenders: [{ tender: 'cash', amount: last.total, reference: null }],
    });
    const body = host.register.store.reading
      .prepare("select body from journal where type = 'sale.completed'")
      .pluck()
      .get() as Uint8Array;
    expect(JSON.parse(Buffer.from(body).toString('utf8'))).toMatchObject({
      number: sale.number,
      approvals: [
        { right: 'sale.discount', approver: manager.approver, method: 'pin' },
        { right: 'sale.discount', approver: manager.approver },
      ],
    });
  });

  test('acceptance 27: the approver is named first, so another’s equal PIN proves nothing (FloCafe#716)', async () => {
    const { clerk, owner, clerkId, managerId, ticket, discount } = await start();
    await owner.people.setPin({ commandId: id(), person: managerId, pin: CLERK_PIN });
    const asked = await needed(discount(1, ticket.version));
    const bySelf = clerk.approvals.grant({ ...asked, approver: clerkId, pin: CLERK_PIN, reason: '' });
    await expect(bySelf).rejects.toMatchObject({ data: { code: 'RIGHT_MISSING' } });
    const approval = await grant(clerk, asked, { approver: managerId, pin: CLERK_PIN });
    expect((await discount(1, ticket.version, approval)).lines[0]?.lineDiscount).toBe(250);
  });

  test('comes back when the command was refused for another reason', async () => {
    const { clerk, ticket, discount, manager } = await start();
    const approval = await grant(clerk, await needed(discount(1, ticket.version)), manager);
    await expect(discount(1, ticket.version + 5, approval)).rejects.toMatchObject({
      data: { code: 'CART_CHANGED' },
    });
    expect((await discount(1, ticket.version, approval)).lines[0]?.lineDiscount).toBe(250);
  });

  test('used twice at once, it is good for one', async () => {
    const { clerk, ticket, discount, manager } = await start();
    const approval = await grant(clerk, await needed(discount(1, ticket.version)), manager);
    const both = await Promise.allSettled([
      discount(1, ticket.version, approval),
      discount(1, ticket.version, approval),
    ]);
    expect(both.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
  });

  test('is of its session and its requester, and is gone after five minutes or a fast switch', async () => {
    const { clerk, clerkId, page, ticket, discount, manager, clock } = await start();
    const other = page();
    await other.session.signIn({ person: clerkId, pin: CLERK_PIN });
    const asked = await needed(discount(1, ticket.version));
    await needed(discount(1, ticket.version, await grant(other, asked, manager)));

    const late = await grant(clerk, asked, manager);
    clock.advance(4 * 60_000);
    await clerk.catalog.categories();
    clock.advance(2 * 60_000);
    await needed(discount(1, ticket.version, late));

    const before = await grant(clerk, asked, manager);
    await clerk.session.signIn({ person: manager.approver, pin: manager.pin });
    await clerk.session.signIn({ person: clerkId, pin: CLERK_PIN });
    await needed(discount(1, ticket.version, before));
  });

  test('is not kept alive by commands that are refused, nor by a clock set back', async () => {
    const { clerk, ticket, discount, manager, clock } = await start();
    const asked = await needed(discount(1, ticket.version));
    const refusedOnce = (approval: string) =>
      expect(discount(1, ticket.version + 5, approval)).rejects.toMatchObject({
        data: { code: 'CART_CHANGED' },
      });
    const approval = await grant(clerk, asked, manager);
    clock.advance(4 * 60_000);
    await refusedOnce(approval);
    clock.advance(2 * 60_000);
    await needed(discount(1, ticket.version, approval));
    const other = await grant(clerk, asked, manager);
    clock.set(clock.timers.now() - 3_600_000);
    await needed(discount(1, ticket.version, other));
  });

  test('a late return is approved only by whoever may take one back themselves, whatever it comes to', async () => {
    const { clerk, clerkId, owner, ownerId, hire, clock, manager, page } = await start();
    const { store: _s, register: _r, currency: _c, denominations: _d, ...value } = await owner.settings.get();
    await owner.settings.save({
      commandId: id(),
      value: { ...value, receipt: { ...value.receipt, returnDays: 0 } },
    });
    const { sale, total } = await sell(clerk, MILK);
    for (const { id: ticket, version } of await owner.tickets.list())
      await owner.tickets.void({ commandId: id(), ticket, version, reason: 'test' });
    const { shift, tenders } = await owner.shifts.x();
    const declared = tenders.filter((t) => t.declared && t.kind !== 'cash');
    await owner.shifts.close({
      commandId: id(),
      shift,
      counted: [],
      declared: declared.map(({ tender }) => ({ tender, amount: 0 })),
      tickets: 'keep',
      note: '',
    });
    const seniorId = await hire('Ana Souza', 'senior', '316497');
    clock.advance(48 * 3_600_000);
    const boss = page();
    await boss.session.signIn({ person: ownerId, pin: '739154' });
    await boss.shifts.open({ commandId: id(), counted: [] });
    await clerk.session.signIn({ person: clerkId, pin: CLERK_PIN });
    const back = (approval?: string) =>
      clerk.returns.accept({
        commandId: id(),
        sale,
        lines: [{ line: 1, qty: 1000, condition: 'as-new' }],
        reason: 'sour',
        ...(approval === undefined ? {} : { approval }),
      });
    await expect(back()).rejects.toMatchObject({
      data: { code: 'APPROVAL_NEEDED', data: { right: 'return.accept', target: sale, amount: total } },
    });
    const asked = { right: 'return.accept', target: sale, amount: total, reason: 'regular' } as const;
    const who = await clerk.approvals.approvers({ right: asked.right, target: sale, amount: total });
    expect(who.map((p) => p.name)).toEqual(['Jonas Berg', 'Wen Li']);
    await expect(
      clerk.approvals.grant({ ...asked, approver: seniorId, pin: '316497' }),
    ).rejects.toMatchObject({ data: { code: 'RIGHT_MISSING' } });
    const { approval } = await clerk.approvals.grant({ ...asked, ...manager });
    expect(await back(approval)).toMatchObject({ total });
  });

  test('is proven: wrong PINs of the approver count as theirs', async () => {
    const { clerk, ticket, discount, manager } = await start();
    const asked = await needed(discount(1, ticket.version));
    const wrong = () => grant(clerk, asked, { ...manager, pin: '000111' });
    for (let n = 0; n < 4; n++) await expect(wrong()).rejects.toMatchObject({ data: { code: 'PIN_WRONG' } });
    await expect(wrong()).rejects.toMatchObject({ data: { code: 'PERSON_LOCKED' } });
    await expect(grant(clerk, asked, manager)).rejects.toMatchObject({ data: { code: 'PERSON_LOCKED' } });
  });

  test('only people who may are proposed, within their own limit', async () => {
    const { clerk, hire } = await start();
    await hire('Ana Souza', 'senior', '316497');
    const who = async (amount: number) =>
      (await clerk.approvals.approvers({ right: 'sale.discount', amount })).map((p) => p.name);
    expect(await who(150_000)).toEqual(['Ana Souza', 'Jonas Berg', 'Wen Li']);
    expect(await who(200_000)).toEqual(['Jonas Berg', 'Wen Li']);
  });
});
