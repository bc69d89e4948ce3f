import { type FileRow, ImportFault, type LineErrorCode, MAX_ROWS } from './import-fault.ts';

/** Longer lines are refused and passed over without being kept. */
export const MAX_LINE = 64 * 1024;
/** A quoted cell may span this many lines; a quote still open then was never meant as one. */
const MAX_SPAN = 50;

interface Line {
  readonly number: number;
  /** null: too long. */
  readonly text: string | null;
}

/**
 * Rows of delimited text (RFC 4180 as it is met in the wild), one array per piece of the file. A broken quote costs its own line
 * only: reading goes on at the next one. Between tabs most programs write quotes as plain characters, so there a quoted cell counts
 * as one only when it is whole on its line. Memory is bounded by the line limit whatever the file holds.
 */
export async function* textRows(pieces: AsyncIterable<string>, delimiter: string): AsyncGenerator<FileRow[]> {
  const splitter = createSplitter();
  const joiner = createJoiner(delimiter);
  let rows = 0;
  for await (const piece of pieces) {
    const found = joiner.take(splitter.take(piece));
    rows += found.length;
    if (rows > MAX_ROWS) throw new ImportFault('too-many-rows');
    if (found.length > 0) yield found;
  }
  const rest = [...joiner.take(splitter.end()), ...joiner.end()];
  if (rest.length > 0) yield rest;
}

/** Cuts text into lines at \n, \r\n or \r, dropping what passes MAX_LINE while it comes in. */
function createSplitter() {
  let pending = '';
  let tooLong = false;
  let number = 0;
  let afterReturn = false;
  const close = (text: string): Line => {
    number += 1;
    const long = tooLong || pending.length + text.length > MAX_LINE;
    const line = { number, text: long ? null : pending + text };
    pending = '';
    tooLong = false;
    return line;
  };
  return {
    take: (piece: string): Line[] => {
      const lines: Line[] = [];
      let from = 0;
      if (afterReturn && piece.startsWith('\n')) from = 1;
      if (piece !== '') afterReturn = false;
      for (;;) {
        const at = nextBreak(piece, from);
        if (at < 0) break;
        lines.push(close(piece.slice(from, at)));
        from = at + 1;
        if (piece.charCodeAt(at) === 13) {
          if (from === piece.length) afterReturn = true;
          else if (piece.charCodeAt(from) === 10) from += 1;
        }
      }
      if (tooLong || pending.length + piece.length - from > MAX_LINE) {
        tooLong = true;
        pending = '';
      } else pending += piece.slice(from);
      return lines;
    },
    end: (): Line[] => (pending === '' && !tooLong ? [] : [close('')]),
  };
}

function nextBreak(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  // Looked for only before the line feed: a file without returns is not searched to its end for each line.
  const back = (feed < 0 ? text.slice(from) : text.slice(from, feed)).indexOf('\r');
  return back < 0 ? feed : from + back;
}

/** Joins the lines of a quoted cell and reads cells. */
function createJoiner(delimiter: string) {
  let open: Line[] = [];
  const settle = (line: Line, rows: FileRow[]): void => {
    if (line.text === null) {
      giveUpAll(rows);
      rows.push(broken(line.number, 'LINE_TOO_LONG'));
      return;
    }
    const quoted = line.text.includes('"');
    if (open.length === 0 && !quoted) {
      if (line.text !== '') rows.push({ line: line.number, cells: line.text.split(delimiter) });
      return;
    }
    if (delimiter === '\t') {
      const read = readCells(line.text, delimiter);
      const cells = typeof read === 'string' ? line.text.split(delimiter) : read;
      rows.push({ line: line.number, cells });
      return;
    }
    open.push(line);
    if (quoted) close(rows);
    if (open.length >= MAX_SPAN) giveUp(rows);
  };
  /** A record may end with this line. */
  const close = (rows: FileRow[]): void => {
    const read = readCells(open.map((l) => l.text ?? '').join('\n'), delimiter);
    if (read === 'open') return;
    if (read === 'inside' && open.length > 1) {
      giveUp(rows);
      return;
    }
    const line = open[0]?.number ?? 0;
    open = [];
    rows.push(read === 'inside' ? broken(line, 'QUOTE_INSIDE') : { line, cells: read });
  };
  /** The first quote was never meant as one: its line is refused, the lines taken for its cell are read again. */
  const giveUp = (rows: FileRow[]): void => {
    const [first, ...again] = open;
    open = [];
    if (first) rows.push(broken(first.number, 'QUOTE_OPEN'));
    for (const line of again) settle(line, rows);
  };
  const giveUpAll = (rows: FileRow[]): void => {
    while (open.length > 0) giveUp(rows);
  };
  return {
    take: (lines: readonly Line[]): FileRow[] => {
      const rows: FileRow[] = [];
      for (const line of lines) settle(line, rows);
      return rows;
    },
    end: (): FileRow[] => {
      const rows: FileRow[] = [];
      giveUpAll(rows);
      return rows;
    },
  };
}

const broken = (line: number, error: LineErrorCode): FileRow => ({ line, cells: [], error });

/** Cells of one record; 'open': its last quote is not closed yet; 'inside': something follows a closing quote. */
function readCells(text: string, delimiter: string): string[] | 'open' | 'inside' {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text.charAt(at) === '"') {
      const cell = quotedCell(text, at + 1);
      if (cell === null) return 'open';
      const after = text.charAt(cell.end);
      if (after !== '' && after !== delimiter) return 'inside';
      cells.push(cell.text);
      at = cell.end + 1;
      if (after === '') return cells;
    } else {
      // A quote in the middle of a bare cell is a plain character: 12" pizza.
      const end = text.indexOf(delimiter, at);
      cells.push(end < 0 ? text.slice(at) : text.slice(at, end));
      if (end < 0) return cells;
      at = end + 1;
    }
  }
}

function quotedCell(text: string, from: number): { text: string; end: number } | null {
  let cell = '';
  let at = from;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return null;
    cell += text.slice(at, quote);
    if (text.charAt(quote + 1) !== '"') return { text: cell, end: quote + 1 };
    cell += '"';
    at = quote + 2;
  }
}
