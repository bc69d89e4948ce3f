import type { Qty } from '#shared/domain/numbers.ts';

/** Why a whole file can't be read; nothing of it was imported. Words: `import.fault.<code>`. */
export type FaultCode =
  | 'empty'
  | 'encoding'
  | 'archive-too-large'
  | 'archive-damaged'
  | 'no-sheet'
  | 'too-many-rows'
  | 'not-a-table'
  | 'changed'
  | 'gone'
  | 'unreadable';

export class ImportFault extends Error {
  readonly code: FaultCode;
  readonly line: number | null;
  constructor(code: FaultCode, line: number | null = null, detail = '') {
    super(detail === '' ? code : `${code}: ${detail}`);
    this.name = 'ImportFault';
    this.code = code;
    this.line = line;
  }
}

/** A line that was not taken, and why; with a `STOCK_` code its product was, and only its stock was not. */
export interface LineError {
  readonly line: number;
  /** The field it is about, or null for the line as a whole. */
  readonly column: string | null;
  readonly code: LineErrorCode;
  readonly value: string;
}

/** Goods of a product whose stock the store knows would be counted twice. */
export const stockKnownError = (line: number, onHand: Qty): LineError => ({
  line,
  column: 'on-hand',
  code: 'STOCK_KNOWN',
  value: String(onHand / 1000),
});

export type LineErrorCode =
  | 'LINE_TOO_LONG'
  | 'QUOTE_OPEN'
  | 'QUOTE_INSIDE'
  | 'NAME_MISSING'
  | 'TEXT_TOO_LONG'
  | 'BARCODE_INVALID'
  | 'CHECK_DIGIT'
  | 'BARCODE_TWICE'
  | 'SKU_TWICE'
  | 'KNOWN'
  | 'AMBIGUOUS'
  | 'PRICE_INVALID'
  | 'QUANTITY_INVALID'
  | 'COST_INVALID'
  | 'UNIT_UNKNOWN'
  | 'TAX_CLASS_UNKNOWN'
  | 'CATEGORY_UNKNOWN'
  | 'YES_OR_NO'
  | 'STOCK_NEGATIVE'
  | 'STOCK_INVALID'
  | 'STOCK_KNOWN';

/** One row of a file: its cells as text, or why they can't be told. `line` counts from 1 as an editor or a sheet shows it. */
export interface FileRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly error?: LineErrorCode;
}

/** Rows in a million-row sheet and then some; more is not a product list. */
export const MAX_ROWS = 3_000_000;
