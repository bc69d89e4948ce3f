import type { Minor } from '../numbers.ts';
import { instantOf, type LocalMinute } from './local-minute.ts';

/** A price that holds from a minute on, or between two. */
export interface ScheduledPrice {
  readonly price: Minor;
  readonly from: LocalMinute;
  /** It holds no longer from this minute on; null: it is the regular price from `from` on. */
  readonly until: LocalMinute | null;
  /** Of two that began in the same minute the one with the higher version holds. */
  readonly rev: number;
}

/** What is known of one product's price. */
export interface PriceFacts {
  /** As the product itself states it. */
  readonly price: Minor;
  /** When somebody last changed that, milliseconds; null: not since the product was made. */
  readonly pricedAt: number | null;
  readonly scheduled: readonly ScheduledPrice[];
}

/** The instant asked about, and where the shop stands. */
export interface PriceClock {
  readonly at: number;
  readonly timeZone: string;
}

/** What is charged, and what is charged when nothing passing holds. */
export interface PriceNow {
  readonly price: Minor;
  readonly regular: Minor;
  /** Where a passing price holds: the minute it ends. */
  readonly until: LocalMinute | null;
}

/**
 * The price in force: a pure function of what is known and the instant. A price with an end holds over any without; of several with an
 * end the one that began last; of those without an end, the product's own price among them, the one that began last. What began in the
 * same minute: the one made last.
 *
 * @example 12.00, from Monday 13.00, Wednesday to Friday 9.99: on Thursday 9.99, on Saturday 13.00
 */
export function priceNow({ price, pricedAt, scheduled }: PriceFacts, { at, timeZone }: PriceClock): PriceNow {
  if (scheduled.length === 0) return { price, regular: price, until: null };
  const begun = scheduled
    .map((each) => ({ ...each, begins: instantOf(each.from, timeZone) }))
    .filter(({ begins }) => begins <= at);
  const passing = begun.filter(({ until }) => until !== null && at < instantOf(until, timeZone));
  const lasting = begun.filter(({ until, begins }) => until === null && begins > (pricedAt ?? -Infinity));
  const regular = latest(lasting)?.price ?? price;
  const special = latest(passing);
  return special === null
    ? { price: regular, regular, until: null }
    : { price: special.price, regular, until: special.until };
}

interface Begun extends ScheduledPrice {
  readonly begins: number;
}

const latest = (prices: readonly Begun[]): Begun | null =>
  prices.reduce<Begun | null>(
    (best, each) =>
      best === null || each.begins > best.begins || (each.begins === best.begins && each.rev > best.rev)
        ? each
        : best,
    null,
  );
