import { expect, test } from 'vitest';
import { amountOf } from './kept-amount.ts';

test.each([
  ['sale.completed', '{"total":1200,"lines":[]}', 1200],
  ['sale.completed', '{"total":"1200"}', null],
  ['return.accepted', '{"total":300}', -300],
  ['cash.moved', '{"kind":"pay-in","amount":50}', 50],
  ['cash.moved', '{"kind":"drop","amount":50}', -50],
  ['shift.opened', '{"total":7}', null],
  ['sale.completed', '{"total"', null],
  ['sale.completed', 'null', null],
])('%s %s is about %s', (type, text, amount) =>
  expect(amountOf({ type, body: Buffer.from(text) })).toBe(amount),
);
