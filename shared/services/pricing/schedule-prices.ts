import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { PriceScheduleId } from '#shared/domain/ids.ts';
import { authorize } from '#shared/domain/people/authorize.ts';
import {
  checkPrices,
  checkTimes,
  type NewPrice,
  type ScheduleTimes,
} from '#shared/domain/pricing/schedule-draft.ts';
import { err, type Result } from '#shared/domain/result.ts';
import { productsById } from '../catalog/chosen-products.ts';
import type { By } from '../journal/by.ts';
import type { Host } from '../journal/host.ts';
import { priceClock } from './prices-now.ts';
import type { ScheduleView } from './schedule-view.ts';
import { writtenSchedule } from './standing-schedule.ts';

export interface NewSchedule extends ScheduleTimes {
  readonly prices: readonly NewPrice[];
}

/** Products looked up at once. */
const LOOKED_UP = 500;

/**
 * Sets prices that hold from a minute on, for good or until another. Refuses RIGHT_MISSING, as `checkTimes` and `checkPrices`, NOT_FOUND
 * for a product that is not there.
 */
export const schedulePrices =
  (host: Host) =>
  (by: By, input: NewSchedule): Promise<Result<ScheduleView, DomainError>> =>
    host.commitChain(by.command, async ({ read, at }) => {
      const { id } = by.command;
      const may = authorize(by.actor, 'catalog.edit', { target: id, amount: null }, by.approvals);
      if (!may.ok) return may;
      const times = checkTimes(input, priceClock(host));
      if (!times.ok) return times;
      const prices = checkPrices(input.prices);
      if (!prices.ok) return prices;
      const wanted = prices.value.map(({ product }) => product);
      const found = new Set<string>();
      for (let from = 0; from < wanted.length; from += LOOKED_UP)
        for (const product of await productsById(read, host, wanted.slice(from, from + LOOKED_UP)))
          found.add(product.id);
      const missing = wanted.find((product) => !found.has(product));
      if (missing !== undefined) return err(refuse('NOT_FOUND', { what: 'product', id: missing }));
      return writtenSchedule(
        host,
        { by, at },
        {
          schedule: id as PriceScheduleId,
          ...times.value,
          cancelled: false,
          products: wanted.length,
          prices: prices.value,
        },
      );
    });
