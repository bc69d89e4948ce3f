import iconv from 'iconv-lite';
import { isNarrow } from '#shared/domain/receipt/width.ts';

/**
 * Printable text as ESC/POS: Chinese as GB18030 in the printer's Chinese mode (`FS &`), the letters of Western
 * Europe as one column of Windows-1252 outside it (`FS .`, `ESC t 16`). Each run sets the mode it needs and
 * expects none. Sources: Epson ESC/POS reference, FS &, FS ., ESC t.
 */
export function paperText(text: string): string {
  let out = '';
  let font: Font = 'ascii';
  for (const char of text) {
    const wanted = fontOf(char);
    if (wanted !== font && wanted !== 'ascii') out += BEGIN[wanted];
    if (wanted !== 'ascii') font = wanted;
    out += iconv.encode(char, wanted === 'western' ? 'windows-1252' : 'gb18030').toString('latin1');
  }
  return out;
}

/** ASCII is the same in both modes, so it changes none. */
type Font = 'ascii' | 'western' | 'chinese';

const fontOf = (char: string): Font => {
  if (char < '\x80') return 'ascii';
  return isNarrow(char) ? 'western' : 'chinese';
};

const BEGIN = { western: '\x1c.\x1bt\x10', chinese: '\x1bt\x00\x1c&' } as const;
