import type { CellValue } from 'exceljs';
import { type FileRow, ImportFault, MAX_ROWS } from './import-fault.ts';
import { guardArchive } from './zip-guard.ts';

const BATCH = 500;
const MAX_CELL = 32_767;

/** Rows of a workbook's first sheet, read as a stream after the archive has been weighed. Throws ImportFault. */
export async function* xlsxRows(path: string): AsyncGenerator<FileRow[]> {
  await guardArchive(path);
  // Read when a workbook comes: it takes half a second, and most files are text.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.stream.xlsx.WorkbookReader(path, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    hyperlinks: 'ignore',
    styles: 'cache',
    entries: 'ignore',
  });
  let rows: FileRow[] = [];
  let count = 0;
  let sheets = 0;
  try {
    for await (const sheet of book) {
      sheets += 1;
      for await (const row of sheet) {
        count += 1;
        if (count > MAX_ROWS) throw new ImportFault('too-many-rows');
        rows.push({ line: row.number, cells: cellsOf(row.values) });
        if (rows.length < BATCH) continue;
        yield rows;
        rows = [];
      }
      break;
    }
  } catch (error) {
    if (error instanceof ImportFault) throw error;
    throw new ImportFault('archive-damaged', null, error instanceof Error ? error.message : '');
  }
  if (sheets === 0) throw new ImportFault('no-sheet');
  if (rows.length > 0) yield rows;
}

/** exceljs counts cells from 1, and leaves holes where there are none. */
const cellsOf = (values: CellValue[] | Record<string, CellValue>): string[] =>
  Array.isArray(values) ? Array.from(values, cellText).slice(1) : [];

function cellText(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.slice(0, MAX_CELL);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if ('richText' in value)
    return value.richText
      .map((part) => part.text)
      .join('')
      .slice(0, MAX_CELL);
  if ('text' in value) return cellText(value.text);
  if ('result' in value) return cellText(value.result);
  return '';
}

/** A sheet keeps decimal numbers in binary: 4.1 may lie there as 4.0999999999999996. */
const numberText = (value: number): string =>
  Number.isInteger(value) ? value.toFixed(0) : String(Number(value.toPrecision(15)));
