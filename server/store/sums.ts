import type { Change, Value } from '#shared/journal/change.ts';
import type { Table } from '#shared/journal/table.ts';

/** Increments of one table's rows, added up per key before they are written: a hot row is then locked and written once. */
export class Sums {
  readonly #columns: readonly string[];
  readonly #key: readonly string[];
  readonly #place: ReadonlyMap<string, number>;
  /** Rows by the values of their key, one level per column of it. */
  readonly #rows: Level = new Map();

  constructor({ columns, key }: Table) {
    this.#columns = Object.keys(columns);
    this.#key = key;
    this.#place = new Map(this.#columns.map((column, at) => [column, at]));
  }

  add({ key, deltas }: Extract<Change, { do: 'add' }>): void {
    let level = this.#rows;
    const last = this.#key.length - 1;
    for (let at = 0; at < last; at++) level = below(level, key[this.#key[at] ?? '']);
    const name = key[this.#key[last] ?? ''];
    let row = level.get(name) as Value[] | undefined;
    if (!row) {
      row = this.#columns.map((column) => key[column] ?? 0);
      level.set(name, row);
    }
    for (const column in deltas) {
      const at = this.#place.get(column);
      if (at !== undefined) row[at] = Number(row[at]) + (deltas[column] ?? 0);
    }
  }

  /** The rows in the order of their keys, each with its values in the order of the columns. */
  inOrder(): Value[][] {
    const rows: Value[][] = [];
    const walk = (level: Level): void => {
      for (const name of [...level.keys()].sort(before)) {
        const next = level.get(name);
        if (Array.isArray(next)) rows.push(next);
        else if (next) walk(next);
      }
    };
    walk(this.#rows);
    return rows;
  }
}

const before = (a: Value | undefined, b: Value | undefined): number => (String(a) < String(b) ? -1 : 1);

type Level = Map<Value | undefined, Level | Value[]>;

function below(level: Level, name: Value | undefined): Level {
  let next = level.get(name) as Level | undefined;
  if (!next) {
    next = new Map();
    level.set(name, next);
  }
  return next;
}
