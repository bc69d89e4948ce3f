import type { Locale } from '../i18n/locale.ts';
import type { Formats } from './formats.ts';

type Times = Pick<Formats, 'date' | 'day' | 'time' | 'dateTime' | 'businessDate'>;

/** Day before month and a 24-hour clock: a till slip must not be read two ways. */
const TAGS = { en: 'en-GB', 'zh-CN': 'zh-CN' } as const satisfies Record<Locale, string>;

/** Moments in the store's own time zone. */
export function timeIn(locale: Locale, timeZone: string): Times {
  const make = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(TAGS[locale], { timeZone, ...options });
    return (at: number) => format.format(at);
  };
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const dates = { year: 'numeric', month: 'short', day: 'numeric' } as const;
  const plainDay = new Intl.DateTimeFormat(TAGS[locale], { timeZone: 'UTC', ...dates });
  return {
    date: make(dates),
    day: make({ weekday: 'short', month: 'short', day: 'numeric' }),
    time: make(clock),
    dateTime: make({ ...dates, ...clock }),
    businessDate: (isoDate) => plainDay.format(Date.parse(`${isoDate}T00:00:00Z`)),
  };
}
