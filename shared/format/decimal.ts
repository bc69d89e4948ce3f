/** Intl formats a decimal string without going through a float. */
export type ExactDecimal = Intl.StringNumericLiteral;

/**
 * An integer count of 10^-exponent as an exact decimal, no grouping: for files, labels and exact formatting.
 * @example decimalText(-240, 2) === '-2.40'
 */
export function decimalText(value: number, exponent: number): string {
  const digits = String(Math.abs(value)).padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  const text = exponent === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return value < 0 ? `-${text}` : text;
}

/**
 * Reads what a person typed as an integer count of 10^-exponent; `,` and `.` both start the decimals,
 * spaces and group marks are forgiven, full-width digits (as an input method writes them) too.
 * Answers null for what is no number, has too many decimals, is beyond exact integers, or could be read two ways:
 * `12.345` in a currency of two decimals is refused, never taken for twelve thousand.
 * @example parseDecimal('1,234.5', 2) === 123450
 */
export function parseDecimal(typed: string, exponent: number): number | null {
  const text = narrow(typed).replaceAll(/[\s'’_]/g, '');
  const match = /^([+-]?)([\d.,]*)$/.exec(text);
  if (match === null) return null;
  const [, sign = '', body = ''] = match;
  const split = splitDecimals(body, exponent);
  if (split === null) return null;
  const [whole, fraction] = split;
  if (whole === '' && fraction === '') return null;
  const value = Number(`${whole}${fraction.padEnd(exponent, '0')}`);
  if (!Number.isSafeInteger(value)) return null;
  return sign === '-' && value !== 0 ? -value : value;
}

function splitDecimals(body: string, exponent: number): readonly [string, string] | null {
  const last = Math.max(body.lastIndexOf('.'), body.lastIndexOf(','));
  if (last === -1) return [body, ''];
  const mark = body.charAt(last);
  const before = body.slice(0, last);
  const after = body.slice(last + 1);
  if (before.includes(mark)) return grouped(body) ? [body.replaceAll(/[.,]/g, ''), ''] : null;
  if (after.length > exponent) return null;
  if (/[.,]/.test(before) && !grouped(before)) return null;
  return [before.replaceAll(/[.,]/g, ''), after];
}

const grouped = (text: string): boolean => /^\d{1,3}([.,]\d{3})+$/.test(text);

/** Full-width forms to ASCII: `１２．５` is what a Chinese input method may leave in a field. */
const narrow = (text: string): string =>
  text
    .replaceAll(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replaceAll('．', '.')
    .replaceAll(/[，、]/g, ',')
    .replaceAll('。', '.')
    .replaceAll(/[－−]/g, '-');
