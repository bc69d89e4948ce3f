import { expect, test } from 'vitest';
import { id, openShop } from './open-host.ts';
import { MILK, readyToSell, scanned, sell } from './stock.ts';

test('a store of one’s own sells its first item, end to end', async () => {
  const { owner, clerk } = await openShop();
  await readyToSell(owner);
  const ticket = await scanned(clerk, MILK);
  expect(ticket.total).toBe(1250);
  const done = await clerk.sales.complete({
    commandId: id(),
    ticket: ticket.id,
    version: ticket.version,
    tenders: [{ tender: 'cash', amount: 2000, reference: null }],
  });
  expect(done).toMatchObject({ total: 1250, change: 750, drawer: true, number: 'R01-1-000001' });
  const slip = await clerk.sales.slip({ document: done.sale, kind: 'sale' });
  expect(slip.svg).toContain('<svg');
  const found = await owner.catalog.search({ text: 'milk' });
  expect(found.rows.map((row) => row.name)).toEqual(['Whole milk 1 L']);
});

test('the same command fifty times at once is one sale', async () => {
  const { owner, clerk, host } = await openShop();
  await readyToSell(owner);
  const ticket = await scanned(clerk, MILK);
  const command = {
    commandId: id(),
    ticket: ticket.id,
    version: ticket.version,
    tenders: [{ tender: 'cash', amount: 1250, reference: null }],
  };
  const answers = await Promise.all(Array.from({ length: 50 }, () => clerk.sales.complete(command)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  const sales = host.register.store.reading.prepare(
    "select count(*) from journal where type = 'sale.completed'",
  );
  expect(sales.pluck().get()).toBe(1);
});

test('a shift is closed with its count, and the doctor finds nothing', async () => {
  const { owner, clerk } = await openShop();
  await readyToSell(owner);
  for (let n = 0; n < 3; n++) await sell(clerk, MILK);
  const { shift } = await owner.shifts.x();
  await owner.shifts.startCount({ commandId: id(), shift });
  await expect(sell(clerk, MILK)).rejects.toMatchObject({ data: { code: 'DRAWER_COUNTING' } });
  const z = await owner.shifts.close({
    commandId: id(),
    shift,
    counted: [{ value: 1, count: 20_000 + 3 * 1250 }],
    declared: ['card', 'wechat', 'alipay', 'voucher'].map((tender) => ({ tender, amount: 0 })),
    tickets: 'void',
    note: '',
  });
  expect(z.report.sales).toMatchObject({ count: 3, gross: 3750 });
  expect(z.report.tenders.find((t) => t.tender === 'cash')).toMatchObject({
    expected: 23_750,
    difference: 0,
  });
  const slip = await owner.sales.slip({ document: z.shift, kind: 'z' });
  expect(slip.number).toBe(z.number);
  expect(await owner.maintenance.doctor()).toMatchObject({ ok: true, findings: [] });
  const backups = async () => (await owner.maintenance.state()).backups;
  while ((await backups()).length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(await backups()).toMatchObject([{ reason: 'shift-close', verified: true }]);
  expect(z.closedBy).toBe('Wen Li');
});
