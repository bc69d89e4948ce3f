import { minor } from './numbers.ts';
import type { CashRounding, Currency } from './store/settings.ts';

/** What set-up proposes for a currency: ISO 4217 exponent, the notes and coins in daily use, and how cash is rounded. */
export interface CurrencyDefaults {
  readonly currency: Currency;
  readonly cashRounding: CashRounding;
}

/** By code, or null where set-up has to ask. */
export const currencyDefaults = (code: string): CurrencyDefaults | null =>
  CURRENCIES.find((known) => known.currency.code === code) ?? null;

const NO_ROUNDING: CashRounding = { step: minor(1), mode: 'half-up' };

/** Only China and Switzerland round by default: the others are a setting of the store (domain.md, Numbers). */
const ROUNDING: Readonly<Record<string, CashRounding>> = {
  // Never up: rounding a customer up is penalised.
  CNY: { step: minor(10), mode: 'down' },
  CHF: { step: minor(5), mode: 'half-up' },
};

/** Largest first, in minor units. */
const CASH: readonly (readonly [code: string, exponent: number, denominations: readonly number[]])[] = [
  ['CNY', 2, [10000, 5000, 2000, 1000, 500, 100, 50, 10]],
  ['EUR', 2, [20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1]],
  ['GBP', 2, [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1]],
  ['USD', 2, [10000, 5000, 2000, 1000, 500, 100, 25, 10, 5, 1]],
  ['CHF', 2, [20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5]],
  ['JPY', 0, [10000, 5000, 1000, 500, 100, 50, 10, 5, 1]],
  ['HKD', 2, [100000, 50000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10]],
  ['MOP', 2, [100000, 50000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10]],
  ['TWD', 2, [200000, 100000, 50000, 10000, 5000, 1000, 500, 100]],
  ['SGD', 2, [10000, 5000, 1000, 500, 200, 100, 50, 20, 10, 5]],
  ['KRW', 0, [50000, 10000, 5000, 1000, 500, 100, 50, 10]],
  ['CAD', 2, [10000, 5000, 2000, 1000, 500, 200, 100, 25, 10, 5]],
  ['AUD', 2, [10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5]],
  ['NZD', 2, [10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10]],
  ['KWD', 3, [20000, 10000, 5000, 1000, 500, 250, 100, 50, 20, 10, 5]],
];

export const CURRENCIES: readonly CurrencyDefaults[] = CASH.map(([code, exponent, denominations]) => ({
  currency: { code, exponent, denominations: denominations.map(minor) },
  cashRounding: ROUNDING[code] ?? NO_ROUNDING,
}));
