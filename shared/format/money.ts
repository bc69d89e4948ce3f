import type { Locale } from '../i18n/locale.ts';
import { decimalText, type ExactDecimal } from './decimal.ts';
import type { Formats } from './formats.ts';

type Money = Pick<Formats, 'money' | 'amount' | 'difference'>;

/** Money as people read it: exact, grouped, with a real minus sign (U+2212) so that it lines up with digits. */
export function moneyIn(locale: Locale, currency: { code: string; exponent: number }): Money {
  const digits = { minimumFractionDigits: currency.exponent, maximumFractionDigits: currency.exponent };
  const withSign = new Intl.NumberFormat(locale, {
    ...digits,
    style: 'currency',
    currency: currency.code,
    currencyDisplay: 'narrowSymbol',
  });
  const bare = new Intl.NumberFormat(locale, digits);
  const signed = new Intl.NumberFormat(locale, { ...digits, signDisplay: 'exceptZero' });
  const write = (format: Intl.NumberFormat) => (minor: number) =>
    trueMinus(format.format(decimalText(minor, currency.exponent) as ExactDecimal));
  return { money: write(withSign), amount: write(bare), difference: write(signed) };
}

export const trueMinus = (text: string): string => text.replaceAll('-', '−');
