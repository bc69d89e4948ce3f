import { expect, test } from 'vitest';
import { checkPin } from './pin.ts';

test.each(['2749', '90210', '83125760', '1357'])('%s may be set', (pin) => {
  expect(checkPin(pin)).toEqual({ ok: true, value: pin });
});

test.each([
  '123',
  '123456789',
  '12a4',
  '',
  '1111',
  '1234',
  '4321',
  '8901',
  '0987',
  '1212',
  '123123',
  '27492749',
  '2580',
  '１２７４',
])('%s is refused', (pin) => {
  expect(checkPin(pin)).toEqual({ ok: false, error: { code: 'PIN_WEAK' } });
});
