import { cellsOf, decodePrinted } from './decode.ts';
import type { Alignment, PrintEvent, Run } from './events.ts';

const DOTS_PER_COLUMN = 12;
const CHAR_HEIGHT = 24;
const DEFAULT_SPACING = 30;

/** What a printer remembers between commands; `ESC @` starts it anew. */
export interface PrinterState {
  chinese: boolean;
  page: number;
  bold: boolean;
  inverse: boolean;
  underline: boolean;
  wide: number;
  tall: number;
  align: Alignment;
  spacing: number;
  barcode: { module: number; height: number; readable: boolean };
  qr: { data: string; cell: number };
  graphics: Extract<PrintEvent, { kind: 'raster' }> | null;
  /** Left margin and width of the print area, in dots. */
  margin: number;
  area: number;
  /** Where the next character goes on the current line, in dots. */
  x: number;
  runs: Run[];
}

export const freshState = (columns: number): PrinterState => ({
  chinese: false,
  page: 0,
  bold: false,
  inverse: false,
  underline: false,
  wide: 1,
  tall: 1,
  align: 'left',
  spacing: DEFAULT_SPACING,
  barcode: { module: 3, height: 162, readable: false },
  qr: { data: '', cell: 3 },
  graphics: null,
  margin: 0,
  area: columns * DOTS_PER_COLUMN,
  x: 0,
  runs: [],
});

/** Puts bytes on the current line in the style of the moment. */
export function addText(state: PrinterState, bytes: Uint8Array): void {
  const text = decodePrinted(bytes, state);
  const cells = cellsOf(text, state.chinese);
  const { wide, tall, bold, inverse, underline, x } = state;
  state.runs.push({ x, text, cells, wide, tall, bold, inverse, underline });
  state.x += widthOf(cells, wide);
}

/** Prints the current line and feeds to the next. */
export function endLine(state: PrinterState): PrintEvent {
  const runs = state.runs;
  const width = runs.reduce((end, run) => Math.max(end, run.x + widthOf(run.cells, run.wide)), 0);
  const shift = state.margin + indent(state, width);
  const placed = runs.map((run) => ({ ...run, x: run.x + shift }));
  const tallest = runs.reduce((most, run) => Math.max(most, run.tall), 1);
  state.runs = [];
  state.x = 0;
  return {
    kind: 'text',
    text: lineText(placed),
    runs: placed,
    height: Math.max(state.spacing, tallest * CHAR_HEIGHT),
  };
}

const widthOf = (cells: readonly number[], wide: number): number =>
  cells.reduce<number>((sum, cell) => sum + cell * wide * DOTS_PER_COLUMN, 0);

function indent({ align, area }: PrinterState, width: number): number {
  if (align === 'left') return 0;
  const free = Math.max(0, area - width);
  return align === 'right' ? free : Math.floor(free / 2);
}

/** Runs as text in columns: what lies under another run was overprinted and shows as both. */
function lineText(runs: readonly Run[]): string {
  let text = '';
  let column = 0;
  for (const run of [...runs].sort((a, b) => a.x - b.x)) {
    const start = Math.floor(run.x / DOTS_PER_COLUMN);
    text += ' '.repeat(Math.max(0, start - column));
    const chars = Array.from(run.text);
    chars.forEach((char, at) => {
      text += char + ' '.repeat((run.cells[at] ?? 1) * (run.wide - 1));
    });
    column = start + widthOf(run.cells, run.wide) / DOTS_PER_COLUMN;
  }
  return text.trimEnd();
}
