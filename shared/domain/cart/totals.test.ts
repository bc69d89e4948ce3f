import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minor, qty, rate } from '../numbers.ts';
import { aLine } from '../testing/builders.ts';
import type { CartLine, ManualDiscount } from './cart.ts';
import { ticketTotals } from './totals.ts';

const taxed = (line: number, price: number, percent: number, more: Partial<CartLine> = {}): CartLine =>
  aLine(line, price, { taxLetter: `${percent}`, taxRates: [rate(percent * 10_000)], ...more });
const percentOff = (millionths: number): ManualDiscount => ({
  kind: 'percent',
  rate: rate(millionths),
  reason: '',
});
const amountOff = (amount: number): ManualDiscount => ({ kind: 'amount', amount: minor(amount), reason: '' });

describe('golden vectors, pos-features.md 2.1.3: per line, as domain.md decides', () => {
  test('odoo#6224: 4 × 1.48, 1.52, 1.54, 0.39 at 21 % excluded: base 9.37, tax 1.96, total 11.33', () => {
    const lines = [
      taxed(1, 148, 21, { qty: qty(4000) }),
      taxed(2, 152, 21),
      taxed(3, 154, 21),
      taxed(4, 39, 21),
    ];
    expect(ticketTotals({ lines, discount: null }, 'exclusive')).toMatchObject({
      subtotal: 937,
      tax: 196,
      total: 1133,
      taxes: [{ letter: '21', rate: 210_000, net: 937, tax: 196, gross: 1133 }],
    });
  });

  test('odoo#37896: 348.35 × 16 less 4 % at 22 % excluded: 6527.81', () => {
    const lines = Array.from({ length: 16 }, (_, index) =>
      taxed(index + 1, 34835, 22, { discount: percentOff(40_000) }),
    );
    // Sixteen lines of one: each is 334.42 net and 73.57 tax.
    expect(ticketTotals({ lines, discount: null }, 'exclusive')).toMatchObject({ total: 652784 });
    const one = [taxed(1, 34835, 22, { qty: qty(16_000), discount: percentOff(40_000) })];
    // One line of sixteen: 5573.60 less 222.94 is 5350.66; 22 % is 1177.15.
    expect(ticketTotals({ lines: one, discount: null }, 'exclusive')).toMatchObject({ total: 652781 });
  });

  test('odoo PR 230726: 28.90 at 22 % and 1.25 at 10 % included stays 30.15', () => {
    const totals = ticketTotals(
      { lines: [taxed(1, 2890, 22), taxed(2, 125, 10)], discount: null },
      'inclusive',
    );
    expect(totals.total).toBe(3015);
    expect(totals.taxes).toMatchObject([
      { letter: '10', net: 114, tax: 11, gross: 125 },
      { letter: '22', net: 2369, tax: 521, gross: 2890 },
    ]);
  });

  test('odoo PR 34842: 8.01 at 20 % included stays 8.01', () => {
    expect(ticketTotals({ lines: [taxed(1, 801, 20)], discount: null }, 'inclusive').total).toBe(801);
  });

  test('W#64668 (order-inventory.md 3.6): 10 × 23.90 incl. 20 % less 25 % is 179.25 with tax 29.87', () => {
    const lines = [taxed(1, 2390, 20, { qty: qty(10_000), discount: percentOff(250_000) })];
    expect(ticketTotals({ lines, discount: null }, 'inclusive')).toMatchObject({ total: 17925, tax: 2987 });
  });
});

describe('discounts', () => {
  test('with included prices 10.00 off is 10.00 off what the customer pays (odoo PR 240289, pos-features.md 2.2.3)', () => {
    const lines = [taxed(1, 6000, 13), taxed(2, 4000, 9)];
    const totals = ticketTotals({ lines, discount: amountOff(1000) }, 'inclusive');
    expect(totals).toMatchObject({ subtotal: 10_000, discount: 1000, total: 9000 });
    expect(totals.lines.map((line) => line.ticketDiscount)).toEqual([600, 400]);
  });

  test('the ticket discount is taken after the lines’ and spread by what is left (order-inventory.md 3.4)', () => {
    const lines = [taxed(1, 1000, 13, { discount: amountOff(1000) }), taxed(2, 333, 13), taxed(3, 333, 13)];
    const totals = ticketTotals({ lines, discount: percentOff(100_000) }, 'inclusive');
    expect(totals.lines.map((line) => [line.lineDiscount, line.ticketDiscount, line.gross])).toEqual([
      [1000, 0, 0],
      [0, 34, 299],
      [0, 33, 300],
    ]);
    expect(totals).toMatchObject({ subtotal: 1666, discount: 1067, total: 599 });
  });
});

test('a class of two rates: each has its row, nothing is counted twice', () => {
  const lines = [aLine(1, 1120, { taxRates: [50_000, 70_000].map(rate) })];
  expect(ticketTotals({ lines, discount: null }, 'inclusive').taxes).toMatchObject([
    { rate: 50_000, net: 1000, tax: 50, gross: 1050 },
    { rate: 70_000, net: 1000, tax: 70, gross: 1070 },
  ]);
});

test('a class that holds the same rate twice has one row, its net counted once', () => {
  const lines = [aLine(1, 1100, { taxRates: [50_000, 50_000].map(rate) })];
  expect(ticketTotals({ lines, discount: null }, 'inclusive').taxes).toMatchObject([
    { rate: 50_000, net: 1000, tax: 100, gross: 1100 },
  ]);
});

test('a priced label’s amount stands whatever price × quantity says, and a weighed line counts one item', () => {
  const lines = [
    aLine(1, 1490, { unit: 'kg', qty: qty(1245), fixedAmount: minor(1856) }),
    aLine(2, 100, { qty: qty(3000) }),
  ];
  expect(ticketTotals({ lines, discount: null }, 'inclusive')).toMatchObject({ subtotal: 2156, items: 4 });
});

test('nine digits and more stay exact', () => {
  const lines = [aLine(1, 999_999_999, { qty: qty(999_000) })];
  expect(ticketTotals({ lines, discount: null }, 'inclusive').total).toBe(998_999_999_001);
});

const anyDiscount = fc.option(
  fc.oneof(
    fc.integer({ min: 1, max: 1_000_000 }).map(percentOff),
    fc.integer({ min: 1, max: 100_000 }).map(amountOff),
  ),
);
const anyLine = fc.record({
  price: fc.nat(99_999),
  qty: fc.integer({ min: 1, max: 20_000 }),
  discount: anyDiscount,
  rates: fc.subarray([30_000, 60_000, 90_000, 130_000, 88_750], { maxLength: 2 }),
  letter: fc.constantFrom('A', 'B', 'C'),
});

test('I19, I20, I21: total = lines; discounts fully shared out; net + tax = gross; rates sum to the table', () => {
  fc.assert(
    fc.property(
      fc.array(anyLine, { maxLength: 12 }),
      anyDiscount,
      fc.constantFrom('inclusive' as const, 'exclusive' as const),
      (list, discount, mode) => {
        const lines = list.map((line, index) =>
          aLine(index + 1, line.price, {
            qty: qty(line.qty),
            unit: 'kg',
            discount: line.discount,
            taxLetter: line.letter + line.rates.join(),
            taxRates: line.rates.map(rate),
          }),
        );
        const totals = ticketTotals({ lines, discount }, mode);
        const sum = (of: (line: (typeof totals.lines)[number]) => number) =>
          totals.lines.reduce((all, line) => all + of(line), 0);
        expect(totals.total).toBe(sum((line) => line.gross));
        expect(totals.tax).toBe(sum((line) => line.tax));
        expect(totals.discount).toBe(sum((line) => line.lineDiscount + line.ticketDiscount));
        const given = mode === 'inclusive' ? totals.total : totals.total - totals.tax;
        expect(given).toBe(totals.subtotal - totals.discount);
        expect(totals.taxes.reduce((all, row) => all + row.tax, 0)).toBe(totals.tax);
        for (const line of totals.lines) {
          expect(line.net + line.tax).toBe(line.gross);
          expect(line.ticketDiscount >= 0 && line.ticketDiscount <= line.amount - line.lineDiscount).toBe(
            true,
          );
          expect(line.taxParts.reduce<number>((all, part) => all + part, 0)).toBe(line.tax);
        }
        for (const row of totals.taxes) expect(row.net + row.tax).toBe(row.gross);
      },
    ),
    { numRuns: 10_000 },
  );
});
