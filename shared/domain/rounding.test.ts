import { expect, test } from 'vitest';
import { roundCash } from './cash-rounding.ts';
import { minor } from './numbers.ts';
import { roundToStep } from './rounding.ts';

test.each([
  ['1.98 step 0.05 down (pos-features.md 2.1.6, odoo#96721)', 198, 5, 'down', 195],
  ['its refund', -198, 5, 'down', -195],
  ['7.50 step 1.00 down (odoo#96721)', 750, 100, 'down', 700],
  ['its refund', -750, 100, 'down', -700],
  ['1.98 step 0.05 half up (odoo PR 85280)', 198, 5, 'half-up', 200],
  ['its refund', -198, 5, 'half-up', -200],
  ['an amount below the step (odoo PR 85280)', 2, 5, 'half-up', 0],
  ['its refund', -3, 5, 'half-up', -5],
  ['CNY never up', 1999, 10, 'down', 1990],
  ['no step', 1999, 1, 'down', 1999],
] as const)('%s', (_, amount, step, mode, expected) => {
  expect(roundToStep(minor(amount), minor(step), mode)).toBe(expected);
});

test('cash rounding is a line of its own: 110.35 pays 110.30, rounded −0.05', () => {
  expect(roundCash(minor(11035), { step: minor(10), mode: 'down' })).toEqual({ toPay: 11030, rounding: -5 });
});
