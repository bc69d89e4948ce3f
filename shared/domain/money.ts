import { type DomainError, refuse } from './error.ts';
import { type Micro, type Minor, minor, type Qty, type Rate } from './numbers.ts';
import { err, ok, type Result } from './result.ts';

/** The largest amount a ticket, price or count may reach: 12 digits of minor units, far inside exact integers. */
export const MAX_AMOUNT = 999_999_999_999;

export const ZERO = minor(0);

/**
 * The one multiplication of the domain: a × b ÷ d, rounded half up on the magnitude, then the sign, so that
 * f(−x) = −f(x) (order-inventory.md 3.2). `d` > 0. Throws RangeError when the answer is not an exact integer:
 * callers bound their inputs first.
 *
 * @example mulDiv(1290, 1245, 1000) === 1606
 */
export function mulDiv(a: number, b: number, d: number): number {
  const { quotient, remainder } = mulRem(Math.abs(a), Math.abs(b), d);
  const rounded = remainder >= d - remainder ? quotient + 1 : quotient;
  if (rounded > Number.MAX_SAFE_INTEGER) throw new RangeError(`not exact: ${a} × ${b} ÷ ${d}`);
  return rounded === 0 ? 0 : a < 0 === b < 0 ? rounded : -rounded;
}

/**
 * Whole part and remainder of a × b ÷ d for a, b ≥ 0 and d > 0. Plain numbers while the product is provably
 * exact (below 2^53 with room for `d`, so the floored quotient is the true one), BigInt beyond.
 */
export function mulRem(a: number, b: number, d: number): { quotient: number; remainder: number } {
  if (!(a >= 0 && b >= 0 && d > 0)) throw new RangeError(`mulRem needs a, b ≥ 0 < d: ${a}, ${b}, ${d}`);
  const product = a * b;
  if (product + d <= Number.MAX_SAFE_INTEGER) {
    const quotient = Math.floor(product / d);
    return { quotient, remainder: product - quotient * d };
  }
  const exact = BigInt(a) * BigInt(b);
  const divisor = BigInt(d);
  const quotient = exact / divisor;
  if (quotient > Number.MAX_SAFE_INTEGER) throw new RangeError(`not exact: ${a} × ${b} ÷ ${d}`);
  return { quotient: Number(quotient), remainder: Number(exact % divisor) };
}

type Exact = Minor | Micro | Qty | Rate;

/** Sum of two numbers of one kind; throws RangeError past exact integers. */
export const add = <N extends Exact>(a: N, b: N): N => checked(a + b) as N;

/** Difference of two numbers of one kind; throws RangeError past exact integers. */
export const sub = <N extends Exact>(a: N, b: N): N => checked(a - b) as N;

/** The same amount the other way; never −0. */
export const negate = <N extends Exact>(a: N): N => (0 - a) as N;

/** Sum of amounts in minor units; throws RangeError past exact integers. */
export function sum(amounts: Iterable<Minor>): Minor {
  let total = 0;
  for (const amount of amounts) total = checked(total + amount);
  return total as Minor;
}

/** Sum of one field over a list, in minor units. */
export function sumOf<T>(items: readonly T[], amount: (item: T) => Minor): Minor {
  let total = 0;
  for (const item of items) total = checked(total + amount(item));
  return total as Minor;
}

function checked(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an exact integer: ${value}`);
  return value;
}

/**
 * Reads an amount a person typed or a file holds, in major units, for a currency of `exponent` digits; minor units.
 * `.` or `,` starts the minor part; thousands separators are taken only where both kinds stand in their places.
 * Refuses AMOUNT_INVALID: empty, signs, more digits than the currency has, past MAX_AMOUNT.
 *
 * @example parseAmount('12,90', 2) → 1290; parseAmount('12.9', 2) → 1290; parseAmount('0012', 2) → 1200
 */
export function parseAmount(text: string, exponent: number): Result<Minor, DomainError> {
  const value = parseDecimal(text, exponent);
  return value === null || value > MAX_AMOUNT
    ? err(refuse('AMOUNT_INVALID', { text: text.slice(0, 40) }))
    : ok(minor(value));
}

/** Reads an unsigned decimal as an integer of `digits` decimal places, or null where it is not one exactly. */
export function parseDecimal(text: string, digits: number): number | null {
  // NFKC: full-width digits and points, as an input method leaves them.
  const plain = ungroup(text.normalize('NFKC').trim().replace('。', '.'));
  const match = /^(\d*)(?:[.,](\d*))?$/.exec(plain);
  if (match === null) return null;
  const whole = match[1] ?? '';
  const fraction = match[2] ?? '';
  if (whole === '' && fraction === '') return null;
  // "1,290" in a two-digit currency may mean 1290: never guessed, even where the extra digit is a zero.
  if (fraction.length > digits) return null;
  const joined = `${whole}${fraction.padEnd(digits, '0')}`.replace(/^0+(?=\d)/, '');
  return joined.length > 15 ? null : Number(joined);
}

const GROUPED =
  /^(\d{1,3}(?:,\d{3})+\.\d*|\d{1,3}(?:\.\d{3})+,\d*|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:\.\d{3}){2,})$/;

/** "1,234.50", "1.234,50" and "1,234,567" have one reading; their grouping is dropped. */
function ungroup(text: string): string {
  if (!GROUPED.test(text)) return text;
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  const mark = text.charAt(last);
  const repeated = text.indexOf(mark) !== last;
  const whole = repeated ? text : text.slice(0, last);
  const digits = whole.replaceAll(/[.,]/g, '');
  return repeated ? digits : `${digits}.${text.slice(last + 1)}`;
}
