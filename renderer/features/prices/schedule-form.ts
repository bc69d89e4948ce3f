import {
  type ChangeForm,
  emptyForm as emptyChange,
} from '#renderer/features/products/parts/change-fields.tsx';
import type { PriceSchedule } from '#shared/contract/prices.ts';
import { addDays } from '#shared/domain/business-date.ts';
import { minuteAt } from '#shared/domain/pricing/local-minute.ts';

/** Coming prices as somebody types them. */
export interface ScheduleForm {
  readonly name: string;
  readonly date: string;
  readonly time: string;
  readonly ends: boolean;
  readonly endDate: string;
  readonly endTime: string;
  /** Of one product, minor units. */
  readonly price: number | null;
  /** Of many. */
  readonly change: ChangeForm;
}

/** From tomorrow's first minute on, for good. */
export function newForm(now: number, timeZone: string): ScheduleForm {
  const today = minuteAt(now, timeZone).slice(0, 10);
  return {
    name: '',
    date: addDays(today, 1),
    time: '00:00',
    ends: false,
    endDate: addDays(today, 8),
    endTime: '00:00',
    price: null,
    change: emptyChange,
  };
}

export const formOf = ({ name, from, until, only }: PriceSchedule): ScheduleForm => ({
  name,
  date: from.slice(0, 10),
  time: from.slice(11),
  ends: until !== null,
  endDate: until === null ? addDays(from.slice(0, 10), 7) : until.slice(0, 10),
  endTime: until === null ? '00:00' : until.slice(11),
  price: only?.price ?? null,
  change: emptyChange,
});

/** The minutes as the contract takes them; null while a field is empty. */
export function timesOf({ name, date, time, ends, endDate, endTime }: ScheduleForm) {
  if ([date, time, ...(ends ? [endDate, endTime] : [])].includes('')) return null;
  return { name: name.trim(), from: `${date}T${time}`, until: ends ? `${endDate}T${endTime}` : null };
}
