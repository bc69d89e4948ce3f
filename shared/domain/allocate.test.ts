import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate } from './allocate.ts';
import { minor } from './numbers.ts';

const RUNS = { numRuns: 10_000 };

test.each([
  ['a cent left goes to the earlier of equals', 100, [1, 1, 1], [34, 33, 33]],
  ['the largest remainder takes the unit', 1, [1, 3, 2, 2], [0, 1, 0, 0]],
  ['zero weight gets nothing', 10, [0, 5, 5], [0, 5, 5]],
  ['weights that sum to 0 are equal', 5, [0, 0], [3, 2]],
  ['negative mirrors positive', -100, [1, 1, 1], [-34, -33, -33]],
  ['nothing over something', 0, [3, 4], [0, 0]],
] as const)('%s (order-inventory.md 3.4)', (_, total, weights, expected) => {
  expect(allocate(minor(total), weights)).toEqual(expected);
});

test('a tie of remainders with unequal weights: 2 over 1 and 3 is 0.5 and 1.5, the larger takes it', () => {
  expect(allocate(minor(2), [1, 3])).toEqual([0, 2]);
});

test('I20: parts sum to the whole, stay within one unit of fair, and within their weight when the whole is', () => {
  const weights = fc.array(fc.oneof(fc.constant(0), fc.nat(1000), fc.nat(9_999_999_999)), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(fc.nat(9_999_999_999), weights, (total, list) => {
      const parts = allocate(minor(total), list);
      const whole = list.reduce((a, b) => a + b, 0);
      expect(parts.reduce<number>((a, b) => a + b, 0)).toBe(total);
      if (whole === 0) return;
      for (const [index, part] of parts.entries()) {
        const weight = list[index] ?? 0;
        const off = BigInt(part) * BigInt(whole) - BigInt(total) * BigInt(weight);
        expect(off < BigInt(whole) && -off < BigInt(whole)).toBe(true);
        if (weight === 0) expect(part).toBe(0);
        if (total <= whole) expect(part >= 0 && part <= weight).toBe(true);
      }
    }),
    RUNS,
  );
});
