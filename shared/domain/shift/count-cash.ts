import { type DomainError, refuse } from '../error.ts';
import { MAX_AMOUNT } from '../money.ts';
import { type Minor, minor } from '../numbers.ts';
import { err, ok, type Result } from '../result.ts';
import type { DenominationCount } from './shift.ts';

/** Sum of counted notes and coins, in minor units. Refuses AMOUNT_INVALID for a count that can't be one. */
export function countCash(counted: DenominationCount): Result<Minor, DomainError> {
  let total = 0;
  for (const { value, count } of counted) {
    const sound = Number.isSafeInteger(count) && count >= 0 && count <= 1_000_000 && value > 0;
    total += value * count;
    if (!sound || total > MAX_AMOUNT) return err(refuse('AMOUNT_INVALID', { value, count }));
  }
  return ok(minor(total));
}

/** What was counted: by denomination, or as one typed sum. When both are given they must agree. */
export interface CashCount {
  readonly counted: DenominationCount;
  /** null: the denominations say it. */
  readonly total: Minor | null;
}

/** The one figure of a count. Refuses AMOUNT_INVALID. */
export function countedTotal(count: CashCount): Result<Minor, DomainError> {
  const summed = countCash(count.counted);
  if (!summed.ok || count.total === null) return summed;
  const agrees = count.counted.length === 0 || count.total === summed.value;
  return agrees && count.total >= 0 && count.total <= MAX_AMOUNT
    ? ok(count.total)
    : err(refuse('AMOUNT_INVALID', { counted: summed.value, typed: count.total }));
}
