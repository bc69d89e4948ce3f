import { describe, expect, test } from 'vitest';
import { minor, qty } from './numbers.ts';
import { amountOf, checkQuantity, isAmountTooLarge, itemsOf, parseQuantity } from './quantity.ts';

test.each([
  [1490, 1245, 1855],
  [348_35, 16_000, 557360],
  [1, 500, 1],
  [-1, 500, -1],
  [999_999_999, 999_000, 998_999_999_001],
])('%i a unit × %i thousandths = %i', (price, quantity, expected) => {
  expect(amountOf(minor(price), qty(quantity))).toBe(expected);
});

test('amounts past the limit are seen before they are reckoned', () => {
  expect(isAmountTooLarge(minor(999_999_999_999), qty(1000))).toBe(false);
  expect(isAmountTooLarge(minor(999_999_999_999), qty(1001))).toBe(true);
});

describe('a typed quantity', () => {
  test.each([
    ['3', 'piece', 3000],
    ['1,245', 'kg', 1245],
    ['0.5', 'l', 500],
    ['2.000', 'piece', 2000],
  ] as const)('%s %s is %i', (text, unit, expected) => {
    expect(parseQuantity(text, unit)).toEqual({ ok: true, value: expected });
  });

  test.each([
    ['1.5', 'piece', 'QUANTITY_FRACTION'],
    ['0', 'piece', 'QUANTITY_INVALID'],
    ['-1', 'kg', 'QUANTITY_INVALID'],
    ['1.2345', 'kg', 'QUANTITY_INVALID'],
    ['1000000', 'piece', 'QUANTITY_INVALID'],
    ['two', 'piece', 'QUANTITY_INVALID'],
  ] as const)('%s %s is refused as %s', (text, unit, code) => {
    expect(parseQuantity(text, unit)).toMatchObject({ ok: false, error: { code } });
  });

  test('a negative quantity is refused whatever made it', () => {
    expect(checkQuantity(qty(-1000), 'piece')).toMatchObject({ error: { code: 'QUANTITY_INVALID' } });
  });
});

test('pieces count one each, a weighed line once', () => {
  expect([itemsOf(qty(3000), 'piece'), itemsOf(qty(3000), 'kg')]).toEqual([3, 1]);
});
