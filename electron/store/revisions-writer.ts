import type { Database, Statement } from 'better-sqlite3';
import type { Row } from '#shared/journal/change.ts';
import { latestAlone, reviseInPlace } from '#shared/journal/on-conflict.ts';
import type { Table } from '#shared/journal/table.ts';
import { RowsWriter } from './rows-writer.ts';

/**
 * Writes what facts say alone of rows of one table. Nearly always the row is there: it is found by its key and a few columns of it
 * written, which takes half as long as an insert that meets it.
 */
export class RevisionsWriter {
  readonly #db: Database;
  readonly #table: Table;
  readonly #missing: RowsWriter;
  #inPlace: Statement<Row> | null = null;

  constructor(db: Database, table: Table) {
    this.#db = db;
    this.#table = table;
    this.#missing = new RowsWriter(db, table, { conflict: latestAlone(table) });
  }

  row(row: Row): void {
    this.#inPlace ??= this.#db.prepare(reviseInPlace(this.#table));
    if (this.#inPlace.run(row).changes === 0) this.#missing.row(row);
  }

  flush(): void {
    this.#missing.flush();
  }

  drop(): void {
    this.#missing.drop();
  }
}
