import type { Database, Statement } from 'better-sqlite3';
import type { Change, LocalEffect, Row } from '#shared/journal/change.ts';
import { quote } from '#shared/journal/ddl.ts';
import { addUp, newestWins } from '#shared/journal/on-conflict.ts';
import type { Table } from '#shared/journal/table.ts';
import { RevisionsWriter } from './revisions-writer.ts';
import { RowsWriter } from './rows-writer.ts';

/** Runs changes and local effects on one SQLite connection with statements prepared once. Call inside a transaction. */
export interface Executor {
  /** All changes of one fact. Rows of one kind go together: changes of a fact never depend on each other. */
  readonly applyAll: (changes: Iterable<Change>) => void;
  readonly apply: (change: Change) => void;
  readonly effect: (effect: LocalEffect) => void;
}

export function createExecutor(db: Database): Executor {
  const writers = new Map<Table, TableWriter>();
  const writerOf = (table: Table): TableWriter => {
    const known = writers.get(table);
    if (known) return known;
    const made = new TableWriter(db, table);
    writers.set(table, made);
    return made;
  };
  const applyAll = (changes: Iterable<Change>): void => {
    const touched = new Set<Taking>();
    try {
      for (const change of changes) touched.add(writerOf(change.table).take(change));
      for (const rows of touched) rows.flush();
    } catch (error) {
      for (const rows of touched) rows.drop();
      throw error;
    }
  };
  return {
    applyAll,
    apply: (change) => applyAll([change]),
    effect: (effect) => {
      const writer = writerOf(effect.table);
      if (effect.do === 'put') writer.put(effect.row);
      else if (effect.do === 'drop') writer.drop(effect.key);
      else writer.patch(effect.set, effect.key);
    },
  };
}

/** What takes rows of a kind and writes them at the latest when it is flushed. */
type Taking = Pick<RowsWriter, 'flush' | 'drop'>;

/** The statements of one table. What a sale writes passes here some forty times: nothing is put together that can be kept. */
class TableWriter {
  readonly #db: Database;
  readonly #table: Table;
  readonly #inserts: RowsWriter;
  readonly #puts: RowsWriter;
  readonly #upserts: RowsWriter;
  readonly #revisions: RevisionsWriter | null;
  readonly #adds: { readonly columns: readonly string[]; readonly rows: RowsWriter }[] = [];
  readonly #others = new Map<string, Statement>();

  constructor(db: Database, table: Table) {
    this.#db = db;
    this.#table = table;
    this.#inserts = new RowsWriter(db, table);
    this.#puts = new RowsWriter(db, table, { verb: 'insert or replace' });
    this.#revisions = table.alone.length === 0 ? null : new RevisionsWriter(db, table);
    this.#upserts = new RowsWriter(db, table, { conflict: newestWins(table) });
  }

  /** Takes a change; answers what has to be flushed. */
  take(change: Change): Taking {
    if (change.do === 'add') {
      const rows = this.#addsOf(Object.keys(change.deltas));
      rows.sums(change.key, change.deltas);
      return rows;
    }
    const rows = this.#rowsOf(change);
    rows.row(change.row);
    return rows;
  }

  #rowsOf(change: Exclude<Change, { do: 'add' }>): RowsWriter | RevisionsWriter {
    if (change.do === 'insert') return this.#inserts;
    if (change.do === 'upsert') return this.#upserts;
    if (this.#revisions === null) throw new Error(`${this.#table.name} has no columns a fact may say alone`);
    return this.#revisions;
  }

  put(row: Row): void {
    this.#puts.row(row);
    this.#puts.flush();
  }

  drop(key: Row): void {
    const keys = Object.keys(key);
    const sql = () => `delete from ${quote(this.#table.name)} ${where(keys)}`;
    this.#other(`drop ${keys.join()}`, sql).run(Object.values(key));
  }

  patch(set: Row, key: Row): void {
    const keys = Object.keys(key);
    const columns = Object.keys(set);
    const news = () => columns.map((c) => `${quote(c)} = ?`).join(', ');
    const sql = () => `update ${quote(this.#table.name)} set ${news()} ${where(keys)}`;
    this.#other(`patch ${columns.join()} ${keys.join()}`, sql).run([
      ...Object.values(set),
      ...Object.values(key),
    ]);
  }

  #addsOf(changed: readonly string[]): RowsWriter {
    for (const { columns, rows } of this.#adds) if (areSame(columns, changed)) return rows;
    const rows = new RowsWriter(this.#db, this.#table, { conflict: addUp(this.#table, changed) });
    this.#adds.push({ columns: changed, rows });
    return rows;
  }

  #other(key: string, sql: () => string): Statement {
    const known = this.#others.get(key) ?? this.#db.prepare(sql());
    this.#others.set(key, known);
    return known;
  }
}

const areSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((each, index) => each === b[index]);

const where = (keys: readonly string[]): string =>
  `where ${keys.map((k) => `${quote(k)} = ?`).join(' and ')}`;
