import { expect, test } from 'vitest';
import { checkDiscount, discountOf } from './discount.ts';
import { minor, rate } from './numbers.ts';

const percent = (value: number) => ({ kind: 'percent' as const, rate: rate(value), reason: '' });
const amount = (value: number) => ({ kind: 'amount' as const, amount: minor(value), reason: '' });

test.each([
  [5574, percent(40_000), 223],
  [1000, amount(250), 250],
  [1000, amount(1001), 1000],
  [1000, null, 0],
  [0, percent(500_000), 0],
])('off %i: %j is %i', (base, discount, expected) => {
  expect(discountOf(minor(base), discount)).toBe(expected);
});

test('a discount can be all of the line and never more (pos-features.md 2.1.8)', () => {
  expect(checkDiscount(minor(1000), amount(1000))).toMatchObject({ ok: true });
  expect(checkDiscount(minor(1000), percent(1_000_000))).toMatchObject({ ok: true });
  expect(checkDiscount(minor(1000), amount(1001))).toMatchObject({ error: { code: 'DISCOUNT_TOO_LARGE' } });
  expect(checkDiscount(minor(1000), percent(1_000_001))).toMatchObject({
    error: { code: 'DISCOUNT_TOO_LARGE' },
  });
  expect(checkDiscount(minor(1000), amount(0))).toMatchObject({ error: { code: 'AMOUNT_INVALID' } });
});
