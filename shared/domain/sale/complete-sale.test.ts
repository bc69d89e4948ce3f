import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ticketTotals } from '../cart/totals.ts';
import type { CategoryId, ProductId } from '../ids.ts';
import { micro, minor, qty, rate } from '../numbers.ts';
import { aCart, aLine, anActor, aSale, aSaleContext, aTender, someSettings } from '../testing/builders.ts';
import { decideSale } from './complete-sale.ts';
import { averageOf, stampValue } from './stock-facts.ts';

const milk = aLine(1, 1290, { product: 'milk' as ProductId, qty: qty(2000), taxRates: [rate(90_000)] });
const apples = aLine(2, 1490, {
  product: 'apples' as ProductId,
  unit: 'kg',
  qty: qty(1245),
  taxLetter: 'B',
  discount: { kind: 'amount', amount: minor(55), reason: 'bruised' },
});
const cart = aCart({
  lines: [milk, apples],
  tenders: [aTender('card', 2000), aTender('cash', 5000)],
  note: 'bag',
});

test('a finished sale is one whole fact', () => {
  const stock = new Map([
    ['milk' as ProductId, { onHand: qty(9000), averageCost: micro(8_000_000), lastCost: micro(9_000_000) }],
  ]);
  expect(decideSale(cart, aSaleContext({ stock }))).toEqual({
    ok: true,
    value: {
      sale: 's1',
      number: 'R01-1-000012',
      counter: 12,
      register: '1',
      businessDate: '2026-11-22',
      currency: 'CNY',
      exponent: 2,
      priceMode: 'inclusive',
      ticket: { id: 't1', openedAt: 1000 },
      taken: null,
      clerk: 'mei',
      lines: [
        {
          line: 1,
          product: 'milk',
          category: null,
          name: 'p1',
          unit: 'piece',
          barcode: null,
          qty: 2000,
          price: 1290,
          listPrice: 1290,
          amount: 2580,
          adjustments: [],
          net: 2367,
          tax: 213,
          gross: 2580,
          taxClass: 'standard',
          taxLetter: 'A',
          taxRates: [90_000],
          taxParts: [213],
          taxCode: null,
          cost: 16_000_000,
          note: '',
        },
        {
          line: 2,
          product: 'apples',
          category: null,
          name: 'p2',
          unit: 'kg',
          barcode: null,
          qty: 1245,
          price: 1490,
          listPrice: 1490,
          amount: 1855,
          adjustments: [{ source: 'line-discount', id: 'bruised', amount: 55 }],
          net: 1593,
          tax: 207,
          gross: 1800,
          taxClass: 'standard',
          taxLetter: 'B',
          taxRates: [130_000],
          taxParts: [207],
          taxCode: null,
          cost: null,
          note: '',
        },
      ],
      taxes: [
        { letter: 'A', taxClass: 'standard', rate: 90_000, net: 2367, tax: 213, gross: 2580 },
        { letter: 'B', taxClass: 'standard', rate: 130_000, net: 1593, tax: 207, gross: 1800 },
      ],
      subtotal: 4435,
      discount: 55,
      tax: 420,
      total: 4380,
      rounding: 0,
      tenders: [
        {
          tender: 'card',
          kind: 'card',
          name: 'card',
          tendered: 2000,
          amount: 2000,
          reference: null,
          payment: null,
        },
        {
          tender: 'cash',
          kind: 'cash',
          name: 'cash',
          tendered: 5000,
          amount: 2380,
          reference: null,
          payment: null,
        },
      ],
      change: 2620,
      items: 3,
      note: 'bag',
      returnUntil: '2026-12-22',
      moves: [
        {
          line: 1,
          kind: 'sale',
          item: 'milk',
          from: 'SALEABLE',
          to: 'CUSTOMER',
          qty: 2000,
          value: 16_000_000,
          costUnknown: false,
        },
        {
          line: 2,
          kind: 'sale',
          item: 'apples',
          from: 'SALEABLE',
          to: 'CUSTOMER',
          qty: 1245,
          value: 0,
          costUnknown: true,
        },
      ],
      trace: [],
      approvals: [],
    },
  });
});

test('the ticket’s discount is an adjustment of its lines, open-price goods move nothing', () => {
  const sale = aSale({
    lines: [aLine(1, 1000, { product: null, category: 'bakery' as CategoryId })],
    discount: { kind: 'percent', rate: rate(100_000), reason: 'friend' },
    tenders: [aTender('cash', 900)],
  });
  expect(sale.lines).toMatchObject([
    { adjustments: [{ source: 'ticket-discount', id: 'friend', amount: 100 }], cost: null },
  ]);
  expect(sale.moves).toEqual([]);
});

test('cash rounding is its own line: 110.35 in CNY, 200 handed over', () => {
  const sale = aSale({ lines: [aLine(1, 11035)], tenders: [aTender('cash', 20_000)] });
  expect(sale).toMatchObject({
    total: 11035,
    rounding: -5,
    change: 8970,
    tenders: [{ tendered: 20_000, amount: 11030 }],
  });
});

test('change comes out of cash before a voucher that gives change', () => {
  const tenders = [aTender('cash', 3000), aTender('voucher', 5000, { givesChange: true })];
  expect(aSale({ lines: [aLine(1, 6000)], tenders }).tenders.map((tender) => tender.amount)).toEqual([
    1000, 5000,
  ]);
});

describe('value of goods (domain.md, Stock)', () => {
  const facts = { onHand: qty(5000), averageCost: micro(1_234_567), lastCost: micro(2_000_000) };
  test.each([
    ['at the moving average', facts, 1_851_851, false],
    [
      'at or below zero on hand at the last known average',
      { ...facts, onHand: qty(-3000) },
      1_851_851,
      false,
    ],
    ['else at the last cost', { ...facts, averageCost: null }, 3_000_000, false],
    ['else 0, flagged', { ...facts, averageCost: null, lastCost: null }, 0, true],
    ['of an item nothing is known of, 0, flagged', undefined, 0, true],
  ])('%s', (_, known, value, costUnknown) => {
    expect(stampValue(known, qty(1500))).toEqual({ value, costUnknown });
  });

  test('the average of a balance, none at nothing on hand', () => {
    expect([averageOf(micro(10_000_000), qty(3000)), averageOf(micro(5), qty(0))]).toEqual([3_333_333, null]);
  });
});

describe('refused', () => {
  test.each([
    ['no open shift', cart, { drawer: 'closed' as const }, 'SHIFT_CLOSED'],
    ['a drawer being counted', cart, { drawer: 'counting' as const }, 'DRAWER_COUNTING'],
    [
      'no right to sell',
      cart,
      { clerk: anActor({ 'sale.sell': { state: 'denied' as const } }) },
      'RIGHT_MISSING',
    ],
    ['a ticket that has changed', cart, { version: 2 }, 'CART_CHANGED'],
    ['a parked ticket', { ...cart, parkedAt: 5 }, {}, 'CART_PARKED'],
    ['an empty ticket', aCart(), {}, 'CART_EMPTY'],
    ['a ticket not paid', { ...cart, tenders: [aTender('cash', 4370)] }, {}, 'TENDERS_INCOMPLETE'],
    ['a card for more than is due', { ...cart, tenders: [aTender('card', 5000)] }, {}, 'TENDER_EXCEEDS_DUE'],
    ['half a piece', { ...cart, lines: [{ ...milk, qty: qty(500) }] }, {}, 'QUANTITY_FRACTION'],
  ])('%s', (_, ticket, context, code) => {
    expect(decideSale(ticket, aSaleContext(context))).toMatchObject({ ok: false, error: { code } });
  });
});

test('I19, I22, I25: kept tenders sum to total + rounding, each within what was handed over; lines sum to the total', () => {
  const line = fc.record({
    price: fc.nat(99_999),
    qty: fc.integer({ min: 1, max: 5000 }),
    off: fc.nat(1_000_000),
  });
  const offered = fc.array(
    fc.tuple(fc.constantFrom('cash' as const, 'card' as const), fc.integer({ min: 1, max: 90_000 })),
    {
      maxLength: 3,
    },
  );
  const mode = fc.constantFrom('inclusive' as const, 'exclusive' as const);
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), offered, mode, (list, tenders, priceMode) => {
      const lines = list.map((each, index) =>
        aLine(index + 1, each.price, {
          unit: 'kg',
          qty: qty(each.qty),
          discount: each.off === 0 ? null : { kind: 'percent', rate: rate(each.off), reason: '' },
        }),
      );
      const settings = someSettings({ priceMode });
      const total = aTotal(lines, priceMode);
      let left = total;
      const taken = tenders.map(([kind, amount]) => {
        const given = kind === 'cash' ? amount : Math.min(amount, Math.max(0, left));
        left -= given;
        return aTender(kind, given);
      });
      const sale = decideSale(
        aCart({ lines, tenders: [...taken, aTender('cash', Math.max(0, left))] }),
        aSaleContext({ settings }),
      );
      if (!sale.ok) throw new Error(sale.error.code);
      const kept = sale.value.tenders.reduce((sum, tender) => sum + tender.amount, 0);
      expect(kept).toBe(sale.value.total + sale.value.rounding);
      expect(sale.value.lines.reduce((sum, each) => sum + each.gross, 0)).toBe(sale.value.total);
      for (const tender of sale.value.tenders) {
        expect(tender.amount >= 0 && tender.amount <= tender.tendered).toBe(true);
        if (tender.kind !== 'cash') expect(tender.amount).toBe(tender.tendered);
      }
      for (const each of sale.value.lines) {
        const off = each.adjustments.reduce((sum, adjustment) => sum + adjustment.amount, 0);
        expect(priceMode === 'inclusive' ? each.gross : each.net).toBe(each.amount - off);
      }
    }),
    { numRuns: 10_000 },
  );
});

const aTotal = (
  lines: Parameters<typeof ticketTotals>[0]['lines'],
  mode: 'inclusive' | 'exclusive',
): number => ticketTotals({ lines, discount: null }, mode).total;
