import type { Unit } from '../domain/catalog/product.ts';
import type { Currency } from '../domain/store/settings.ts';
import type { Locale } from '../i18n/locale.ts';
import { ageIn } from './age.ts';
import { moneyIn } from './money.ts';
import { quantityIn, rateIn } from './quantity.ts';
import { timeIn } from './time.ts';

/** Where and in what money: everything formatting depends on, stated, never taken from the machine. */
export interface FormatPlace {
  readonly locale: Locale;
  /** IANA name, e.g. `Asia/Shanghai`. */
  readonly timeZone: string;
  readonly currency: Pick<Currency, 'code' | 'exponent'>;
}

/** All ways of writing a number or a moment for a person. Times are milliseconds since 1970. */
export interface Formats {
  readonly place: FormatPlace;
  /** With the currency's sign: `¥110.35`, `−¥2.40`. */
  readonly money: (minor: number) => string;
  /** The bare figure: `110.35`, `−2.40`. */
  readonly amount: (minor: number) => string;
  /** Always with its sign: `+12.00`, `−2.40`. */
  readonly difference: (minor: number) => string;
  /** Thousandths of a unit, without the unit: `2`, `1.245`. */
  readonly quantity: (thousandths: number) => string;
  /** With the unit where it is not pieces: `2`, `1.245 kg`. */
  readonly quantityOf: (thousandths: number, unit: Unit) => string;
  /** Millionths as percent: 130000 is `13%`. */
  readonly rate: (millionths: number) => string;
  /** A count: `808,069`. */
  readonly count: (value: number) => string;
  /** Names one after the other: `Ana, Bo and Cy`. */
  readonly list: (words: readonly string[]) => string;
  readonly date: (at: number) => string;
  /** Weekday, day, month: for today's bar. */
  readonly day: (at: number) => string;
  readonly time: (at: number) => string;
  readonly dateTime: (at: number) => string;
  /** A business date `2026-11-22` as words; it has no time zone. */
  readonly businessDate: (isoDate: string) => string;
  /** How old, shortly: `4 min`, `6 hr`, `1 day`. */
  readonly age: (since: number, now: number) => string;
  /** How long ago, as a phrase: `5 sec ago`. */
  readonly ago: (since: number, now: number) => string;
}

/**
 * Formatting for one place. Intl formatters are made once per place.
 * @example formatsFor({ locale: 'en', timeZone: 'Asia/Shanghai', currency: { code: 'CNY', exponent: 2 } }).money(11035) === '¥110.35'
 */
export function formatsFor(place: FormatPlace): Formats {
  const key = `${place.locale}|${place.timeZone}|${place.currency.code}|${place.currency.exponent}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const formats: Formats = {
    place,
    ...moneyIn(place.locale, place.currency),
    ...quantityIn(place.locale),
    rate: rateIn(place.locale),
    ...timeIn(place.locale, place.timeZone),
    ...ageIn(place.locale),
    list: listIn(place.locale),
  };
  made.set(key, formats);
  return formats;
}

function listIn(locale: Locale): Formats['list'] {
  const format = new Intl.ListFormat(locale, { type: 'conjunction' });
  return (words) => format.format(words);
}

const made = new Map<string, Formats>();
