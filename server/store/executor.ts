import type { Change, Row, Value } from '#shared/journal/change.ts';
import { quote } from '#shared/journal/ddl.ts';
import { addUp, latestAlone, newestWins } from '#shared/journal/on-conflict.ts';
import type { Table } from '#shared/journal/table.ts';
import { product } from '#shared/journal/tables/catalog.ts';
import { productWords } from '#shared/link/hq/tables.ts';
import { wordsOf } from './product-words.ts';
import { encodeRows, type RowTypes } from './row-array.ts';
import { joined, type Statement } from './statement.ts';
import { Sums } from './sums.ts';

/**
 * Statements of any number of changes, a part per table and kind however many rows. Rows that others may be writing too are locked in
 * the order of their tables and keys, so that two batches never wait for each other in a circle.
 */
export interface ChangePlan {
  /**
   * Takes changes; answers the statements of what is each author's own, new rows and newest versions, which may run at once. Throws
   * UnwritableValue where a row has a value its column can't hold.
   */
  readonly rows: (changes: Iterable<Change>) => Statement[];
  /** The statements of all sums taken: they come last, and once. */
  readonly sums: () => Statement[];
}

export function planChanges(types: RowTypes): ChangePlan {
  const sums = new Map<Table, Sums>();
  return {
    rows: (changes) => {
      const inserts = new Map<Table, Row[]>();
      const upserts = new Map<Table, Map<string, Row>>();
      const revised = new Map<Table, Map<string, Row>>();
      for (const change of changes) {
        const { table } = change;
        if (change.do === 'insert') listOf(inserts, table).push(change.row);
        else if (change.do === 'upsert') {
          keepNewest(mapOf(upserts, table), table, change.row);
          if (table === product) keepNewest(mapOf(upserts, productWords), productWords, wordsOf(change.row));
        } else if (change.do === 'revise') keepNewest(mapOf(revised, table), table, change.row);
        else sumsOf(sums, table).add(change);
      }
      // One after the other: a row may be new in a table and another of its rows be replaced.
      return [
        ...joined(byName(inserts).map(([table, rows]) => insertRows(types, table, rows))),
        ...joined(byName(upserts).map(([table, rows]) => upsertRows(types, table, inOrder(rows)))),
        ...joined(byName(revised).map(([table, rows]) => reviseRows(types, table, inOrder(rows)))),
      ];
    },
    sums: () => joined(byName(sums).map(([table, added]) => addRows(types, table, added.inOrder()))),
  };
}

/** The statements of changes that are all there. */
export function changeStatements(types: RowTypes, changes: Iterable<Change>): Statement[] {
  const plan = planChanges(types);
  return [...plan.rows(changes), ...plan.sums()];
}

/** Inserts rows, all of them or none: one that is there already fails the statement. */
export const insertRows = (types: RowTypes, table: Table, rows: readonly Row[]): Statement => ({
  text: textOf(table, 'insert', () => insertText(table)),
  values: [encodeRows(table, types, rows)],
});

const upsertRows = (types: RowTypes, table: Table, rows: readonly Row[]): Statement => ({
  text: textOf(table, 'upsert', () => `${insertText(table)} ${newestWins(table)}`),
  values: [encodeRows(table, types, rows)],
});

const reviseRows = (types: RowTypes, table: Table, rows: readonly Row[]): Statement => ({
  text: textOf(table, 'revise', () => `${insertText(table)} ${latestAlone(table)}`),
  values: [encodeRows(table, types, rows)],
});

const addRows = (types: RowTypes, table: Table, rows: readonly Value[][]): Statement => ({
  text: textOf(table, 'add', () => `${insertText(table)} ${addUp(table, othersOf(table))}`),
  values: [encodeRows(table, types, rows)],
});

const texts = new WeakMap<Table, Map<string, string>>();
function textOf(table: Table, kind: string, make: () => string): string {
  const known = texts.get(table) ?? new Map<string, string>();
  texts.set(table, known);
  const text = known.get(kind) ?? make();
  known.set(kind, text);
  return text;
}

/** Writes an array of the table's own rows, which is given as `rows`. */
export function insertText(table: Table, rows = '$1'): string {
  const columns = Object.keys(table.columns).map(quote).join(', ');
  return `insert into ${quote(table.name)} (${columns}) select * from unnest(${rows}::${quote(table.name)}[])`;
}

const othersOf = (table: Table) => Object.keys(table.columns).filter((c) => !table.key.includes(c));

/** One row may be written but once in a statement: of several versions the newest. */
function keepNewest(rows: Map<string, Row>, table: Table, row: Row): void {
  const key = keyOf(table, row);
  const known = rows.get(key);
  if (!known || Number(known['rev']) < Number(row['rev'])) rows.set(key, row);
}

function keyOf({ key }: Table, row: Row): string {
  let named = '';
  for (const column of key) named += `${String(row[column])}\u0000`;
  return named;
}

const inOrder = (rows: ReadonlyMap<string, Row>): Row[] =>
  [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);

const byName = <T>(groups: ReadonlyMap<Table, T>): [Table, T][] =>
  [...groups].sort(([a], [b]) => (a.name < b.name ? -1 : 1));

function listOf<T>(groups: Map<Table, T[]>, table: Table): T[] {
  const known = groups.get(table) ?? [];
  groups.set(table, known);
  return known;
}

function mapOf<T>(groups: Map<Table, Map<string, T>>, table: Table): Map<string, T> {
  const known = groups.get(table) ?? new Map<string, T>();
  groups.set(table, known);
  return known;
}

function sumsOf(groups: Map<Table, Sums>, table: Table): Sums {
  const known = groups.get(table) ?? new Sums(table);
  groups.set(table, known);
  return known;
}
