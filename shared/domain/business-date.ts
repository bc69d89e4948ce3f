import { clockOf } from './zone-clock.ts';

/** A day of the shop's calendar, `YYYY-MM-DD`. */
export interface BusinessDay {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** IANA name. */
  readonly timeZone: string;
  /** The hour the business day starts; before it, it is still yesterday. */
  readonly dayStartHour: number;
  /** Business date of the shift before, or null for the first. */
  readonly previous: string | null;
}

/**
 * Business date of an instant: the store's local date minus the day-start hour, never before the previous shift's
 * (domain.md, Numbers). Reckoned on the wall clock, so a change to summer time moves no date.
 */
export function businessDate(day: BusinessDay): string {
  const local = localParts(day.at, day.timeZone);
  const date = local.hour < day.dayStartHour ? addDays(local.date, -1) : local.date;
  return day.previous !== null && day.previous > date ? day.previous : date;
}

/** Whether the clock stands before the last entry: a manager has to confirm it (domain.md, Numbers). */
export const isClockBehind = (at: number, lastEntryAt: number | null): boolean =>
  lastEntryAt !== null && at < lastEntryAt;

/** Whether a shift of `shiftDate` has run past the next day start: it asks to be closed and never forces. */
export const isShiftOverdue = (shiftDate: string, day: Omit<BusinessDay, 'previous'>): boolean =>
  businessDate({ ...day, previous: null }) > shiftDate;

let lastAsked = { date: '', days: 0, sum: '' };

/** The date `days` later (or earlier), in the proleptic Gregorian calendar. Every sale of a day asks for the same one: it is kept. */
export function addDays(date: string, days: number): string {
  if (lastAsked.date !== date || lastAsked.days !== days)
    lastAsked = { date, days, sum: reckonDate(date, days) };
  return lastAsked.sum;
}

function reckonDate(date: string, days: number): string {
  const start = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)));
  return new Date(start + days * 86_400_000).toISOString().slice(0, 10);
}

/** Local date and hour of an instant. */
export function localParts(at: number, timeZone: string): { readonly date: string; readonly hour: number } {
  const parts = clockOf(timeZone).formatToParts(new Date(at));
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((candidate) => candidate.type === type)?.value ?? '';
  return {
    date: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
    hour: Number(part('hour')),
  };
}

/** Whether this runtime knows the time zone; set-up refuses the others. */
export function isTimeZone(timeZone: string): boolean {
  try {
    return clockOf(timeZone).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
