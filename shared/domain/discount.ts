import type { ManualDiscount } from './cart/cart.ts';
import { type DomainError, refuse } from './error.ts';
import { type Minor, minor, RATE_ONE } from './numbers.ts';
import { portionOf } from './rate.ts';
import { err, ok, type Result } from './result.ts';

/** What a discount takes off `base` ≥ 0: never below 0, never more than there is. Minor units. */
export function discountOf(base: Minor, discount: ManualDiscount | null): Minor {
  if (discount === null) return minor(0);
  const wanted = discount.kind === 'percent' ? portionOf(base, discount.rate) : discount.amount;
  return minor(Math.max(0, Math.min(base, wanted)));
}

/**
 * Whether a discount may stand on `base`: a rate within 0–100 %, an amount within the base (pos-features.md 2.1.8).
 * Refuses AMOUNT_INVALID and DISCOUNT_TOO_LARGE.
 */
export function checkDiscount(base: Minor, discount: ManualDiscount): Result<ManualDiscount, DomainError> {
  const value = discount.kind === 'percent' ? discount.rate : discount.amount;
  if (!Number.isSafeInteger(value) || value <= 0) return err(refuse('AMOUNT_INVALID'));
  const most = discount.kind === 'percent' ? RATE_ONE : base;
  return value > most ? err(refuse('DISCOUNT_TOO_LARGE', { most })) : ok(discount);
}
