import type { Block, PairBlock, ReceiptDocument, TableBlock, TextBlock, TextStyle } from './document.ts';
import { columnsOf, place, printable, wrap } from './width.ts';

/** One row of paper. A text row never takes more than the paper's columns, its size counted in. */
export type ReceiptRow =
  | { readonly kind: 'text'; readonly text: string; readonly style: TextStyle }
  | { readonly kind: 'rule' }
  | { readonly kind: 'barcode'; readonly data: string }
  | { readonly kind: 'logo'; readonly picture: string };

/** Fits a slip to paper of 48 (80 mm) or 32 (58 mm) columns; every medium shows exactly these rows. */
export function layoutReceipt(document: ReceiptDocument, columns: number): readonly ReceiptRow[] {
  const paper: Paper = { columns, gutter: gutterOf(document) };
  return document.blocks.flatMap((block) => rowsOf(block, paper));
}

function rowsOf(block: Block, paper: Paper): readonly ReceiptRow[] {
  switch (block.kind) {
    case 'text':
      return textRows(block, paper);
    case 'pair':
      return pairRows(block, paper);
    case 'table':
      return tableRows(block, paper);
    case 'space':
      return [plain('')];
    case 'rule':
      return [{ kind: 'rule' }];
    case 'barcode':
      return [{ kind: 'barcode', data: block.data }];
    case 'logo':
      return [{ kind: 'logo', picture: block.picture }];
  }
}

/** The slip as plain text, for golden tests, the clipboard and logs. */
export function receiptText(document: ReceiptDocument, columns: number): string {
  const line = (row: ReceiptRow): string => {
    if (row.kind === 'rule') return '-'.repeat(columns);
    if (row.kind === 'barcode') return place(`[${row.data}]`, columns, 'center');
    if (row.kind === 'logo') return place('[logo]', columns, 'center');
    return row.style.size === 'double' ? spread(row.text) : row.text;
  };
  return `${layoutReceipt(document, columns)
    .map((row) => line(row).trimEnd())
    .join('\n')}\n`;
}

interface Paper {
  readonly columns: number;
  /** Columns kept free at the right for the letters of the tax rates, so that all figures end in one column. */
  readonly gutter: number;
}

const gutterOf = (document: ReceiptDocument): number => {
  const widest = Math.max(
    0,
    ...document.blocks.map((block) => (block.kind === 'pair' ? columnsOf(printable(block.mark ?? '')) : 0)),
  );
  return widest === 0 ? 0 : widest + 1;
};

function textRows(block: TextBlock, paper: Paper): readonly ReceiptRow[] {
  const words = printable(block.text);
  const style = fitting(block.style, block.indent * 2 + columnsOf(words) * 2 <= paper.columns);
  const columns = Math.floor(paper.columns / scale(style)) - block.indent;
  return wrap(words, columns).map((row) => {
    const placed = ' '.repeat(block.indent) + place(row, columns, block.align);
    return { kind: 'text', text: style.inverse ? fill(placed, columns + block.indent) : placed, style };
  });
}

/** The figure stays whole on the last row; a long label wraps beside its column, or above where none is left. */
function pairRows(block: PairBlock, paper: Paper): readonly ReceiptRow[] {
  const left = printable(block.left);
  const right = printable(block.right);
  const room = paper.columns - paper.gutter - (block.indent + 1) * 2;
  const style = fitting(block.style, (columnsOf(left) + columnsOf(right)) * 2 <= room);
  const columns = Math.floor(paper.columns / scale(style));
  const figure = right + gutter(block.mark, Math.ceil(paper.gutter / scale(style)));
  const beside = columns - block.indent - columnsOf(figure) - 1;
  const narrow = beside < columns / 3;
  const labels = wrap(left, narrow ? columns - block.indent : beside).map(
    (row) => ' '.repeat(block.indent) + row,
  );
  const last = labels.at(-1) ?? '';
  const free = columns - columnsOf(last) - columnsOf(figure);
  const rows =
    free >= 1
      ? [...labels.slice(0, -1), last + ' '.repeat(free) + figure]
      : [...labels, ...figureRows(figure, columns)];
  return rows.map((text) => ({ kind: 'text', text: text.trimEnd(), style }));
}

/** Double width only where it fits on one row. */
const fitting = (style: TextStyle, fits: boolean): TextStyle =>
  style.size === 'double' && !fits ? { ...style, size: 'tall' } : style;

const gutter = (mark: string | null, width: number): string =>
  width === 0 || mark === null ? '' : ` ${fill(printable(mark), width - 1)}`;

const figureRows = (figure: string, columns: number): readonly string[] =>
  columnsOf(figure) <= columns
    ? [place(figure, columns, 'right')]
    : wrap(figure, columns).map((row) => place(row, columns, 'right'));

function tableRows(block: TableBlock, paper: Paper): readonly ReceiptRow[] {
  const lines = [block.head, ...block.rows].map((cells) => cells.map(printable));
  const widths = block.head.map((_, at) => Math.max(...lines.map((cells) => columnsOf(cells[at] ?? ''))));
  const needed = widths.reduce((sum, width) => sum + width, 0) + widths.length - 1;
  if (needed > paper.columns) return stackedRows(block, paper);
  const [first = 0, ...figures] = widths;
  const share = Math.floor((paper.columns - first) / Math.max(1, figures.length));
  const even = figures.every((width) => width < share);
  const name = even ? paper.columns - share * figures.length : first + paper.columns - needed;
  return lines.map((cells) => {
    const [label = '', ...rest] = cells;
    const row = rest.map((cell, at) => place(cell, even ? share : (figures[at] ?? 0) + 1, 'right'));
    return plain(fill(label, name) + row.join(''));
  });
}

/** A table too wide for the paper: each row as its name and one pair a figure. */
function stackedRows(block: TableBlock, paper: Paper): readonly ReceiptRow[] {
  return block.rows.flatMap(([label = '', ...figures]) => [
    ...wrap(printable(label), paper.columns).map(plain),
    ...figures.flatMap((figure, at) =>
      pairRows(
        {
          kind: 'pair',
          left: block.head[at + 1] ?? '',
          right: figure,
          mark: null,
          indent: 2,
          style: PLAIN,
        },
        paper,
      ),
    ),
  ]);
}

const PLAIN: TextStyle = { bold: false, size: 'normal', inverse: false };
const plain = (text: string): ReceiptRow => ({ kind: 'text', text, style: PLAIN });
const scale = (style: TextStyle): number => (style.size === 'double' ? 2 : 1);
const fill = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
const spread = (text: string): string =>
  Array.from(text, (char) => char + ' '.repeat(columnsOf(char))).join('');
