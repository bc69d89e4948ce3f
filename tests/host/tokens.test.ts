import { describe, expect, test } from 'vitest';
import type { Right } from '#shared/domain/people/rights.ts';
import { as, id, openShop, type Shop } from './open-host.ts';
import { MILK, readyToSell, scanned } from './stock.ts';

const make = (shop: Shop, rights: Right[], person = shop.ownerId) =>
  shop.owner.tokens.make({ commandId: id(), name: 'nightly', person, rights, days: 2 });

async function scriptOf(shop: Shop, token: string) {
  const context = await shop.host.authenticateToken(token);
  return context && as(shop.host, context);
}

describe('tokens for scripts', () => {
  test('a token is shown once and kept as a hash only', async () => {
    const shop = await openShop();
    const { token, made } = await make(shop, ['sale.sell']);
    expect(token).toMatch(/^mlrd_[\w-]{43}$/);
    const db = shop.host.register.store.reading;
    const kept = ['local_token', 'local_command', 'journal'].flatMap((table) =>
      db
        .prepare(`select * from ${table}`)
        .all()
        .map((row) => JSON.stringify(row)),
    );
    expect(kept.join('\n')).not.toContain(token.slice(5));
    const [listed] = await shop.owner.tokens.list();
    expect(listed).toEqual(made);
    expect(JSON.stringify(listed)).not.toContain(token);
  });

  test('the same call again shows it again within a minute, and then no more', async () => {
    const shop = await openShop();
    const command = { commandId: id(), name: 'x', person: shop.ownerId, rights: [] as Right[], days: 1 };
    const { token } = await shop.owner.tokens.make(command);
    expect((await shop.owner.tokens.make(command)).token).toBe(token);
    shop.clock.advance(61_000);
    await expect(shop.owner.tokens.make(command)).rejects.toMatchObject({ data: { code: 'STALE' } });
    expect(await shop.owner.tokens.list()).toHaveLength(1);
  });

  test('sells, and its facts carry its person', async () => {
    const shop = await openShop();
    await readyToSell(shop.owner);
    const { token } = await make(shop, ['sale.sell']);
    const script = await scriptOf(shop, token);
    if (!script) throw new Error('the token is good');
    const ticket = await scanned(script, MILK);
    await script.sales.complete({
      commandId: id(),
      ticket: ticket.id,
      version: ticket.version,
      tenders: [{ tender: 'cash', amount: ticket.total, reference: null }],
    });
    const header = shop.host.register.store.reading
      .prepare("select header from journal where type = 'sale.completed'")
      .pluck()
      .get() as Uint8Array;
    expect(JSON.parse(Buffer.from(header).toString('utf8'))[7]).toBe(shop.ownerId);
    await expect(script.settings.save({ commandId: id(), value: null as never })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      data: { right: 'settings.edit' },
    });
  });

  test('never has more than its person has now', async () => {
    const shop = await openShop();
    const { token } = await make(shop, ['catalog.edit'], shop.managerId);
    const tryIt = async () =>
      await (await scriptOf(shop, token))?.catalog.setActive({ commandId: id(), product: 'x', active: true });
    await expect(tryIt()).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } });
    await shop.owner.people.save({
      commandId: id(),
      person: shop.managerId,
      name: 'Jonas Berg',
      role: 'clerk',
      active: true,
    });
    await expect(tryIt()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('ends when revoked, when its time is over, and with its person', async () => {
    const shop = await openShop();
    const first = await make(shop, []);
    await shop.owner.tokens.revoke({ commandId: id(), token: first.made.id });
    expect(await scriptOf(shop, first.token)).toBeNull();
    const second = await make(shop, [], shop.clerkId);
    expect(await scriptOf(shop, second.token)).not.toBeNull();
    await shop.owner.people.erase({ commandId: id(), person: shop.clerkId });
    expect(await scriptOf(shop, second.token)).toBeNull();
    const third = await make(shop, []);
    shop.clock.advance(2 * 86_400_000);
    expect(await scriptOf(shop, third.token)).toBeNull();
    expect(await scriptOf(shop, 'mlrd_made-up')).toBeNull();
  });

  test('what is over stays over when the clock is set back', async () => {
    const shop = await openShop();
    const { token, made } = await make(shop, []);
    const second = await make(shop, ['sale.sell']);
    const start = shop.clock.timers.now();
    shop.clock.advance(2 * 86_400_000);
    const over = () => shop.owner.session.signIn({ person: shop.ownerId, pin: '739154' });
    while ((await over()) && (await shop.owner.tokens.list()).some((each) => each.revokedAt === null))
      await new Promise((resolve) => setImmediate(resolve));
    shop.clock.set(start);
    expect(await scriptOf(shop, token)).toBeNull();
    expect(await scriptOf(shop, second.token)).toBeNull();
    expect((await shop.owner.tokens.list()).map((each) => each.id)).toContain(made.id);
  });

  test('making and revoking are facts; rights beyond its person’s are refused', async () => {
    const shop = await openShop();
    const { made } = await make(shop, ['sale.sell']);
    await shop.owner.tokens.revoke({ commandId: id(), token: made.id });
    await shop.owner.tokens.revoke({ commandId: id(), token: made.id });
    const types = shop.host.register.store.reading
      .prepare("select type from journal where type like 'token.%' order by position")
      .pluck()
      .all();
    expect(types).toEqual(['token.made', 'token.revoked']);
    await expect(make(shop, ['catalog.edit'], shop.clerkId)).rejects.toMatchObject({
      data: { code: 'RIGHT_MISSING', data: { right: 'catalog.edit' } },
    });
  });
});
