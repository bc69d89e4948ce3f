import iconv from 'iconv-lite';

/** Code pages by `ESC t n` (Epson ESC/POS reference). */
const PAGES: Readonly<Record<number, string>> = {
  0: 'cp437',
  2: 'cp850',
  3: 'cp860',
  4: 'cp863',
  5: 'cp865',
  16: 'windows-1252',
  17: 'cp866',
  18: 'cp852',
  19: 'cp858',
};

/** Printed bytes as text: GB18030 in Chinese mode, else the chosen code page, `�` where the page is not known. */
export function decodePrinted(
  bytes: Uint8Array,
  mode: { readonly chinese: boolean; readonly page: number },
): string {
  if (mode.chinese) return iconv.decode(Buffer.from(bytes), 'gb18030');
  const page = PAGES[mode.page];
  if (page !== undefined) return iconv.decode(Buffer.from(bytes), page);
  return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : '\u{fffd}')).join('');
}

/** Columns of each character: in Chinese mode everything beyond ASCII is double. */
export const cellsOf = (text: string, chinese: boolean): readonly (1 | 2)[] =>
  Array.from(text, (char) => (chinese && char >= '\x80' ? 2 : 1));

const CODE_SETS = /\{([ABCS{])/;

/** Content of a `GS k 73` Code 128: code-set marks removed, pairs of set C written out. */
export function decodeCode128(bytes: Uint8Array): string {
  let out = '';
  let digits = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const mark = String.fromCharCode(byte, bytes[at + 1] ?? 0);
    if (byte === 0x7b && CODE_SETS.test(mark)) {
      at += 1;
      if (mark === '{{') out += '{';
      else if (mark !== '{S') digits = mark === '{C';
    } else out += digits ? String(byte).padStart(2, '0') : String.fromCharCode(byte);
  }
  return out;
}
