import { barcode } from 'receiptline';
import type { ReceiptDocument } from '#shared/domain/receipt/document.ts';
import { layoutReceipt, type ReceiptRow } from '#shared/domain/receipt/layout.ts';

/** Pictures by their SHA-256 name: PNG bytes, at most 384 dots wide so that they fit both papers. */
export type Pictures = ReadonlyMap<string, Uint8Array>;

export const DOTS_PER_COLUMN = 12;

/**
 * A slip as receiptline markup: the one source of both the picture and the bytes. Rows come laid out, each as a
 * single left-aligned column, so nothing is left for receiptline to decide. A logo that is not at hand is left out.
 */
export function receiptMarkup(document: ReceiptDocument, columns: number, pictures: Pictures): string {
  return layoutReceipt(document, columns)
    .flatMap((row) => markupOf(row, columns, pictures))
    .join('\n');
}

function markupOf(row: ReceiptRow, columns: number, pictures: Pictures): readonly string[] {
  switch (row.kind) {
    case 'rule':
      return ['-'];
    case 'barcode':
      return [`{code:${escaped(row.data)};option:${symbology(row.data, columns)}}`];
    case 'logo': {
      const png = pictures.get(row.picture);
      return png === undefined ? [] : [`{image:${Buffer.from(png).toString('base64')}}`, ''];
    }
    case 'text': {
      const { bold, inverse, size } = row.style;
      const marks = (bold ? '"' : '') + (inverse ? '`' : '') + SIZES[size];
      return [`|${marks}${escaped(row.text)}${Array.from(marks).toReversed().join('')} |`];
    }
  }
}

const SIZES = { normal: '', tall: '^^', double: '^^^' } as const;

/** Code 128 with its text below; a QR code where the bars and their quiet zones would not fit the paper. */
function symbology(data: string, columns: number): string {
  const bars = barcode.generate({ data, type: 'code128', width: 2, height: 72, hri: true, quietZone: false });
  const fits = /^[\x20-\x7e]+$/.test(data) && bars.length <= columns * DOTS_PER_COLUMN;
  return fits ? 'code128,2,72,hri' : 'qrcode,5,m';
}

/** Every sign that could be markup goes as its code, so that no product name can draw a line or cut the paper. */
const escaped = (text: string): string =>
  text.replace(
    /[^0-9A-Za-z\u0080-\u{10ffff}]/gu,
    (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
