import { expect, test } from 'vitest';
import { stateOf } from '#tests/contract/state-of.ts';
import { id, openShop, type RegisterClient } from './open-host.ts';

async function sellBread(page: RegisterClient) {
  const { ticket } = await page.tickets.addOpenPrice({
    commandId: id(),
    ticket: null,
    category: 'general',
    name: 'Bread',
    price: 1250,
    barcode: null,
  });
  const tenders = [{ tender: 'cash', amount: 1250, reference: null }];
  return await page.sales.complete({ commandId: id(), ticket: ticket.id, version: ticket.version, tenders });
}

test('where drawers are not shared only whoever opened the shift moves money, and a manager may close it', async () => {
  const { owner, clerk } = await openShop();
  const { store: _s, register: _r, currency: _c, denominations: _d, ...value } = await owner.settings.get();
  await owner.settings.save({ commandId: id(), value: { ...value, sharedShift: false } });
  const { shift } = await clerk.shifts.open({ commandId: id(), counted: [{ value: 10_000, count: 1 }] });
  expect((await sellBread(clerk)).total).toBe(1250);
  await expect(sellBread(owner)).rejects.toMatchObject({ data: { code: 'SHIFT_OF_ANOTHER' } });
  await expect(
    owner.shifts.moveCash({ commandId: id(), kind: 'pay-in', amount: 500, reason: 'change' }),
  ).rejects.toMatchObject({ data: { code: 'SHIFT_OF_ANOTHER' } });
  await owner.shifts.startCount({ commandId: id(), shift });
  const declared = (await owner.settings.tenders())
    .filter((tender) => tender.declaredAtClose && tender.kind !== 'cash')
    .map((tender) => ({ tender: tender.id, amount: 0 }));
  const counted = [{ value: 1250, count: 9 }];
  const z = await owner.shifts.close({
    commandId: id(),
    shift,
    counted,
    declared,
    tickets: 'void',
    note: '',
  });
  expect(z.report.tenders[0]?.expected).toBe(11_250);
});

test('closing after somebody else is answered with their Z, blind where it has to be; a shift of nowhere is refused', async () => {
  const { host, owner, clerk } = await openShop();
  const { shift } = await owner.shifts.open({ commandId: id(), counted: [{ value: 10_000, count: 1 }] });
  await sellBread(clerk);
  const declared = (await owner.settings.tenders())
    .filter((tender) => tender.declaredAtClose && tender.kind !== 'cash')
    .map((tender) => ({ tender: tender.id, amount: 0 }));
  const close = { shift, counted: [{ value: 1250, count: 9 }], declared, tickets: 'keep' as const, note: '' };
  const commandId = id();
  const z = await owner.shifts.close({ commandId, ...close });
  expect(z).toMatchObject({ command: commandId, closedBy: 'Wen Li', report: { blind: false } });
  const theirs = await clerk.shifts.close({ commandId: id(), ...close, counted: [] });
  expect(theirs).toEqual(await clerk.shifts.z({ shift }));
  expect(theirs).toMatchObject({ command: commandId, closedBy: 'Wen Li', report: { blind: true } });
  const before = stateOf(host);
  const nowhere = id();
  const tried = [
    owner.shifts.close({ commandId: id(), ...close, shift: nowhere }),
    owner.shifts.startCount({ commandId: id(), shift: nowhere }),
    owner.shifts.cancelCount({ commandId: id(), shift: nowhere }),
  ];
  for (const each of tried)
    await expect(each).rejects.toMatchObject({
      code: 'REFUSED',
      data: { code: 'NOT_FOUND', data: { shift: nowhere } },
    });
  expect(stateOf(host)).toBe(before);
});
