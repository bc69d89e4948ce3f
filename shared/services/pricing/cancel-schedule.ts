import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { PriceScheduleId } from '#shared/domain/ids.ts';
import type { LocalMinute } from '#shared/domain/pricing/local-minute.ts';
import { err, type Result } from '#shared/domain/result.ts';
import type { By } from '../journal/by.ts';
import type { Host } from '../journal/host.ts';
import { priceClock } from './prices-now.ts';
import { type ScheduleView, stageOf } from './schedule-view.ts';
import { standingSchedule, writtenSchedule } from './standing-schedule.ts';

/**
 * Calls a schedule off: before it begins nothing comes of it; while it holds, the prices that hold otherwise are back at once. Refuses
 * RIGHT_MISSING, NOT_FOUND, STALE when it is over or was called off.
 */
export const cancelSchedule =
  (host: Host) =>
  (
    by: By,
    { schedule }: { readonly schedule: PriceScheduleId },
  ): Promise<Result<ScheduleView, DomainError>> =>
    host.commitChain(by.command, async ({ read, at }) => {
      const known = await standingSchedule(read, by, schedule);
      if (!known.ok) return known;
      const stage = stageOf(known.value, priceClock(host));
      if (stage === 'over' || stage === 'cancelled') return err(refuse('STALE'));
      const { name, from_minute, until_minute, products } = known.value;
      return writtenSchedule(
        host,
        { by, at },
        {
          schedule,
          name,
          from: from_minute as LocalMinute,
          until: until_minute as LocalMinute | null,
          cancelled: true,
          products,
          prices: [],
        },
      );
    });
