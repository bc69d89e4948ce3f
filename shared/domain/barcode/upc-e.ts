import { checkDigit, hasCheckDigit } from './check-digit.ts';

/**
 * UPC-A of a UPC-E code (number system 0 or 1, six digits, check digit), or null where it is none.
 *
 * @example expandUpcE('04252614') === '042100005264'
 */
export function expandUpcE(code: string): string | null {
  const match = /^([01])(\d)(\d)(\d)(\d)(\d)(\d)\d$/.exec(code);
  if (match === null) return null;
  const [, system = '', a = '', b = '', c = '', d = '', e = '', last = ''] = match;
  const body = bodyOf([a, b, c, d, e], last);
  const long = `${system}${body}`;
  return checkDigit(long) === code.slice(-1) ? `${long}${code.slice(-1)}` : null;
}

/** The last of the six digits says where the zeros go. */
function bodyOf([a = '', b = '', c = '', d = '', e = '']: readonly string[], last: string): string {
  if (last === '0' || last === '1' || last === '2') return `${a}${b}${last}0000${c}${d}${e}`;
  if (last === '3') return `${a}${b}${c}00000${d}${e}`;
  if (last === '4') return `${a}${b}${c}${d}00000${e}`;
  return `${a}${b}${c}${d}${e}0000${last}`;
}

/** UPC-E of a UPC-A code that has one, else null. */
export function compressUpcA(code: string): string | null {
  if (!/^[01]\d{11}$/.test(code) || !hasCheckDigit(code)) return null;
  const maker = code.slice(1, 6);
  const item = code.slice(6, 11);
  const short = shortOf(maker, item);
  return short === null ? null : `${code.charAt(0)}${short}${code.slice(-1)}`;
}

function shortOf(maker: string, item: string): string | null {
  if (/^..[012]00$/.test(maker) && item.startsWith('00'))
    return `${maker.slice(0, 2)}${item.slice(2)}${maker.charAt(2)}`;
  if (/^...00$/.test(maker) && item.startsWith('000')) return `${maker.slice(0, 3)}${item.slice(3)}3`;
  if (/^....0$/.test(maker) && item.startsWith('0000')) return `${maker.slice(0, 4)}${item.slice(4)}4`;
  return /^0000[5-9]$/.test(item) ? `${maker}${item.charAt(4)}` : null;
}
