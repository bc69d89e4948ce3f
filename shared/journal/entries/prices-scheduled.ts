import { z } from 'zod';
import type { PriceScheduleId, ProductId } from '#shared/domain/ids.ts';
import { type LocalMinute, localMinute } from '#shared/domain/pricing/local-minute.ts';
import { MOST_SCHEDULED, type NewPrice } from '#shared/domain/pricing/schedule-draft.ts';
import { upsert } from '../change.ts';
import { entryType } from '../entry-type.ts';
import { revision } from '../epoch.ts';
import { count, flag, id, minor, words } from '../schema.ts';
import { priceSchedule, scheduledPrice } from '../tables/prices.ts';

const minute = z.string().refine((text) => localMinute(text) !== null) as unknown as z.ZodType<LocalMinute>;

export interface PricesScheduled {
  /** The command that first set it; later versions name it again. */
  readonly schedule: PriceScheduleId;
  readonly name: string;
  readonly from: LocalMinute;
  readonly until: LocalMinute | null;
  /** Called off: its prices hold no longer, or never will. */
  readonly cancelled: boolean;
  /** Of how many products it sets the price. */
  readonly products: number;
  /** Prices this version sets; those of versions before stand unless they are set anew. */
  readonly prices: readonly NewPrice[];
}

/**
 * Prices that are to hold from a minute on, each store by its own clock, or a later version of such: other times, another price, called
 * off. It comes to registers early and says all they need to switch by themselves.
 */
export const pricesScheduled = entryType<PricesScheduled>('prices.scheduled', {
  v: 1,
  scope: 'chain',
  body: z.strictObject({
    schedule: id<PriceScheduleId>(),
    name: words(80),
    from: minute,
    until: minute.nullable(),
    cancelled: flag,
    products: count,
    prices: z.array(z.strictObject({ product: id<ProductId>(), price: minor })).max(MOST_SCHEDULED),
  }),
  areas: ['catalog'],
  project: (entry) => {
    const { schedule, name, from, until, cancelled, products, prices } = entry.body;
    const rev = revision(entry.epoch, entry.seq);
    return [
      upsert(priceSchedule, {
        id: schedule,
        name,
        from_minute: from,
        until_minute: until,
        cancelled: cancelled ? 1 : 0,
        products,
        by: entry.actor,
        at: entry.at,
        rev,
      }),
      ...prices.map(({ product, price }) => upsert(scheduledPrice, { product, schedule, price, rev })),
    ];
  },
});
