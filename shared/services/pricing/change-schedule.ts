import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { PriceScheduleId, ProductId } from '#shared/domain/ids.ts';
import type { Minor } from '#shared/domain/numbers.ts';
import { checkPrices, checkTimes, type ScheduleTimes } from '#shared/domain/pricing/schedule-draft.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { By } from '../journal/by.ts';
import type { Host } from '../journal/host.ts';
import { query } from '../journal/query.ts';
import { priceClock } from './prices-now.ts';
import { type ScheduleView, stageOf } from './schedule-view.ts';
import { standingSchedule, writtenSchedule } from './standing-schedule.ts';

export interface ChangedSchedule extends ScheduleTimes {
  readonly schedule: PriceScheduleId;
  /** Another price for every product of it; null: their prices stand. */
  readonly price: Minor | null;
}

/**
 * Changes what has not begun: its name, its minutes, its price. Refuses RIGHT_MISSING, NOT_FOUND, STALE once it has begun or was called
 * off, and as `schedulePrices`.
 */
export const changeSchedule =
  (host: Host) =>
  (by: By, input: ChangedSchedule): Promise<Result<ScheduleView, DomainError>> =>
    host.commitChain(by.command, async ({ read, at }) => {
      const { schedule, price } = input;
      const known = await standingSchedule(read, by, schedule);
      if (!known.ok) return known;
      if (stageOf(known.value, priceClock(host)) !== 'coming') return err(refuse('STALE'));
      const times = checkTimes(input, priceClock(host));
      if (!times.ok) return times;
      const products = price === null ? [] : await read.all(productsOf, { schedule });
      const set = products.map(({ product }) => ({ product: product as ProductId, price: price as Minor }));
      const prices = set.length === 0 ? ok([]) : checkPrices(set);
      if (!prices.ok) return prices;
      return writtenSchedule(
        host,
        { by, at },
        {
          schedule,
          ...times.value,
          cancelled: false,
          products: known.value.products,
          prices: prices.value,
        },
      );
    });

const productsOf = query<{ schedule: string }, { product: string }>((db, param) =>
  db
    .selectFrom('scheduled_price')
    .select('product')
    .where('schedule', '=', param('schedule'))
    .orderBy('product'),
);
