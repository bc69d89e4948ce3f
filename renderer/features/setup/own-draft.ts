import { decimalText, parseDecimal } from '#shared/format/index.ts';
import { isLocale, type Locale, type PlainKey, type Translate } from '#shared/i18n/index.ts';
import type { Texts } from '../cash/use-kept.ts';
import { suggestedTaxes } from './suggested-taxes.ts';

/** What the owner types while setting up, field by field. Only the PIN lives elsewhere: it is never kept. */
export type OwnField =
  | 'name'
  | 'store'
  | 'register'
  | 'street'
  | 'town'
  | 'taxNumber'
  | 'phone'
  | 'currency'
  | 'timeZone'
  | 'locale'
  | 'priceMode'
  | 'owner';

/** Tax classes are numbered fields: `tax.0.name`, `tax.0.rate`. */
export interface TaxRow {
  readonly name: string;
  /** Percent as typed. */
  readonly rate: string;
}

/** Most tax classes the register takes at set-up. */
export const MOST_TAXES = 10;
/** Percent with four decimals are millionths. */
const RATE_DECIMALS = 4;

export function taxesOf(texts: Texts): readonly TaxRow[] {
  const rows: TaxRow[] = [];
  for (let at = 0; at < MOST_TAXES; at += 1) {
    const name = texts[`tax.${at}.name`];
    if (name === undefined) break;
    rows.push({ name, rate: texts[`tax.${at}.rate`] ?? '' });
  }
  return rows;
}

/** The texts with these tax classes in place of the old ones. */
export function withTaxes(texts: Texts, rows: readonly TaxRow[]): Texts {
  const others = Object.entries(texts).filter(([field]) => !field.startsWith('tax.'));
  const taxes = rows.flatMap(({ name, rate }, at) => [
    [`tax.${at}.name`, name],
    [`tax.${at}.rate`, rate],
  ]);
  return Object.fromEntries([...others, ...taxes]) as Texts;
}

/** Another currency brings its usual price mode and tax classes, unless the owner has changed those. */
export function withCurrency(texts: Texts, currency: string, t: Translate): Texts {
  const untouched =
    JSON.stringify(taxesOf(texts)) === JSON.stringify(proposedTaxes(texts['currency'] ?? '', t));
  const { priceMode } = suggestedTaxes(currency);
  const next = { ...texts, currency, priceMode };
  return untouched || taxesOf(texts).length === 0 ? withTaxes(next, proposedTaxes(currency, t)) : next;
}

export const proposedTaxes = (currency: string, t: Translate): readonly TaxRow[] =>
  suggestedTaxes(currency).classes.map(({ name, rate }) => ({ name: t(name), rate: percentText(rate) }));

/** Millionths as short as exact: 81000 is `8.1`. */
const percentText = (rate: number): string => decimalText(rate, RATE_DECIMALS).replace(/\.?0+$/, '');

/** Millionths, or null for what is no percentage of 0 to 100. */
export function rateOf(typed: string): number | null {
  const rate = parseDecimal(typed, RATE_DECIMALS);
  return rate !== null && rate >= 0 && rate <= 1_000_000 ? rate : null;
}

/** What the register is asked for. */
export function ownStoreOf(texts: Texts, pin: string) {
  const said = (field: OwnField): string => (texts[field] ?? '').trim();
  return {
    store: said('store'),
    register: said('register'),
    name: said('name'),
    address: [said('street'), said('town')].filter((line) => line !== ''),
    taxNumber: said('taxNumber'),
    phone: said('phone'),
    currency: said('currency'),
    timeZone: said('timeZone'),
    locale: localeOf(texts),
    priceMode: said('priceMode') === 'exclusive' ? ('exclusive' as const) : ('inclusive' as const),
    taxClasses: taxesOf(texts).map(({ name, rate }) => ({ name: name.trim(), rate: rateOf(rate) ?? 0 })),
    owner: { name: said('owner'), pin },
  };
}

export const localeOf = (texts: Texts): Locale => {
  const locale = texts['locale'];
  return isLocale(locale) ? locale : 'en';
};

/** What a step still lacks, by field, in words. */
export type Problems = Readonly<Partial<Record<string, PlainKey>>>;
