import type { PriceMode } from '#shared/domain/store/settings.ts';
import type { PlainKey } from '#shared/i18n/index.ts';

/** A tax class as set-up proposes it; rates in millionths. */
export interface SuggestedTax {
  readonly name: PlainKey;
  readonly rate: number;
}

export interface TaxSuggestion {
  readonly priceMode: PriceMode;
  readonly classes: readonly SuggestedTax[];
}

/**
 * A start for the owner to correct, never advice: written down from general knowledge, not checked against a tax
 * authority. One currency may have many rates: EUR stands with Germany's, USD and CAD leave the local part out.
 */
export function suggestedTaxes(currency: string): TaxSuggestion {
  const found = RATES[currency] ?? NO_TAX;
  return {
    priceMode: ADDED_AT_THE_TILL.has(currency) ? 'exclusive' : 'inclusive',
    classes: found.map(([name, percent]) => ({
      name: `setup.tax.${name}`,
      rate: Math.round(percent * 10_000),
    })),
  };
}

type Name = 'standard' | 'reduced' | 'lower' | 'zero' | 'sales' | 'none';
type Rates = readonly (readonly [name: Name, percent: number])[];

const NO_TAX: Rates = [['none', 0]];

/** Shelf prices are shown without tax there. */
const ADDED_AT_THE_TILL: ReadonlySet<string> = new Set(['USD', 'CAD']);

const RATES: Readonly<Record<string, Rates>> = {
  CNY: [
    ['standard', 13],
    ['reduced', 9],
    ['lower', 6],
    ['zero', 0],
  ],
  EUR: [
    ['standard', 19],
    ['reduced', 7],
    ['zero', 0],
  ],
  GBP: [
    ['standard', 20],
    ['reduced', 5],
    ['zero', 0],
  ],
  CHF: [
    ['standard', 8.1],
    ['reduced', 2.6],
    ['zero', 0],
  ],
  USD: [
    ['sales', 0],
    ['none', 0],
  ],
  CAD: [
    ['sales', 5],
    ['none', 0],
  ],
  JPY: [
    ['standard', 10],
    ['reduced', 8],
  ],
  TWD: [
    ['standard', 5],
    ['zero', 0],
  ],
  SGD: [
    ['standard', 9],
    ['zero', 0],
  ],
  KRW: [
    ['standard', 10],
    ['zero', 0],
  ],
  AUD: [
    ['standard', 10],
    ['zero', 0],
  ],
  NZD: [
    ['standard', 15],
    ['zero', 0],
  ],
};
