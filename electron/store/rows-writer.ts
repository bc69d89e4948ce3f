import type { Database, Statement } from 'better-sqlite3';
import type { Row } from '#shared/journal/change.ts';
import { quote } from '#shared/journal/ddl.ts';
import type { Table } from '#shared/journal/table.ts';

/** Most rows in one statement: a longer one is no faster. */
const MOST = 16;

/** Inserts rows of one table under one conflict rule, several in one statement, with statements prepared once for each count. */
export class RowsWriter {
  readonly #db: Database;
  readonly #into: string;
  readonly #marks: string;
  readonly #conflict: string;
  readonly #statements: (Statement | undefined)[] = [];
  #waiting: unknown[] = [];
  #rows = 0;
  readonly #columns: readonly string[];
  readonly #table: string;

  constructor(db: Database, table: Table, { verb = 'insert', conflict = '' } = {}) {
    this.#db = db;
    this.#table = table.name;
    this.#columns = Object.keys(table.columns);
    this.#into = `${verb} into ${quote(table.name)} (${this.#columns.map(quote).join(', ')}) values `;
    this.#marks = `(${this.#columns.map(() => '?').join(', ')})`;
    this.#conflict = conflict === '' ? '' : ` ${conflict}`;
  }

  /** Takes a row; it is written at the latest by `flush`. Every column needs a value, or null. */
  row(row: Row): void {
    const before = this.#waiting.length;
    for (const column of this.#columns) {
      const value = row[column];
      if (value === undefined) {
        this.#waiting.length = before;
        throw new Error(`${this.#table}.${column} has no value`);
      }
      this.#waiting.push(value);
    }
    this.#taken();
  }

  /** Takes a row of increments: what is in neither starts at zero. */
  sums(key: Row, deltas: Readonly<Record<string, number>>): void {
    for (const column of this.#columns) this.#waiting.push(key[column] ?? deltas[column] ?? 0);
    this.#taken();
  }

  flush(): void {
    if (this.#rows === 0) return;
    const count = this.#rows;
    const values = this.#waiting;
    this.drop();
    const sql = () => `${this.#into}${Array(count).fill(this.#marks).join(', ')}${this.#conflict}`;
    const statement = this.#statements[count] ?? this.#db.prepare(sql());
    this.#statements[count] = statement;
    statement.run(values);
  }

  /** Forgets what was taken and not written: its transaction failed. */
  drop(): void {
    this.#waiting = [];
    this.#rows = 0;
  }

  #taken(): void {
    this.#rows += 1;
    if (this.#rows === MOST) this.flush();
  }
}
