import { type DomainError, refuse } from '../error.ts';
import { err, ok, type Result } from '../result.ts';

/**
 * Whether a PIN may be set: four to eight digits, and none that a bystander tries first: one digit repeated, a row up
 * or down (also past 0), a short group repeated, straight lines of the keypad. PIN_WEAK.
 */
export function checkPin(pin: string): Result<string, DomainError> {
  return /^\d{4,8}$/.test(pin) && !isGuessed(pin) ? ok(pin) : err(refuse('PIN_WEAK'));
}

function isGuessed(pin: string): boolean {
  const digits = Array.from(pin, Number);
  const steps = new Set(digits.slice(1).map((digit, at) => (digit - (digits[at] ?? 0) + 10) % 10));
  const isRow = steps.size === 1 && [0, 1, 9].includes([...steps][0] ?? -1);
  const isRepeat = /^(\d{1,4})\1+$/.test(pin);
  return isRow || isRepeat || KEYPAD.has(pin);
}

const KEYPAD = new Set([
  '2580',
  '0852',
  '1470',
  '0741',
  '147258',
  '258369',
  '147258369',
  '123321',
  '112233',
  '1379',
  '7139',
]);
