import type { Unit } from '../domain/catalog/product.ts';
import type { Locale } from '../i18n/locale.ts';
import { decimalText, type ExactDecimal } from './decimal.ts';
import type { Formats } from './formats.ts';
import { trueMinus } from './money.ts';

/** Symbols of measures are the same in every language we speak; a piece has none. */
const SYMBOLS = { piece: '', kg: 'kg', l: 'L', m: 'm' } as const satisfies Record<Unit, string>;

export const unitSymbol = (unit: Unit): string => SYMBOLS[unit];

type Quantities = Pick<Formats, 'quantity' | 'quantityOf' | 'count'>;

/** Quantities are thousandths: as many decimals as they need, at most three. */
export function quantityIn(locale: Locale): Quantities {
  const figures = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const counts = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const quantity = (thousandths: number) =>
    trueMinus(figures.format(decimalText(thousandths, 3) as ExactDecimal));
  return {
    quantity,
    quantityOf: (thousandths, unit) => `${quantity(thousandths)} ${SYMBOLS[unit]}`.trim(),
    count: (value) => trueMinus(counts.format(value)),
  };
}

/** Rates are millionths; shown as percent with as many decimals as they need, at most four. */
export function rateIn(locale: Locale): (millionths: number) => string {
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 });
  return (millionths) => trueMinus(percent.format(decimalText(millionths, 6) as ExactDecimal));
}
