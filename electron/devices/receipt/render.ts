import receiptline from 'receiptline';
import type { ReceiptDocument } from '#shared/domain/receipt/document.ts';
import { layoutReceipt } from '#shared/domain/receipt/layout.ts';
import { columnsOf } from '#shared/domain/receipt/width.ts';
import { type Pictures, receiptMarkup } from './markup.ts';
import { paperText } from './paper-text.ts';

export interface Paper {
  /** 48 on 80 mm, 32 on 58 mm. */
  readonly columns: number;
  /** Whether the printer has a cutter. */
  readonly cut: boolean;
  readonly pictures: Pictures;
}

/** The slip as the screen shows it, an SVG 12 units a column wide; its text is read out to who can't see it. */
export function receiptSvg(document: ReceiptDocument, paper: Pick<Paper, 'columns' | 'pictures'>): string {
  const svg = receiptline.transform(receiptMarkup(document, paper.columns, paper.pictures), {
    cpl: paper.columns,
    encoding: 'gb18030',
    spacing: true,
    command: picture,
  });
  const spoken = layoutReceipt(document, paper.columns)
    .flatMap((row) =>
      row.kind === 'text' && row.text.trim() !== '' ? [row.text.replace(/ +/g, ' ').trim()] : [],
    )
    .join('\n')
    .replace(/[&<>"\n]/g, (char) => `&#${char.charCodeAt(0)};`);
  return svg.replace('<svg ', () => `<svg role="img" aria-label="${spoken}" `);
}

/**
 * The slip as ESC/POS. Never pulses the drawer: that is `drawerPulse`, sent by itself and once.
 * Ends with `GS r 1`, which a printer that can answer does answer once it has worked through the slip.
 */
export function receiptBytes(document: ReceiptDocument, paper: Paper): Uint8Array {
  const markup = receiptMarkup(document, paper.columns, paper.pictures);
  const feed = paper.cut ? '' : '\n \n \n ';
  return Buffer.from(
    receiptline.transform(markup + feed, {
      cpl: paper.columns,
      encoding: 'gb18030',
      spacing: true,
      cutting: paper.cut,
      gradient: false,
      command: escpos,
    }),
    'latin1',
  );
}

const measureText = (text: string): number => columnsOf(text);
const { svg: drawing, generic } = receiptline.commands;

const picture = {
  ...drawing,
  measureText,
  open(this: typeof drawing, printer: receiptline.Printer): string {
    const begun = drawing.open.call(this, printer);
    this['receiptId'] = 'slip';
    return begun;
  },
  close(this: typeof drawing): string {
    return drawing.close.call(this).replace('font-family="monospace"', `font-family="${FONTS}"`);
  },
};

/** Each character is placed in its own column, so a missing monospaced font changes the look, not the layout. */
const FONTS =
  "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans SC Variable', 'Noto Sans SC', monospace";

const escpos = {
  ...generic,
  measureText,
  text: (text: string): string => paperText(text),
  /** Dashes, not the line characters of a code page that Chinese printers do not have. */
  hr: (columns: number): string => '-'.repeat(columns),
};
