import { parseDecimal } from '#shared/format/index.ts';

/** A key of the number pad. `.` starts the decimals; `,` counts as `.`. */
export type PadKey =
  | '0'
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | '00'
  | '.'
  | 'back'
  | 'clear';

export interface EntryRules {
  /** Decimals that may be typed: those of the currency, 3 for a weight, 0 for pieces and PINs. */
  readonly decimals: number;
  /** Most digits before the point. */
  readonly digits: number;
}

/** Money: nine digits before the point are far above any ticket. */
export const moneyEntry = (decimals: number): EntryRules => ({ decimals, digits: 9 });
export const quantityEntry = (decimals: number): EntryRules => ({ decimals, digits: 6 });

/**
 * The text after one more key: digits type major units, the point starts the minor part, what does not fit changes nothing.
 * @example pressPad('12', '.', moneyEntry(2)) === '12.'
 */
export function pressPad(text: string, key: PadKey, rules: EntryRules): string {
  if (key === 'back') return text.slice(0, -1);
  if (key === 'clear') return '';
  if (key === '.') {
    if (rules.decimals === 0 || text.includes('.')) return text;
    return text === '' ? '0.' : `${text}.`;
  }
  if (key === '00') {
    const once = pressPad(text, '0', rules);
    return once === text ? text : pressPad(once, '0', rules);
  }
  const [whole = '', fraction] = text.split('.');
  if (fraction !== undefined) return fraction.length < rules.decimals ? text + key : text;
  if (whole === '0') return key;
  return whole.length < rules.digits ? text + key : text;
}

/** The pad key a typed character stands for, or null. */
export function padKeyOf(char: string): PadKey | null {
  if (/^[0-9]$/.test(char)) return char as PadKey;
  return char === '.' || char === ',' || char === '。' || char === '，' ? '.' : null;
}

/**
 * The typed number in units of 10^-decimals; null while nothing, or nothing whole, is typed.
 * @example entryValue('12.5', 2) === 1250
 */
export const entryValue = (text: string, decimals: number): number | null =>
  parseDecimal(text.replace(/\.$/, ''), decimals);
