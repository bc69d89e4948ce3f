import type { Minor } from './numbers.ts';
import { minor } from './numbers.ts';
import type { DenominationCount } from './shift/shift.ts';

export interface Change {
  readonly pieces: DenominationCount;
  /** What the smallest coin can't pay; 0 where the amount was cash-rounded. */
  readonly rest: Minor;
}

/**
 * Change as notes and coins, largest first, the fewest pieces for the currencies of `currencies.ts` (their sets are
 * canonical). `amount` ≥ 0 and `denominations` in minor units.
 *
 * @example changeIn(8970, CNY) → 50, 20, 10, 5, 4 × 1, 0.5, 2 × 0.1
 */
export function changeIn(amount: Minor, denominations: readonly Minor[]): Change {
  let rest: number = Math.max(0, amount);
  const pieces: { value: Minor; count: number }[] = [];
  for (const value of denominations) {
    const count = Math.floor(rest / value);
    if (count === 0) continue;
    pieces.push({ value, count });
    rest -= count * value;
  }
  return { pieces, rest: minor(rest) };
}
