import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, MAX_AMOUNT, mulDiv, mulRem, negate, parseAmount, sub, sum } from './money.ts';
import { minor } from './numbers.ts';

const RUNS = { numRuns: 10_000 };
const exactly = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });

/** The rule as it is written: R(n/d) = sign × floor((2|n| + d) / 2d). */
const byTheBook = (a: number, b: number, d: number): bigint => {
  const n = BigInt(a) * BigInt(b);
  const magnitude = n < 0n ? -n : n;
  const rounded = (2n * magnitude + BigInt(d)) / (2n * BigInt(d));
  return n < 0n ? -rounded : rounded;
};

describe('mulDiv, order-inventory.md 3.2', () => {
  test.each([
    [1290, 1245, 1000, 1606],
    [1, 1, 2, 1],
    [-1, 1, 2, -1],
    [3, 1, 2, 2],
    [-3, 1, 2, -2],
    [5, 1, 3, 2],
    [0, -7, 3, 0],
    [9_007_199_254_740_991, 1_000_000, 1_130_000, 7_970_972_791_806_187],
  ])('%i × %i ÷ %i = %i', (a, b, d, expected) => {
    expect(mulDiv(a, b, d)).toBe(expected);
  });

  test('is half up on the magnitude, then the sign, for any exact integers', () => {
    fc.assert(
      fc.property(exactly, exactly, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (a, b, d) => {
        const expected = byTheBook(a, b, d);
        if (expected > Number.MAX_SAFE_INTEGER || expected < -Number.MAX_SAFE_INTEGER) {
          expect(() => mulDiv(a, b, d)).toThrow(RangeError);
        } else {
          expect(BigInt(mulDiv(a, b, d))).toBe(expected);
        }
      }),
      RUNS,
    );
  });

  test('is exact around 2^53, where plain numbers hand over to BigInt', () => {
    const near = fc.integer({ min: 94_906_000, max: 94_907_000 });
    fc.assert(
      fc.property(near, near, fc.integer({ min: 2, max: 2_000_000 }), (a, b, d) => {
        expect(BigInt(mulDiv(a, b, d))).toBe(byTheBook(a, b, d));
      }),
      RUNS,
    );
  });

  test('mirrors: f(−x) = −f(x) (pos-features.md 2.1.5)', () => {
    const amount = fc.integer({ min: -MAX_AMOUNT, max: MAX_AMOUNT });
    fc.assert(
      fc.property(amount, fc.nat(1_000_000), fc.integer({ min: 1000, max: 2_000_000 }), (a, b, d) => {
        expect(mulDiv(-a, b, d)).toBe(negate(minor(mulDiv(a, b, d))));
      }),
      RUNS,
    );
  });

  test('mulRem splits the product without loss', () => {
    const any = fc.nat(Number.MAX_SAFE_INTEGER);
    fc.assert(
      fc.property(any, fc.nat(1_000_000), fc.integer({ min: 1_000_000, max: 9_000_000_000 }), (a, b, d) => {
        const { quotient, remainder } = mulRem(a, b, d);
        expect(BigInt(quotient) * BigInt(d) + BigInt(remainder)).toBe(BigInt(a) * BigInt(b));
        expect(remainder).toBeLessThan(d);
      }),
      RUNS,
    );
  });
});

test('sums refuse to lose exactness', () => {
  const most = minor(Number.MAX_SAFE_INTEGER);
  expect(() => add(most, minor(1))).toThrow(RangeError);
  expect(() => sub(negate(most), minor(1))).toThrow(RangeError);
  expect(() => sum([most, minor(1)])).toThrow(RangeError);
  expect(sum([1, 2, 3].map(minor))).toBe(6);
  expect(Object.is(negate(minor(0)), 0)).toBe(true);
});

describe('a typed amount', () => {
  test.each([
    ['12.9', 2, 1290],
    ['12,90', 2, 1290],
    ['0012', 2, 1200],
    ['.5', 2, 50],
    ['5.', 2, 500],
    [' 7 ', 2, 700],
    ['0', 2, 0],
    ['1290', 0, 1290],
    ['1.290', 3, 1290],
    ['12.90', 2, 1290],
    ['12。9', 2, 1290],
    ['1,234.50', 2, 123450],
    ['1.234,50', 2, 123450],
    ['1,234,567', 2, 123456700],
    ['9999999999.99', 2, MAX_AMOUNT],
  ])('%s with %i digits is %i', (text, exponent, expected) => {
    expect(parseAmount(text, exponent)).toEqual({ ok: true, value: expected });
  });

  test.each([
    ['', 2],
    ['.', 2],
    ['-5', 2],
    ['12.345', 2],
    ['1,290', 2],
    ['12.5', 0],
    ['1.2.3', 2],
    ['1e3', 2],
    ['12 90', 2],
    ['Infinity', 2],
    ['10000000000', 2],
    ['99999999999999999999', 2],
  ])('%s with %i digits is refused', (text, exponent) => {
    expect(parseAmount(text, exponent)).toMatchObject({ ok: false, error: { code: 'AMOUNT_INVALID' } });
  });
});
