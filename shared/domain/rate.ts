import { type DomainError, refuse } from './error.ts';
import { mulDiv, parseDecimal } from './money.ts';
import { type Minor, minor, RATE_ONE, type Rate, rate } from './numbers.ts';
import { err, ok, type Result } from './result.ts';

/** `share` millionths of an amount, rounded half up; minor units. */
export const portionOf = (amount: Minor, share: Rate): Minor => minor(mulDiv(amount, share, RATE_ONE));

/** The least rate, in millionths, that covers `part` of `whole`; all of it where there is nothing to take from. */
export function rateOf(part: Minor, whole: Minor): Rate {
  if (part <= 0) return rate(0);
  if (whole <= 0) return rate(RATE_ONE);
  const near = mulDiv(part, RATE_ONE, whole);
  // Up, not to the nearest: a limit of 10 % must stop 10.00004 %.
  return rate(BigInt(near) * BigInt(whole) < BigInt(part) * BigInt(RATE_ONE) ? near + 1 : near);
}

/** Sum of rates; 0 for none. */
export const sumOfRates = (rates: readonly Rate[]): Rate =>
  rate(rates.reduce<number>((left, right) => left + right, 0));

/**
 * Reads a typed percentage with up to four decimals as millionths. Refuses AMOUNT_INVALID below 0 or above 100 %.
 *
 * @example parsePercent('8.875') → 88750
 */
export function parsePercent(text: string): Result<Rate, DomainError> {
  const value = parseDecimal(text.replace(/\s*%\s*$/, ''), 4);
  return value === null || value > RATE_ONE
    ? err(refuse('AMOUNT_INVALID', { text: text.slice(0, 40) }))
    : ok(rate(value));
}
