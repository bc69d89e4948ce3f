import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CartTender } from '../cart/cart.ts';
import type { ProductId } from '../ids.ts';
import { type Minor, micro, minor, qty, rate } from '../numbers.ts';
import type { SaleCompleted } from '../sale/sale-completed.ts';
import type { CashRounding } from '../store/settings.ts';
import {
  aLine,
  anActor,
  anApproval,
  aReturnContext,
  aSale,
  aTender,
  someSettings,
} from '../testing/builders.ts';
import { decideReturn, type ReturnContext, type ReturnRequest } from './accept-return.ts';
import { CONDITIONS, type ReturnAccepted } from './return-accepted.ts';
import { returnable } from './returnable.ts';
import { nothingReturned, type ReturnedSoFar } from './returned-so-far.ts';

const back = (line: number, pieces: number, condition: 'as-new' | 'check' | 'damaged' = 'as-new') => ({
  line,
  qty: qty(pieces * 1000),
  condition,
});

/** The state after one more return: sums, as the return rows give them. */
const plus = (so: ReturnedSoFar, ret: ReturnAccepted): ReturnedSoFar => {
  const lines = new Map(so.lines);
  for (const line of ret.lines) {
    const before = lines.get(line.line) ?? { qty: 0, gross: 0, tax: 0 };
    lines.set(line.line, {
      qty: qty(before.qty + line.qty),
      gross: minor(before.gross + line.gross),
      tax: minor(before.tax + line.tax),
    });
  }
  return { lines, tenders: [...so.tenders, ...ret.tenders] };
};

/** Takes the returns one after the other; stops at the first refusal. */
function inTurn(
  original: SaleCompleted,
  requests: readonly ReturnRequest['lines'][],
  context: Partial<ReturnContext> = {},
) {
  let soFar = nothingReturned;
  const taken: ReturnAccepted[] = [];
  for (const lines of requests) {
    const ret = decideReturn({ original, soFar }, { lines, reason: 'changed mind' }, aReturnContext(context));
    if (!ret.ok) return { taken, soFar, refused: ret.error };
    taken.push(ret.value);
    soFar = plus(soFar, ret.value);
  }
  return { taken, soFar, refused: null };
}
const sell = (price: number, pieces: number, tenders: readonly CartTender[], cashRounding?: CashRounding) =>
  aSale(
    { lines: [aLine(1, price, { qty: qty(pieces * 1000) })], tenders },
    cashRounding === undefined ? {} : { settings: someSettings({ cashRounding }) },
  );
const paidBack = (ret: ReturnAccepted) => ret.tenders.map(({ kind, amount }) => [kind, amount]);

describe('what is left to return', () => {
  test('check 12 (pos-features.md 7, erpnext#24259): sell 2, return 1, 1, 1: the third is refused', () => {
    const { taken, refused } = inTurn(sell(1000, 2, [aTender('cash', 2000)]), [
      [back(1, 1)],
      [back(1, 1)],
      [back(1, 1)],
    ]);
    expect(taken).toHaveLength(2);
    expect(refused).toEqual({ code: 'RETURN_EXCEEDS_SOLD', data: { line: 1, remaining: 0 } });
  });

  test('check 13 (pos-features.md 7, odoo PR 199072): return 2 then 1 of 6: remaining 3', () => {
    const original = sell(1000, 6, [aTender('cash', 6000)]);
    const { soFar } = inTurn(original, [[back(1, 2)], [back(1, 1)]]);
    expect(returnable({ original, soFar })).toMatchObject([
      { returned: 3000, remaining: 3000, grossLeft: 3000 },
    ]);
  });

  test.each([
    ['nothing at all', [], 'CART_EMPTY'],
    ['a line that was not sold', [back(9, 1)], 'LINE_NOT_FOUND'],
    ['half a piece', [back(1, 0.5)], 'QUANTITY_FRACTION'],
    ['less than nothing', [back(1, -1)], 'QUANTITY_INVALID'],
    ['more than was sold', [back(1, 3)], 'RETURN_EXCEEDS_SOLD'],
    ['more than was sold in two parts', [back(1, 1), back(1, 2, 'damaged')], 'RETURN_EXCEEDS_SOLD'],
    ['a good line and a bad one: nothing is taken', [back(1, 1), back(9, 1)], 'LINE_NOT_FOUND'],
  ])('%s is refused', (_, lines, code) => {
    expect(inTurn(sell(1000, 2, [aTender('cash', 2000)]), [lines]).refused?.code).toBe(code);
  });
});

describe('money back', () => {
  const franc: CashRounding = { step: minor(5), mode: 'half-up' };
  const down5: CashRounding = { step: minor(5), mode: 'down' };
  const down100: CashRounding = { step: minor(100), mode: 'down' };

  test.each([
    ['1.98 step 0.05 down: 1.95 and back 1.95 (odoo#96721; order-inventory.md 3.8)', 198, down5, 195, -3],
    ['7.50 step 1.00 down: 7.00 and back 7.00 (odoo#96721)', 750, down100, 700, -50],
    ['1.98 step 0.05 half up: 2.00 and back 2.00 (odoo PR 85280)', 198, franc, 200, 2],
  ])('check 11 (pos-features.md 7): %s', (_, price, rounding, cash, rounded) => {
    const original = sell(price, 1, [aTender('cash', 1000)], rounding);
    const { taken } = inTurn(original, [[back(1, 1)]], { settings: { cashRounding: rounding } });
    expect(original.rounding).toBe(rounded);
    expect(taken).toMatchObject([
      { total: price, rounding: rounded, tenders: [{ kind: 'cash', amount: cash }] },
    ]);
  });

  test('in parts, each rounded on what was refunded so far, the last takes what remains', () => {
    const original = sell(335, 3, [aTender('cash', 2000)]);
    const { taken } = inTurn(original, [[back(1, 1)], [back(1, 1)], [back(1, 1)]]);
    expect(original).toMatchObject({ total: 1005, rounding: -5 });
    expect(taken.map((ret) => [ret.total, ret.rounding, paidBack(ret)])).toEqual([
      [335, -5, [['cash', 330]]],
      [335, 5, [['cash', 340]]],
      [335, -5, [['cash', 330]]],
    ]);
  });

  test('the last unit takes exactly what remains, whatever the store rounds by today (domain.md, Numbers)', () => {
    const none: CashRounding = { step: minor(1), mode: 'half-up' };
    const original = sell(1105, 1, [aTender('cash', 2000)], none);
    const today: CashRounding = { step: minor(10), mode: 'down' };
    const { taken } = inTurn(original, [[back(1, 1)]], { settings: { cashRounding: today } });
    expect(taken).toMatchObject([{ total: 1105, rounding: 0, tenders: [{ kind: 'cash', amount: 1105 }] }]);
  });

  test('a full return gives back per tender exactly what was paid (odoo PR 161564)', () => {
    const tenders = [
      aTender('card', 5000),
      aTender('voucher', 2000, { reference: '77' }),
      aTender('cash', 5000),
    ];
    const { taken } = inTurn(sell(11035, 1, tenders), [[back(1, 1)]]);
    expect(taken).toMatchObject([{ total: 11035, rounding: -5 }]);
    expect(taken[0]?.tenders).toMatchObject([
      { kind: 'voucher', amount: 2000, reference: '77' },
      { kind: 'card', amount: 5000, reference: null },
      { kind: 'cash', amount: 4030 },
    ]);
  });

  test('in part: non-cash first up to what is left of it, cash last', () => {
    const { taken } = inTurn(sell(2500, 4, [aTender('card', 6000), aTender('cash', 4000)]), [
      [back(1, 1)],
      [back(1, 2)],
      [back(1, 1)],
    ]);
    expect(taken.map(paidBack)).toEqual([
      [['card', 2500]],
      [
        ['card', 3500],
        ['cash', 1500],
      ],
      [['cash', 2500]],
    ]);
  });

  test('W#64668: 10 × 23.90 incl. 20 % less 25 %, returned one by one, ends at 179.25 with tax 29.87', () => {
    const original = aSale({
      lines: [
        aLine(1, 2390, {
          qty: qty(10_000),
          taxRates: [rate(200_000)],
          discount: { kind: 'percent', rate: rate(250_000), reason: '' },
        }),
      ],
      tenders: [aTender('card', 17925)],
    });
    const { taken } = inTurn(
      original,
      Array.from({ length: 10 }, () => [back(1, 1)]),
    );
    expect(taken.reduce((sum, ret) => sum + ret.total, 0)).toBe(17925);
    expect(taken.reduce((sum, ret) => sum + ret.tax, 0)).toBe(2987);
    expect(taken.flatMap((ret) => ret.tenders).reduce((sum, tender) => sum + tender.amount, 0)).toBe(17925);
  });
});

describe('goods back', () => {
  test('go where their condition says, at the value they left with', () => {
    const stock = new Map([
      ['p1' as ProductId, { onHand: qty(9000), averageCost: micro(3_333_333), lastCost: null }],
    ]);
    const original = aSale(
      { lines: [aLine(1, 1000, { qty: qty(3000) })], tenders: [aTender('cash', 3000)] },
      { stock },
    );
    const { taken } = inTurn(original, [[back(1, 1)], [back(1, 1, 'check')], [back(1, 1, 'damaged')]]);
    expect(taken.flatMap((ret) => ret.moves)).toMatchObject([
      { kind: 'return', from: 'CUSTOMER', to: 'SALEABLE', qty: 1000, value: 3_333_333, costUnknown: false },
      { to: 'QUARANTINE', value: 3_333_333 },
      { to: 'DAMAGED', value: 3_333_333 },
    ]);
  });

  test('one line in several conditions at once: each part its own shelf and move, money as if it came in one', () => {
    const stock = new Map([
      ['p1' as ProductId, { onHand: qty(9000), averageCost: micro(10), lastCost: null }],
    ]);
    const original = aSale(
      { lines: [aLine(1, 335, { qty: qty(3000) })], tenders: [aTender('cash', 1005)] },
      { stock },
    );
    const { taken, refused } = inTurn(original, [[back(1, 1), back(1, 1, 'damaged')], [back(1, 1, 'check')]]);
    expect(refused).toBeNull();
    expect(taken.map((ret) => [ret.total, paidBack(ret)])).toEqual([
      [670, [['cash', 670]]],
      [335, [['cash', 330]]],
    ]);
    expect(
      taken.map((ret) => ret.lines.map(({ line, condition, gross }) => [line, condition, gross])),
    ).toEqual([
      [
        [1, 'as-new', 335],
        [1, 'damaged', 335],
      ],
      [[1, 'check', 335]],
    ]);
    expect(taken[0]?.moves).toMatchObject([
      { line: 1, item: 'p1', to: 'SALEABLE', qty: 1000, value: 10 },
      { line: 2, item: 'p1', to: 'DAMAGED', qty: 1000, value: 10 },
    ]);
  });

  test('open-price goods move nothing, unknown costs stay unknown', () => {
    const original = aSale({
      lines: [aLine(1, 1000, { product: null }), aLine(2, 500)],
      tenders: [aTender('cash', 1500)],
    });
    const { taken } = inTurn(original, [[back(1, 1), back(2, 1)]]);
    expect(taken[0]?.moves).toMatchObject([{ item: 'p2', value: 0, costUnknown: true }]);
  });

  test('the tax table of returns ends at the sale’s, component by component', () => {
    const original = aSale({
      lines: [aLine(1, 333, { qty: qty(3000), taxRates: [50_000, 70_000].map(rate) })],
      tenders: [aTender('card', 999)],
    });
    const { taken } = inTurn(original, [[back(1, 1)], [back(1, 2)]]);
    const rows = taken.flatMap((ret) => ret.taxes);
    const tax = (millionths: number) =>
      rows.filter((row) => row.rate === millionths).reduce((sum, row) => sum + row.tax, 0);
    expect(original.taxes.map((row) => row.tax)).toEqual([tax(50_000), tax(70_000)]);
  });
});

describe('rights', () => {
  const original = sell(1000, 2, [aTender('cash', 2000)]);
  const clerk = anActor({ 'return.accept': { state: 'allowed', limit: 1000 } });
  const asked = { right: 'return.accept' as const, target: 's1', amount: 2000 };

  test('up to the limit; past it, an approval of this sale and this amount, kept in the entry', () => {
    expect(inTurn(original, [[back(1, 1)]], { clerk }).refused).toBeNull();
    expect(inTurn(original, [[back(1, 2)]], { clerk }).refused).toEqual({
      code: 'APPROVAL_NEEDED',
      data: asked,
    });
    const approvals = [anApproval(asked)];
    expect(inTurn(original, [[back(1, 2)]], { clerk, approvals }).taken).toMatchObject([{ approvals }]);
  });

  test('after the sale’s last day whoever has a limit needs approval', () => {
    expect(inTurn(original, [[back(1, 1)]], { clerk, businessDate: '2026-12-22' }).refused).toBeNull();
    expect(inTurn(original, [[back(1, 1)]], { clerk, businessDate: '2026-12-23' }).refused?.code).toBe(
      'APPROVAL_NEEDED',
    );
    expect(inTurn(original, [[back(1, 1)]], { businessDate: '2026-12-23' }).refused).toBeNull();
  });

  test('a reason is needed, and an open drawer', () => {
    const request = { lines: [back(1, 1)], reason: ' ' };
    expect(decideReturn({ original, soFar: nothingReturned }, request, aReturnContext())).toMatchObject({
      error: { code: 'REASON_MISSING' },
    });
    expect(inTurn(original, [[back(1, 1)]], { drawer: 'closed' }).refused?.code).toBe('SHIFT_CLOSED');
  });
});

test('I22, I23: any way of bringing everything back refunds per tender exactly what was paid, never more on the way', () => {
  const sold = fc.array(
    fc.record({
      price: fc.nat(9999),
      pieces: fc.integer({ min: 1, max: 5 }),
      off: fc.nat(500_000),
      tax: fc.constantFrom(0, 60_000, 130_000, 200_000),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const rounding = fc.constantFrom<CashRounding>(
    { step: minor(10), mode: 'down' },
    { step: minor(5), mode: 'half-up' },
    { step: minor(1), mode: 'half-up' },
  );
  const picks = fc.array(fc.nat(1_000_000), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(sold, fc.nat(1_000_000), rounding, picks, (list, cardShare, cashRounding, order) => {
      const settings = someSettings({ cashRounding });
      const lines = list.map((each, index) =>
        aLine(index + 1, each.price, {
          qty: qty(each.pieces * 1000),
          taxRates: [rate(each.tax)],
          discount: each.off === 0 ? null : { kind: 'percent', rate: rate(each.off), reason: '' },
        }),
      );
      const total = aSale({ lines, tenders: [aTender('cash', 900_000)] }, { settings }).total;
      const card = Math.floor((total * cardShare) / 1_000_000);
      const tenders = card === 0 ? [] : [aTender('card', card)];
      const original = aSale({ lines, tenders: [...tenders, aTender('cash', 900_000)] }, { settings });
      const units = list.flatMap((each, index) => Array.from({ length: each.pieces }, () => index + 1));
      const shuffled = units
        .map((line, index) => ({ line, at: order[index % order.length] ?? 0 }))
        .sort((a, b) => a.at - b.at)
        .map(({ line }, index) => back(line, 1, CONDITIONS[(order[index] ?? 0) % 3]));
      const { taken, soFar, refused } = inTurn(original, inPiles(shuffled, order), { settings });
      expect(refused).toBeNull();
      const given = (kind: string) =>
        sum(soFar.tenders.filter((t) => t.tender === kind).map((t) => t.amount));
      const kept = (kind: string) =>
        sum(original.tenders.filter((t) => t.tender === kind).map((t) => t.amount));
      expect([given('card'), given('cash')]).toEqual([kept('card'), kept('cash')]);
      expect(sum(taken.map((ret) => ret.total))).toBe(original.total);
      expect(sum(taken.map((ret) => ret.tax))).toBe(original.tax);
      expect(sum(taken.map((ret) => ret.rounding))).toBe(original.rounding);
      for (const ret of taken) {
        expect(sum(ret.tenders.map((t) => t.amount))).toBe(ret.total + ret.rounding);
        for (const line of ret.lines) expect(line.tax >= 0 && line.tax <= line.gross).toBe(true);
        for (const tender of ret.tenders) expect(tender.amount).toBeGreaterThan(0);
      }
    }),
    { numRuns: 10_000 },
  );
});

/** Several pieces to a return, so that a line comes in parts: of one condition or more, next to each other or not. */
function inPiles<T>(items: readonly T[], picks: readonly number[]): T[][] {
  const piles: T[][] = [];
  for (const [index, item] of items.entries()) {
    const pile = piles.at(-1);
    if (pile === undefined || (picks[(index * 7) % picks.length] ?? 0) % 3 === 0) piles.push([item]);
    else pile.push(item);
  }
  return piles;
}

const sum = (amounts: readonly (Minor | number)[]): number =>
  amounts.reduce<number>((all, amount) => all + amount, 0);
