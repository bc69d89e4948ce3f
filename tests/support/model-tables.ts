import type { Change, Row } from '#shared/journal/change.ts';
import { PROJECTED } from '#shared/journal/database.ts';
import type { Table } from '#shared/journal/table.ts';

/** The tables as plain maps: what the vocabulary of changes means, without any engine. */
export interface ModelTables {
  readonly apply: (change: Change) => void;
  /** Every row of every projected table, in the order of its key, as the engines answer it. */
  readonly dump: () => Record<string, Row[]>;
}

export function modelTables(): ModelTables {
  const tables = new Map<string, Map<string, Record<string, Row[string]>>>();
  return {
    apply: (change) => {
      const { table } = change;
      const rows = tables.get(table.name) ?? new Map<string, Record<string, Row[string]>>();
      tables.set(table.name, rows);
      const given = change.do === 'add' ? change.key : change.row;
      const key = table.key.map((column) => given[column]).join('\u0000');
      const known = rows.get(key);
      if (change.do === 'insert') {
        if (known) throw new Error(`${table.name} ${key} is there already`);
        rows.set(key, { ...change.row });
      } else if (change.do === 'upsert') {
        rows.set(key, newest(table, known, change.row));
      } else if (change.do === 'revise') {
        rows.set(key, known ? { ...known, ...laterAlone(table, known, change.row) } : { ...change.row });
      } else {
        const row = known ?? zero(change);
        for (const [column, by] of Object.entries(change.deltas)) row[column] = Number(row[column]) + by;
        rows.set(key, row);
      }
    },
    dump: () => {
      const dumped: Record<string, Row[]> = {};
      for (const table of PROJECTED) {
        const rows = [...(tables.get(table.name)?.values() ?? [])];
        dumped[table.name] = rows.sort((a, b) => compareKeys(table.key, a, b));
      }
      return dumped;
    },
  };
}

/** What facts say together and alone is that of the fact that said it last, what only one kind says of the last of that kind. */
function newest(table: Table, known: Row | undefined, said: Row): Record<string, Row[string]> {
  if (!known) return { ...said };
  const isLater = (version: string) => Number(known[version]) < Number(said[version]);
  if (table.alone.length === 0) return { ...(isLater('rev') ? said : known) };
  const whole = isLater('whole_rev') ? said : known;
  return { ...whole, ...later(table, known, said), ...of(known, onlyAlone(table)) };
}

function laterAlone(table: Table, known: Row, said: Row): Row {
  const alone = Number(known['alone_rev']) < Number(said['alone_rev']) ? said : known;
  return { ...later(table, known, said), ...of(alone, onlyAlone(table)) };
}

const later = (table: Table, known: Row, said: Row): Row =>
  of(Number(known['rev']) < Number(said['rev']) ? said : known, [...table.alone, 'rev']);
const onlyAlone = (table: Table): string[] => [...table.onlyAlone, 'alone_rev'];
const of = (row: Row, columns: readonly string[]): Row =>
  Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));

function zero(change: Extract<Change, { do: 'add' }>): Record<string, Row[string]> {
  const row: Record<string, Row[string]> = {};
  for (const column of Object.keys(change.table.columns)) row[column] = change.key[column] ?? 0;
  return row;
}

function compareKeys(key: readonly string[], a: Row, b: Row): number {
  for (const column of key) {
    const left = a[column];
    const right = b[column];
    if (left === right) continue;
    const isLess = typeof left === 'number' ? left < Number(right) : String(left) < String(right);
    return isLess ? -1 : 1;
  }
  return 0;
}
