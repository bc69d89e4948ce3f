import { expect, test } from 'vitest';
import { minor } from '#shared/domain/numbers.ts';
import { anApproval } from '#shared/domain/testing/builders.ts';
import { acceptReturn } from '#shared/services/returns/accept-return.ts';
import { correctTender } from '#shared/services/sales/correct-tender.ts';
import { findSales } from '#shared/services/sales/find-sales.ts';
import { reprint } from '#shared/services/sales/reprint.ts';
import { saleView } from '#shared/services/sales/sale-view.ts';
import { changeTicket } from '#shared/services/tickets/change-ticket.ts';
import { voidTicket } from '#shared/services/tickets/void-ticket.ts';
import { aShop, card, cash, good, NO_PRINTER, PRINTER } from '../support/counter.ts';
import { describeEachEngine } from '../support/hosts.ts';
import { BOSS, by, MEI } from '../support/small-store.ts';

const MILK = '6901234567892';
const TEA = '036000291452';
const PAN = '4006381333931';

const onShelf = (rows: readonly Record<string, unknown>[], item: string) =>
  rows.find((row) => row['item'] === item && row['location'] === 'SALEABLE')?.['on_hand'];

describeEachEngine('returns', (makeHost) => {
  test('11: a refund in cash with rounding down gives back the very amount (pos-features.md 7)', async () => {
    const { counter, rows } = await aShop(makeHost);
    await counter.open(10_000);
    const ticket = await counter.scanAll(['PEN-1', MILK]);
    const sold = await counter.pay(ticket, cash(1300));
    expect(sold).toMatchObject({ total: 1293, rounding: -3, change: 10 });
    expect(await counter.bringBack(sold.sale, 2, 1000)).toMatchObject({ total: 1290, rounding: 0 });
    expect(await counter.bringBack(sold.sale, 1, 1000)).toMatchObject({ total: 3, rounding: -3 });
    expect(await rows('return_tender')).toMatchObject([{ tender: 'cash', amount: 1290 }]);
    expect(await rows('cash_total')).toMatchObject([{ tender: 'cash', sales: 1290, refunds: 1290 }]);
  });

  test('12, 13: what is left is sold less the sum of returns, also when two come at once', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    await counter.open(10_000);
    const two = await counter.sell(MILK, MILK);
    const one = () =>
      acceptReturn(host, PRINTER)(by(host, BOSS), {
        sale: two.sale,
        lines: [{ line: 1, qty: 1000, condition: 'as-new' }],
        reason: 'sour',
      });
    const answers = await Promise.all([one(), one(), one()]);
    expect(answers.map((answer) => answer.ok)).toEqual([true, true, false]);
    expect(answers[2]).toMatchObject({ error: { code: 'RETURN_EXCEEDS_SOLD' } });
    const six = await counter.sell(...Array.from({ length: 6 }, () => TEA));
    await counter.bringBack(six.sale, 1, 2000);
    await counter.bringBack(six.sale, 1, 1000, 'damaged');
    expect(good(await saleView(host)(six.sale)).lines).toMatchObject([{ returned: 3000, returnable: 3000 }]);
    expect(await rows('item_stat')).toMatchObject([
      { item: 'milk', qty_sold: 2000, qty_returned: 2000, times_sold: 1 },
      { item: 'pan', known: 1 },
      { item: 'tea', qty_sold: 6000, qty_returned: 3000 },
    ]);
  });

  test('14: three of fifteen on a ticket that is voided: fifteen on hand', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    await counter.open(10_000);
    const ticket = await counter.scanAll([TEA, TEA, TEA]);
    const seen = { ticket: ticket.id, version: ticket.version, reason: 'changed their mind' };
    good(await voidTicket(host)(by(host, BOSS), seen));
    expect(onShelf(await rows('balance'), 'tea')).toBe(15_000);
  });

  test('16: the last one sold, returned, sold again: the shift closes', async () => {
    const { counter, rows } = await aShop(makeHost);
    await counter.open(10_000);
    const first = await counter.sell(PAN);
    await counter.bringBack(first.sale, 1, 1000);
    await counter.sell(PAN);
    const z = await counter.close(19_900);
    expect(z.report.tenders[0]).toMatchObject({ tender: 'cash', expected: 19_900, difference: 0 });
    expect(onShelf(await rows('balance'), 'pan')).toBe(0);
    expect(
      (await rows('balance')).find((row) => row['item'] === 'pan' && row['location'] === 'SALEABLE'),
    ).toMatchObject({
      value: 0,
    });
  });

  test('value leaves at the average, at the last one when nothing is left, and as unknown where there never was one', async () => {
    const { counter, rows } = await aShop(makeHost);
    await counter.open(10_000);
    await counter.sell(PAN);
    await counter.sell(PAN);
    await counter.sell('PEN-1', MILK);
    const sold = (await rows('move')).filter((row) => row['kind'] === 'sale');
    const told = sold.map(({ item, value, cost_unknown }) => [item, value, cost_unknown]);
    expect(new Set(told.map((move) => JSON.stringify(move)))).toEqual(
      new Set([
        JSON.stringify(['milk', 8_000_000, 0]),
        JSON.stringify(['pan', 61_000_000, 0]),
        JSON.stringify(['pan', 61_000_000, 0]),
        JSON.stringify(['pen', 0, 1]),
      ]),
    );
    expect(told).toHaveLength(4);
  });

  test('a return needs its reason and its right; an approval is for this sale and this amount', async () => {
    const { host, counter } = await aShop(makeHost);
    await counter.open(10_000);
    const { sale } = await counter.sell(MILK);
    const back = { sale, lines: [{ line: 1, qty: 1000, condition: 'check' as const }], reason: 'sour' };
    const mei = by(host, MEI);
    const asked = { right: 'return.accept', target: sale, amount: 1290 } as const;
    expect(await acceptReturn(host, PRINTER)(mei, { ...back, reason: ' ' })).toMatchObject({
      error: { code: 'REASON_MISSING' },
    });
    expect(await acceptReturn(host, PRINTER)(mei, back)).toMatchObject({
      error: { code: 'APPROVAL_NEEDED', data: asked },
    });
    const approved = { ...mei, approvals: [anApproval(asked)] };
    expect(good(await acceptReturn(host, NO_PRINTER)(approved, back))).toMatchObject({
      number: 'R01-1-R000001',
      printJob: null,
    });
    expect(await acceptReturn(host, PRINTER)(by(host, BOSS), { ...back, sale: 'nowhere' })).toMatchObject({
      error: { code: 'NOT_FOUND' },
    });
  });
});

describeEachEngine('finished sales', (makeHost) => {
  test('are found by part of a number, by days, by amount, by kind, with count and sum of all that match', async () => {
    const { host, counter } = await aShop(makeHost);
    await counter.open(10_000);
    const milk = await counter.sell(MILK);
    await counter.sell(TEA, 'PEN-1');
    await counter.bringBack(milk.sale, 1, 1000);
    const page = { offset: 0, limit: 10 };
    const find = async (filter: object) => await findSales(host)({ ...page, ...filter });
    expect(await find({})).toMatchObject({
      rows: [
        { kind: 'return', number: 'R01-1-R000001', total: -1290, items: 1, tenders: 'Cash' },
        { kind: 'sale', number: 'R01-1-000002', total: 4503, items: 2, returned: false },
        { kind: 'sale', number: 'R01-1-000001', total: 1290, items: 1, returned: true },
      ],
      more: false,
      count: 3,
      sum: 4503,
    });
    const numbers = async (filter: object) => (await find(filter)).rows.map((row) => row.number);
    expect(await numbers({ text: '-000002' })).toEqual(['R01-1-000002']);
    expect(await numbers({ text: 'r01-1-r' })).toEqual(['R01-1-R000001']);
    expect(await numbers({ text: '%' })).toEqual([]);
    expect(await numbers({ total: 1290 })).toEqual(['R01-1-R000001', 'R01-1-000001']);
    // What was paid after rounding finds it too.
    expect(await numbers({ total: 4500 })).toEqual(['R01-1-000002']);
    expect(await numbers({ kind: 'sale', from: '2026-03-02', to: '2026-03-02' })).toHaveLength(2);
    expect(await numbers({ from: '2026-03-03' })).toEqual([]);
    expect(await find({ limit: 1, offset: 1 })).toMatchObject({
      rows: [{ number: 'R01-1-000002' }],
      more: true,
      count: 3,
      sum: 4503,
    });
  });

  test('a reprint is journaled and says which copy it is; without a printer there is none', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    await counter.open(10_000);
    const { sale } = await counter.sell(MILK);
    const again = { document: sale, kind: 'sale' } as const;
    expect(good(await reprint(host, NO_PRINTER)(by(host, BOSS), again))).toEqual({ printJob: null });
    good(await reprint(host, PRINTER)(by(host, BOSS), again));
    const second = by(host, BOSS);
    good(await reprint(host, PRINTER)(second, again));
    expect((await rows('local_print_job')).find((row) => row['id'] === second.command.id)).toMatchObject({
      kind: 'sale',
      copy: 2,
      state: 'queued',
    });
    expect(await rows('shift_total')).toMatchObject([{ reprints: 2 }]);
    const none = { document: 'none', kind: 'z' } as const;
    expect(await reprint(host, PRINTER)(by(host, BOSS), none)).toMatchObject({
      error: { code: 'NOT_FOUND' },
    });
  });

  test('a tender is corrected within its shift; a refund then goes to the corrected one, and after it nothing is corrected', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    await counter.open(10_000);
    const ticket = await counter.scanAll([MILK]);
    const { sale } = await counter.pay(ticket, card(1290));
    const correct = (tender: string) =>
      correctTender(host)(by(host, BOSS), { sale, index: 0, tender, reference: null, reason: 'was cash' });
    good(await correct('wechat'));
    good(await correct('cash'));
    expect(await correct('cash')).toMatchObject({ error: { code: 'TENDER_NOT_ALLOWED' } });
    expect(await rows('cash_total')).toMatchObject([
      { tender: 'card', sales: 1290, corrections: -1290 },
      { tender: 'cash', opening: 10_000, corrections: 1290 },
      { tender: 'wechat', sales: 0, corrections: 0 },
    ]);
    await counter.bringBack(sale, 1, 1000);
    expect(await rows('return_tender')).toMatchObject([{ tender: 'cash', amount: 1290 }]);
    expect(await correct('card')).toMatchObject({ error: { code: 'IN_USE' } });
    await counter.close(10_000);
    expect(await correct('card')).toMatchObject({ error: { code: 'SHIFT_CLOSED' } });
  });

  test('a price that was changed by right stands beside the list price', async () => {
    const { host, counter } = await aShop(makeHost);
    await counter.open(10_000);
    const ticket = await counter.scanAll([TEA]);
    const seen = { ticket: ticket.id, version: ticket.version };
    const change = { kind: 'set-price', line: 1, price: minor(4000), reason: 'dented tin' } as const;
    const cheaper = good(await changeTicket(host)(by(host, BOSS), seen, change));
    expect(cheaper.lines).toMatchObject([{ price: 4000, listPrice: 4500 }]);
    const { sale } = await counter.pay(cheaper, cash(4000));
    expect(good(await saleView(host)(sale))).toMatchObject({
      total: 4000,
      returnUntil: '2026-04-01',
      copies: 0,
      soldAt: null,
    });
  });
});
