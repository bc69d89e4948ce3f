/**
 * How many columns text takes on a receipt printer: one for ASCII and the letters of Western Europe,
 * two for everything the printer draws from its Chinese font. 80 mm paper has 48 columns, 58 mm has 32.
 * Counts what `printable` returns; raw text must go through that first.
 */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const char of text) columns += isNarrow(char) ? 1 : 2;
  return columns;
}

/** True where a printer outside its Chinese mode has the character: ASCII and Windows-1252 (`ESC t 16`). */
export function isNarrow(char: string): boolean {
  return NARROW.test(char);
}

/** Windows-1252 without ¥, which is always printed as the full-width ￥, and without its quotes and dashes. */
const NARROW = /^[\x20-\x7e\u00a1-\u00a4\u00a6-\u00ac\u00ae-\u00ff€ŒœŠšŸŽžƒ™]$/u;

/**
 * Text as paper can show it: composed, on one line, `¥` as `￥`, letters the printer lacks without their marks,
 * and `?` for what no receipt printer has (emoji, right-to-left scripts).
 */
export function printable(text: string): string {
  const composed = text
    .normalize('NFC')
    .replaceAll('¥', '￥')
    .replaceAll('\u2212', '-')
    .replace(/[\s\p{Zs}]+/gu, (gap) => (/^ +$/.test(gap) ? gap : ' '))
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(LATIN_QUOTE, (mark) => ASCII_MARK[mark] ?? mark);
  return Array.from(composed, onPaper).join('');
}

/** Typographic marks that touch no Chinese: there they are narrow, and only ASCII has narrow ones everywhere. */
const WIDE = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef`;
const LATIN_QUOTE = new RegExp(`(?<![${WIDE}])[‘’“”–—…•](?![${WIDE}])`, 'gu');
const ASCII_MARK: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '•': '*',
};

function onPaper(char: string): string {
  if (isNarrow(char) || IN_CHINESE_FONT.test(char)) return char;
  const folded = (STROKED[char] ?? char).normalize('NFKD').replace(/\p{M}/gu, '');
  const shown = Array.from(folded);
  return shown.length > 0 && shown.every((part) => isNarrow(part) || IN_CHINESE_FONT.test(part))
    ? folded
    : /^\p{M}$/u.test(char)
      ? ''
      : '?';
}

const IN_CHINESE_FONT =
  /^[\p{Script=Han}\p{Script=Hiragana}\u30a0-\u30ff\p{Script=Bopomofo}\p{Script=Hangul}\u0391-\u03c9\u0401\u0410-\u044f\u0451\u2014-\u2026\u2030-\u203b\u2103\u2116\u2160-\u217b\u2190-\u2193\u2460-\u249b\u2500-\u25ff\u3000-\u303f\u3220-\u32ff\uff01-\uff5e\uffe0-\uffe5]$/u;

/** Letters that Unicode does not decompose. */
const STROKED: Readonly<Record<string, string>> = { Ł: 'L', ł: 'l', Đ: 'D', đ: 'd', ı: 'i', Ħ: 'H', ħ: 'h' };

/**
 * Breaks printable text into rows of at most `columns`: at spaces, between Chinese characters, and inside a
 * word only when the word alone is longer than a row. No row begins with closing punctuation.
 */
export function wrap(text: string, columns: number): readonly string[] {
  const rows: string[] = [];
  let row = '';
  for (const token of tokens(text)) {
    if (columnsOf(row) + columnsOf(token.trimEnd()) <= columns) row += token;
    else {
      if (row.trim() !== '') rows.push(row.trimEnd());
      const pieces = cut(token.trimStart(), columns);
      rows.push(...pieces.slice(0, -1));
      row = pieces.at(-1) ?? '';
    }
  }
  if (row.trim() !== '' || rows.length === 0) rows.push(row.trimEnd());
  return rows;
}

const CLOSING = /^[、。，．：；！？）》」』】〉〕％%!?,.:;)\]}]$/u;

/** Words with the space behind them; each wide character alone, closing punctuation glued to what it closes. */
function tokens(text: string): readonly string[] {
  const out: string[] = [];
  let wide = false;
  for (const char of text) {
    const last = out.at(-1);
    const charWide = !isNarrow(char);
    const joins =
      last !== undefined &&
      (char === ' ' || CLOSING.test(char) || (!charWide && !wide && !last.endsWith(' ')));
    if (joins) out[out.length - 1] = last + char;
    else out.push(char);
    if (char !== ' ' && !(joins && CLOSING.test(char))) wide = charWide;
  }
  return out;
}

function cut(token: string, columns: number): readonly string[] {
  const pieces: string[] = [''];
  for (const char of token) {
    const last = pieces.at(-1) ?? '';
    if (columnsOf(last + char) <= columns || last === '') pieces[pieces.length - 1] = last + char;
    else pieces.push(char);
  }
  return pieces;
}

/** Puts text at the left, in the middle or at the right of a row; what is too long stays as it is. */
export function place(text: string, columns: number, align: 'left' | 'center' | 'right'): string {
  const free = Math.max(0, columns - columnsOf(text));
  if (align === 'left') return text;
  return ' '.repeat(align === 'right' ? free : Math.floor(free / 2)) + text;
}
