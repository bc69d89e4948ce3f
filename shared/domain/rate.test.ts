import { expect, test } from 'vitest';
import { minor, rate } from './numbers.ts';
import { parsePercent, portionOf, rateOf } from './rate.ts';

test.each([
  ['8.875', 88750],
  ['13 %', 130000],
  ['100', 1_000_000],
  ['0', 0],
])('%s is %i millionths', (text, expected) => {
  expect(parsePercent(text)).toEqual({ ok: true, value: expected });
});

test.each(['100.0001', '-1', 'x', '8.87501'])('%s is no percentage', (text) => {
  expect(parsePercent(text)).toMatchObject({ error: { code: 'AMOUNT_INVALID' } });
});

test('a portion rounds half up on the magnitude', () => {
  expect([portionOf(minor(50), rate(130000)), portionOf(minor(-50), rate(130000))]).toEqual([7, -7]);
});

test('the rate an amount comes to is rounded up, so a limit is never slipped under', () => {
  expect([
    rateOf(minor(10), minor(100)),
    rateOf(minor(1), minor(3)),
    rateOf(minor(0), minor(5)),
    rateOf(minor(1), minor(0)),
    rateOf(minor(100_000_001), minor(1_000_000_000)),
  ]).toEqual([100_000, 333_334, 0, 1_000_000, 100_001]);
});
