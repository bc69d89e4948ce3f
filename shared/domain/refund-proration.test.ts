import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minor, qty, rate } from './numbers.ts';
import { prorateRefund, type RefundedSoFar } from './refund-proration.ts';
import { lineTax } from './tax.ts';

const RUNS = { numRuns: 10_000 };

/** Gives the units back in the order and sizes listed; answers every part. */
function inParts(paid: { gross: number; tax: number; qty: number }, sizes: readonly number[]) {
  const line = { gross: minor(paid.gross), tax: minor(paid.tax), qty: qty(paid.qty) };
  let so: RefundedSoFar = { qty: qty(0), gross: minor(0), tax: minor(0) };
  return sizes.map((size) => {
    const part = prorateRefund(line, so, qty(size));
    so = { qty: qty(so.qty + size), gross: minor(so.gross + part.gross), tax: minor(so.tax + part.tax) };
    return part;
  });
}
const total = (parts: readonly { gross: number; tax: number }[]) => ({
  gross: parts.reduce((sum, part) => sum + part.gross, 0),
  tax: parts.reduce((sum, part) => sum + part.tax, 0),
});

describe('order-inventory.md 3.6', () => {
  test.each([[[10]], [[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]], [[3, 7]], [[7, 2, 1]], [[4, 4, 2]]])(
    'W#64668: 10 × 23.90 incl. 20 % less 25 % ends at 179.25 with tax 29.87, in parts %j',
    (sizes) => {
      const parts = inParts(
        { gross: 17925, tax: 2987, qty: 10_000 },
        sizes.map((n) => n * 1000),
      );
      expect(total(parts)).toEqual({ gross: 17925, tax: 2987 });
    },
  );

  test('G = 2, X = 1, q = 3: the tax of a part never passes its gross', () => {
    const parts = inParts({ gross: 2, tax: 1, qty: 3000 }, [1000, 1000, 1000]);
    expect(parts).toEqual([
      { gross: 1, tax: 1, net: 0 },
      { gross: 0, tax: 0, net: 0 },
      { gross: 1, tax: 0, net: 1 },
    ]);
  });

  test('a line given away refunds nothing', () => {
    expect(inParts({ gross: 0, tax: 0, qty: 2000 }, [1000, 1000])).toEqual([
      { gross: 0, tax: 0, net: 0 },
      { gross: 0, tax: 0, net: 0 },
    ]);
  });
});

test('I23: any partition of the units, in any order, refunds exactly the gross and the tax; 0 ≤ tax ≤ gross', () => {
  const taxes = fc.constantFrom(0, 30_000, 60_000, 90_000, 130_000, 200_000, 88_750);
  const sizes = fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 20 });
  const gross = fc.oneof(fc.nat(50), fc.nat(99_999_999), fc.nat(999_999_999_999));
  fc.assert(
    fc.property(gross, taxes, sizes, (paid, percent, back) => {
      const { tax } = lineTax(minor(paid), [rate(percent)], 'inclusive');
      const parts = inParts({ gross: paid, tax, qty: back.reduce((a, b) => a + b, 0) }, back);
      expect(total(parts)).toEqual({ gross: paid, tax });
      for (const part of parts) {
        expect(part.tax >= 0 && part.tax <= part.gross).toBe(true);
        expect(part.net + part.tax).toBe(part.gross);
      }
    }),
    RUNS,
  );
});
