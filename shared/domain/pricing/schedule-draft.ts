import { type DomainError, refuse } from '../error.ts';
import type { ProductId } from '../ids.ts';
import { MAX_AMOUNT } from '../money.ts';
import type { Minor } from '../numbers.ts';
import { err, ok, type Result } from '../result.ts';
import { type LocalMinute, localMinute, minuteAt } from './local-minute.ts';
import type { PriceClock } from './price-in-force.ts';

/** A schedule is one fact, all of it or nothing; more products than this do not fit into one. */
export const MOST_SCHEDULED = 3_000;

/** When prices are to hold, as somebody typed it; minutes of each store's own clock. */
export interface ScheduleTimes {
  /** What it is for; may be empty. */
  readonly name: string;
  readonly from: string;
  readonly until: string | null;
}

export interface CheckedTimes {
  readonly name: string;
  readonly from: LocalMinute;
  readonly until: LocalMinute | null;
}

/** Refuses SETTING_INVALID with the `field`: no such minute, `from` before the present one, `until` not after `from`, a long name. */
export function checkTimes(typed: ScheduleTimes, clock: PriceClock): Result<CheckedTimes, DomainError> {
  const name = typed.name.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  const from = localMinute(typed.from);
  const until = typed.until === null ? null : localMinute(typed.until);
  if (name.length > 80) return err(refuse('SETTING_INVALID', { field: 'name', most: 80 }));
  if (from === null || from < minuteAt(clock.at, clock.timeZone))
    return err(refuse('SETTING_INVALID', { field: 'from' }));
  if (typed.until !== null && (until === null || until <= from))
    return err(refuse('SETTING_INVALID', { field: 'until' }));
  return ok({ name, from, until });
}

/** One product and what it is to cost. */
export interface NewPrice {
  readonly product: ProductId;
  readonly price: Minor;
}

/** Refuses PRICE_INVALID, NOT_FOUND where nothing is chosen, SETTING_INVALID for more than a schedule holds. */
export function checkPrices(prices: readonly NewPrice[]): Result<readonly NewPrice[], DomainError> {
  if (prices.length === 0) return err(refuse('NOT_FOUND', { what: 'product' }));
  if (prices.length > MOST_SCHEDULED)
    return err(refuse('SETTING_INVALID', { field: 'products', most: MOST_SCHEDULED }));
  const isPrice = ({ price }: NewPrice) => Number.isSafeInteger(price) && price >= 0 && price <= MAX_AMOUNT;
  return prices.every(isPrice) ? ok(prices) : err(refuse('PRICE_INVALID', { field: 'price' }));
}
