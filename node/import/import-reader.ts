import { errorsText } from './errors-file.ts';
import { openFile } from './file-rows.ts';
import { type FileRow, type LineError, stockKnownError } from './import-fault.ts';
import type { ReadingRules } from './import-plan.ts';
import {
  type Counts,
  type DryRunAnswer,
  type ImportPart,
  PART_BYTES,
  PART_ROWS,
  type PreviewAnswer,
  SHOWN_ERRORS,
  SHOWN_ROWS,
} from './import-task.ts';
import type { KnownProducts } from './known-products.ts';
import type { KnownStock } from './known-stock.ts';
import { createRowJudge, type Judged, type RowJudge, type TakenRow } from './row-judge.ts';
import { suggestColumns } from './suggest-plan.ts';

/** The first rows of a file and what its columns seem to be. */
export async function previewFile(path: string): Promise<PreviewAnswer> {
  const file = openFile(path);
  const rows: (readonly string[])[] = [];
  for await (const group of file.rows()) {
    rows.push(...group.filter((row) => !row.error).map((row) => row.cells));
    if (rows.length >= 200) break;
  }
  const { shape } = file;
  return {
    encoding: shape.kind === 'text' ? shape.encoding : 'xlsx',
    delimiter: shape.kind === 'text' ? shape.delimiter : null,
    sheet: null,
    rows: rows.slice(0, SHOWN_ROWS),
    suggestion: suggestColumns(rows),
  };
}

/** Walks over the whole file without judging a row: its encoding, its archive and its end are sound, and it has this many rows. */
export async function checkFile(path: string, headerRows: number): Promise<number> {
  let rows = 0;
  for await (const group of openFile(path).rows()) rows += group.length;
  return Math.max(0, rows - headerRows);
}

/** Judges every row and changes nothing. */
export async function dryRunFile(
  path: string,
  rules: ReadingRules,
  { known, stock }: { known: KnownProducts; stock: KnownStock },
): Promise<DryRunAnswer> {
  const judge = createRowJudge(rules, known);
  const answer = { toAdd: 0, toChange: 0, errors: [], sample: [] } as Mutable<Omit<DryRunAnswer, 'counts'>>;
  const counts = { rows: 0, refused: 0, skipped: 0, withoutStock: 0 };
  for await (const row of dataRows(path, rules)) {
    const judged = withStock(judge.judge(row), stock);
    count(counts, judged);
    const error = errorOf(judged);
    if (error !== null && answer.errors.length < SHOWN_ERRORS) answer.errors.push(error);
    if (judged.kind !== 'taken') continue;
    if (judged.row.known) answer.toChange += 1;
    else answer.toAdd += 1;
    if (answer.sample.length < SHOWN_ROWS) answer.sample.push(judged.row);
  }
  return { ...answer, counts };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

/** Judges the rows after a line and cuts what is taken into parts. */
export async function* partsOf(
  { path, rules, afterLine }: { path: string; rules: ReadingRules; afterLine: number },
  known: KnownProducts,
): AsyncGenerator<ImportPart> {
  const judge = createRowJudge(rules, known);
  let part = createPart(judge, afterLine);
  for await (const row of dataRows(path, rules)) {
    if (row.line <= afterLine) {
      judge.pass(row);
      continue;
    }
    part.add(row.line, judge.judge(row));
    if (!part.isFull()) continue;
    yield part.take();
    part = createPart(judge, row.line);
  }
  if (part.hasAny()) yield part.take();
}

function createPart(judge: RowJudge, after: number) {
  const rows: TakenRow[] = [];
  const errors: LineError[] = [];
  const counts = { rows: 0, refused: 0, skipped: 0, withoutStock: 0 };
  let line = 0;
  let bytes = 0;
  return {
    add: (at: number, judged: Judged) => {
      line = at;
      count(counts, judged);
      const error = errorOf(judged);
      if (error !== null) errors.push(error);
      if (judged.kind !== 'taken') return;
      rows.push(judged.row);
      bytes += sizeOf(judged.row);
    },
    // A run of refusals is told too, so that progress is seen.
    isFull: () => rows.length >= PART_ROWS || bytes >= PART_BYTES || counts.rows >= PART_ROWS * 20,
    hasAny: () => counts.rows > 0,
    take: (): ImportPart => ({
      rows,
      categories: judge.newCategories(),
      after,
      line,
      counts,
      errors: errors.slice(0, SHOWN_ERRORS),
      report: errorsText(errors),
    }),
  };
}

/** Bytes of a row in its entry, on the safe side: text in Han takes three a character, an update carries the version before too. */
function sizeOf({ set, known }: TakenRow): number {
  let characters = 0;
  for (const text of [
    set.name,
    set.sku,
    set.taxCode,
    ...Object.values(set.names ?? {}),
    ...(set.barcodes ?? []),
  ])
    characters += text?.length ?? 0;
  return known ? 3_000 + characters * 3 : 340 + characters * 3;
}

function count(counts: { -readonly [K in keyof Counts]: Counts[K] }, judged: Judged): void {
  counts.rows += 1;
  if (judged.kind === 'refused') counts.refused += 1;
  else if (judged.kind === 'skipped') counts.skipped += 1;
  else if (judged.row.stockError !== null) counts.withoutStock += 1;
}

function errorOf(judged: Judged): LineError | null {
  if (judged.kind === 'skipped') return null;
  return judged.kind === 'refused' ? judged.error : judged.row.stockError;
}

/** What the run will say of an opening when it is its turn. */
function withStock(judged: Judged, stock: KnownStock): Judged {
  if (judged.kind !== 'taken') return judged;
  const { row } = judged;
  if (!row.known || row.onHand === null || !stock.has(row.product)) return judged;
  return { kind: 'taken', row: { ...row, stockError: stockKnownError(row.line, row.onHand) } };
}

async function* dataRows(path: string, { plan }: ReadingRules): AsyncGenerator<FileRow> {
  let header = plan.headerRows;
  for await (const group of openFile(path).rows()) {
    for (const row of group) {
      if (header > 0) header -= 1;
      else if (row.error || row.cells.some((cell) => cell.trim() !== '')) yield row;
    }
  }
}
