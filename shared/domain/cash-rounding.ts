import { sub } from './money.ts';
import type { Minor } from './numbers.ts';
import { roundToStep } from './rounding.ts';
import type { CashRounding } from './store/settings.ts';

export interface CashDue {
  /** What is paid in coins and notes. */
  readonly toPay: Minor;
  /** toPay − left: negative when the customer pays less. */
  readonly rounding: Minor;
}

/**
 * Rounds what is left for cash after all other tenders, and only that; the difference is a line of its own, never a
 * price change (domain.md, Numbers; pos-features.md 2.1.6). Sign-symmetric, so a refund mirrors its sale.
 *
 * @example roundCash(198, { step: 5, mode: 'down' }) → toPay 195, rounding −3
 */
export function roundCash(left: Minor, rounding: CashRounding): CashDue {
  const toPay = roundToStep(left, rounding.step, rounding.mode);
  return { toPay, rounding: sub(toPay, left) };
}
