/**
 * A slip as data: what is said, in which order and weight, and nothing about paper, pixels or bytes.
 * `layout.ts` fits it to 48 or 32 columns; the devices turn the same rows into a picture or ESC/POS.
 */
export interface ReceiptDocument {
  readonly kind: SlipKind;
  readonly blocks: readonly Block[];
}

export type SlipKind =
  | 'sale'
  | 'return'
  | 'x-report'
  | 'z-report'
  | 'cash-move'
  | 'parked'
  | 'preview'
  | 'self-test';

export type Block =
  | TextBlock
  | PairBlock
  | TableBlock
  | { readonly kind: 'rule' }
  | { readonly kind: 'space' }
  /** Code 128 where it fits the paper, else a QR code of the same text. */
  | { readonly kind: 'barcode'; readonly data: string }
  /** SHA-256 name of the picture. */
  | { readonly kind: 'logo'; readonly picture: string };

export interface TextStyle {
  readonly bold: boolean;
  /** `tall` is twice as high; `double` twice as high and wide where that fits on one row, else `tall`. */
  readonly size: 'normal' | 'tall' | 'double';
  /** White on black over the whole width. */
  readonly inverse: boolean;
}

export type Align = 'left' | 'center' | 'right';

export interface TextBlock {
  readonly kind: 'text';
  readonly text: string;
  readonly align: Align;
  readonly style: TextStyle;
  /** Columns every row is moved in by. */
  readonly indent: number;
}

/**
 * A label on the left and a figure on the right. Figures of the bill stand in one column with room for `mark`,
 * the letter of the tax rate; with `mark` null the right part goes to the paper's edge.
 */
export interface PairBlock {
  readonly kind: 'pair';
  readonly left: string;
  readonly right: string;
  readonly mark: string | null;
  readonly style: TextStyle;
  readonly indent: number;
}

/** The first column is a name, the others are figures; stacked as pairs where the paper is too narrow. */
export interface TableBlock {
  readonly kind: 'table';
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const PLAIN: TextStyle = { bold: false, size: 'normal', inverse: false };

interface Look extends Partial<TextStyle> {
  readonly align?: Align;
  readonly indent?: number;
  readonly mark?: string | null;
}

export const text = (words: string, look: Look = {}): TextBlock => ({
  kind: 'text',
  text: words,
  align: look.align ?? 'left',
  indent: look.indent ?? 0,
  style: styleOf(look),
});

/** A pair that is no figure of the bill: the right part goes to the paper's edge. */
export const fact = (left: string, right: string, look: Look = {}): PairBlock =>
  pair(left, right, { ...look, mark: null });

export const centered = (words: string, look: Look = {}): TextBlock =>
  text(words, { ...look, align: 'center' });

export const pair = (left: string, right: string, look: Look = {}): PairBlock => ({
  kind: 'pair',
  left,
  right,
  mark: look.mark === undefined ? '' : look.mark,
  indent: look.indent ?? 0,
  style: styleOf(look),
});

/** A word nobody overlooks: twice the size, white on black. */
export const banner = (words: string): TextBlock =>
  text(words, { align: 'center', bold: true, size: 'double', inverse: true });

export const rule: Block = { kind: 'rule' };
export const space: Block = { kind: 'space' };

const styleOf = (look: Look): TextStyle => ({
  bold: look.bold ?? PLAIN.bold,
  size: look.size ?? PLAIN.size,
  inverse: look.inverse ?? PLAIN.inverse,
});
