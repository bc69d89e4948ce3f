import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { PriceScheduleId } from '#shared/domain/ids.ts';
import { authorize } from '#shared/domain/people/authorize.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { type PricesScheduled, pricesScheduled } from '#shared/journal/entries/prices-scheduled.ts';
import type { By } from '../journal/by.ts';
import type { Decision, Host } from '../journal/host.ts';
import { query, type Reader } from '../journal/query.ts';
import { checkedFact } from '../settings/checked-fact.ts';
import { priceClock } from './prices-now.ts';
import { type ScheduleRow, type ScheduleView, scheduleView } from './schedule-view.ts';

const scheduleById = query<{ schedule: string }, ScheduleRow>((db, param) =>
  db.selectFrom('price_schedule').selectAll().where('id', '=', param('schedule')),
);

/** A schedule somebody wants to change. Refuses RIGHT_MISSING, NOT_FOUND. */
export async function standingSchedule(
  read: Reader,
  by: By,
  schedule: PriceScheduleId,
): Promise<Result<ScheduleRow, DomainError>> {
  const may = authorize(by.actor, 'catalog.edit', { target: schedule, amount: null }, by.approvals);
  if (!may.ok) return may;
  const row = await read.first(scheduleById, { schedule });
  return row === undefined ? err(refuse('NOT_FOUND', { what: 'schedule', id: schedule })) : ok(row);
}

/** A version of a schedule, to be written, and how it is seen from then on. */
export function writtenSchedule(
  host: Host,
  { by, at }: { readonly by: By; readonly at: number },
  body: PricesScheduled,
): Result<Decision<ScheduleView>, DomainError> {
  const entry = checkedFact(pricesScheduled, body);
  if (!entry.ok) return entry;
  const row = {
    id: body.schedule,
    name: body.name,
    from_minute: body.from,
    until_minute: body.until,
    cancelled: body.cancelled ? 1 : 0,
    products: body.products,
    by: by.actor.person,
    at,
  } as const;
  return ok({ entry: entry.value, answer: scheduleView(row, priceClock(host)) });
}
