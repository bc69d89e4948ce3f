import type { ReactNode } from 'react';

/** One column: what it holds (for sorting, filtering, export) and how it looks. */
export interface GridColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** What is sorted by. Numbers sort as numbers; null comes last either way. */
  readonly value: (row: Row) => string | number | null;
  /** What is filtered and exported, and shown where there is no `cell`; by default the value as it is. */
  readonly text?: (row: Row) => string;
  readonly cell?: (row: Row) => ReactNode;
  readonly align?: 'start' | 'end';
  /** Pixels; without it the column shares what is left. */
  readonly width?: number;
  /** What the totals row says, from the rows that the filter leaves. */
  readonly total?: (rows: readonly Row[]) => ReactNode;
  /** Not shown until chosen. */
  readonly optional?: boolean;
  /** False: there is no order by this column. */
  readonly sortable?: boolean;
}

/** What a person chose to see; small enough for an address. */
export interface GridView {
  readonly filter: string;
  readonly sort: { readonly id: string; readonly desc: boolean } | null;
  /** Columns that are off; null: those that are `optional`. */
  readonly hidden: readonly string[] | null;
}

export const PLAIN_VIEW: GridView = { filter: '', sort: null, hidden: null };

export const textOf = <Row>(column: GridColumn<Row>, row: Row): string =>
  column.text?.(row) ?? String(column.value(row) ?? '');

export const hiddenOf = <Row>(columns: readonly GridColumn<Row>[], view: GridView): readonly string[] =>
  view.hidden ?? columns.filter(({ optional }) => optional === true).map(({ id }) => id);

/** Lower case without accents, so that `creme` finds `Crème`. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLocaleLowerCase('en');

/** Rows in whose texts every word of the filter occurs. Folded texts are kept per row: the next letter is cheap. */
export function filterRows<Row extends object>(
  rows: readonly Row[],
  columns: readonly GridColumn<Row>[],
  filter: string,
  known: WeakMap<Row, string>,
): readonly Row[] {
  const words = fold(filter).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    let text = known.get(row);
    if (text === undefined) {
      text = fold(columns.map((column) => textOf(column, row)).join('\n'));
      known.set(row, text);
    }
    const haystack = text;
    return words.every((word) => haystack.includes(word));
  });
}

/** Numbers before words, words as the language orders them, nothing last. */
export function compareValues(
  collator: Intl.Collator,
): (a: string | number | null, b: string | number | null) => number {
  return (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
    return typeof a === typeof b ? 0 : typeof a === 'number' ? -1 : 1;
  };
}

/** The ids between two rows, both included, in the order shown. */
export function between(ids: readonly string[], from: string, to: string): readonly string[] {
  const a = ids.indexOf(from);
  const b = ids.indexOf(to);
  if (a === -1 || b === -1) return b === -1 ? [] : [to];
  return ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}
