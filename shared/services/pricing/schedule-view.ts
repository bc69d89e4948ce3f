import type { PersonId, PriceScheduleId } from '#shared/domain/ids.ts';
import { instantOf, type LocalMinute } from '#shared/domain/pricing/local-minute.ts';
import type { PriceClock } from '#shared/domain/pricing/price-in-force.ts';
import type { Database } from '#shared/journal/database.ts';

/** Prices set for later, as screens list them. */
export interface ScheduleView {
  readonly id: PriceScheduleId;
  readonly name: string;
  readonly from: LocalMinute;
  readonly until: LocalMinute | null;
  readonly stage: ScheduleStage;
  readonly products: number;
  /** Who made its last version, and when. */
  readonly by: PersonId;
  readonly at: number;
}

/** `holding`: begun, and not over: for good where it has no end. */
export type ScheduleStage = 'coming' | 'holding' | 'over' | 'cancelled';

export type ScheduleRow = Omit<Database['price_schedule'], 'rev'>;

export const scheduleView = (row: ScheduleRow, clock: PriceClock): ScheduleView => ({
  id: row.id as PriceScheduleId,
  name: row.name,
  from: row.from_minute as LocalMinute,
  until: row.until_minute as LocalMinute | null,
  stage: stageOf(row, clock),
  products: row.products,
  by: row.by as PersonId,
  at: row.at,
});

/** Where a schedule stands by this place's clock; a store further east or west may be ahead or behind by hours. */
export function stageOf(
  { from_minute: from, until_minute: until, cancelled }: ScheduleRow,
  { at, timeZone }: PriceClock,
): ScheduleStage {
  if (cancelled === 1) return 'cancelled';
  if (at < instantOf(from as LocalMinute, timeZone)) return 'coming';
  return until !== null && at >= instantOf(until as LocalMinute, timeZone) ? 'over' : 'holding';
}
