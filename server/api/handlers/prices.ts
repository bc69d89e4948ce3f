import type { PriceScheduleId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import { chosenBy } from '#shared/handlers/products.ts';
import { cancelSchedule } from '#shared/services/pricing/cancel-schedule.ts';
import { changeSchedule } from '#shared/services/pricing/change-schedule.ts';
import { listSchedules, schedulePricesOf } from '#shared/services/pricing/list-schedules.ts';
import { type PriceChange, scheduleMany } from '#shared/services/pricing/schedule-many.ts';
import type { ScheduleView } from '#shared/services/pricing/schedule-view.ts';
import type { Hq } from '../hq.ts';
import { type HqCall, type HqHandlers, type On, tell } from '../router.ts';

/** Prices of the chain that begin at a minute to come, each store by its own clock. */
export function priceHandlers(hq: Hq, on: On): HqHandlers<'prices'> {
  const { host, accounts, changes } = hq;
  const viewed = async <S extends ScheduleView>(schedules: readonly S[]) => {
    const users = new Map((await accounts.users.list()).map(({ id, account }) => [id, account]));
    return schedules.map((schedule) => ({ ...schedule, by: users.get(schedule.by) ?? '' }));
  };
  const told = async <Input extends { readonly commandId: string }>(
    call: HqCall<Input>,
    work: Parameters<typeof tell<Input, ScheduleView>>[1],
  ) => {
    const done = await tell(call, work);
    changes.tell(['catalog']);
    return { ...done, by: (await viewed([done]))[0]?.by ?? '' };
  };
  return {
    list: on.prices.list.handler(async ({ input }) => await viewed(await listSchedules(host)(input))),
    of: on.prices.of.handler(async ({ input }) => await schedulePricesOf(host)(input.schedule)),
    schedule: on.prices.schedule.handler(async (call) => {
      const { name, from, until, change } = call.input;
      const choice = await chosenBy(hq.search, call.input.choice);
      const many = { name, from, until, choice, change: change as PriceChange };
      return await told(call, (by) => scheduleMany(host)(by, many));
    }),
    change: on.prices.change.handler(async (call) => {
      const { name, from, until, price } = call.input;
      const schedule = call.input.schedule as PriceScheduleId;
      const changed = { schedule, name, from, until, price: price === null ? null : minor(price) };
      return await told(call, (by) => changeSchedule(host)(by, changed));
    }),
    cancel: on.prices.cancel.handler(async (call) => {
      const schedule = call.input.schedule as PriceScheduleId;
      return await told(call, (by) => cancelSchedule(host)(by, { schedule }));
    }),
  };
}
