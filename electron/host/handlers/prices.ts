import type { PriceScheduleId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import { chosenBy } from '#shared/handlers/products.ts';
import { cancelSchedule } from '#shared/services/pricing/cancel-schedule.ts';
import { changeSchedule } from '#shared/services/pricing/change-schedule.ts';
import { listSchedules, schedulePricesOf } from '#shared/services/pricing/list-schedules.ts';
import { type PriceChange, scheduleMany } from '#shared/services/pricing/schedule-many.ts';
import type { ScheduleView } from '#shared/services/pricing/schedule-view.ts';
import type { Register } from '../register.ts';
import { type Handlers, on, tell } from '../router.ts';

/** Prices that begin at a minute to come. On a register that has joined they are headquarters' to set. */
export function priceHandlers(register: Register): Handlers<'prices'> {
  const { host, people } = register;
  const view = <S extends ScheduleView>(schedule: S) => ({ ...schedule, by: people.nameOf(schedule.by) });
  return {
    list: on.prices.list.handler(async ({ input }) => (await listSchedules(host)(input)).map(view)),
    of: on.prices.of.handler(async ({ input }) => await schedulePricesOf(host)(input.schedule)),
    schedule: on.prices.schedule.handler(async (call) => {
      const { name, from, until, change } = call.input;
      const choice = await chosenBy(register.search, call.input.choice);
      const many = { name, from, until, choice, change: change as PriceChange };
      return view(await tell(call, (by) => scheduleMany(host)(by, many)));
    }),
    change: on.prices.change.handler(async (call) => {
      const { schedule, name, from, until, price } = call.input;
      const changed = { name, from, until, price: price === null ? null : minor(price) };
      return view(
        await tell(call, (by) =>
          changeSchedule(host)(by, { ...changed, schedule: schedule as PriceScheduleId }),
        ),
      );
    }),
    cancel: on.prices.cancel.handler(async (call) =>
      view(
        await tell(call, (by) =>
          cancelSchedule(host)(by, { schedule: call.input.schedule as PriceScheduleId }),
        ),
      ),
    ),
  };
}
