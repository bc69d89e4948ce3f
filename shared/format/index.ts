/** Numbers, money and time for people, by explicit locale, time zone and currency. */
export { decimalText, parseDecimal } from './decimal.ts';
export { errorWords } from './error-words.ts';
export { type FormatPlace, type Formats, formatsFor } from './formats.ts';
export { unitSymbol } from './quantity.ts';
