import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import DatabaseFile, { type Database, type Statement } from 'better-sqlite3';
import { OWN_FACTS } from '#electron/store/catalog/chain-journal.ts';
import { dataFolder, makeFolders } from '#electron/store/data-folder.ts';
import { openStore } from '#electron/store/open-store.ts';
import { rebuildable } from '#electron/store/pragmas.ts';
import { createCatalogTables } from '#node/catalog/catalog-schema.ts';
import { indexedText } from '#node/catalog/indexed-text.ts';
import { nodeCodec } from '#node/codec.ts';
import type { Row } from '#shared/journal/change.ts';
import { quote } from '#shared/journal/ddl.ts';
import { unseal } from '#shared/journal/entry.ts';
import { projectEntry } from '#shared/journal/registry.ts';
import type { Table } from '#shared/journal/table.ts';
import { journal } from '#shared/journal/tables/journal.ts';
import { localCommand, localImport } from '#shared/journal/tables/local.ts';
import { answerOfChild, peakMegabytes, taskOfChild } from './child.ts';

/** Writes again what an import wrote, by prepared statements and nothing else; runs in a process of its own. */
export interface BareTask {
  /** The folder of the register that imported. */
  readonly from: string;
  readonly to: string;
  /** Where in the journal each transaction of the catalog ended. */
  readonly steps: readonly number[];
}

export interface BareAnswer {
  /** Milliseconds inside transactions; reading the rows and preparing their texts are not counted. */
  readonly taken: number;
  readonly products: number;
  readonly bytes: number;
  readonly peak: number;
}

type JournalRow = Row & {
  readonly position: number;
  readonly id: string;
  readonly header: Uint8Array;
  readonly body: Uint8Array;
};
interface Write {
  readonly statement: Statement;
  readonly values: readonly unknown[];
}

const task = taskOfChild() as BareTask;
mkdirSync(task.to, { recursive: true });
const folder = dataFolder(task.to);
makeFolders(folder);
const source = new DatabaseFile(dataFolder(task.from).store, { readonly: true });
const store = openStore(folder, () => {});
const catalog = openBareCatalog(join(task.to, 'catalog.db'));
let taken = 0;
let products = 0;
let at = 0;

const parts = source.prepare(
  `select * from journal where position > ? and position <= ? and type = 'products.imported' order by position`,
);
const answered = source.prepare('select * from local_command where id = ?');
const progress = source.prepare('select * from local_import limit 1').get() as Row;
const importing = intoTable(store, localImport, 'insert or replace into');
const writers = storeWriters(store);
const catalogWriters = new Map<string, Statement>();
const indexing = catalog.prepare(
  'insert into product_search (rowid, words, pinyin, category) values (?, ?, ?, ?)',
);
const state = catalog.prepare('update catalog_state set position = ?, products = products + ?');

for (const step of task.steps) {
  const rows = parts.all(at, step) as JournalRow[];
  for (const row of rows) writeStore(row);
  writeCatalog(rows, step);
  at = step;
}
answerOfChild({
  taken,
  products,
  bytes: statSync(join(task.to, 'catalog.db')).size,
  peak: peakMegabytes(),
} satisfies BareAnswer);
for (const db of [source, store, catalog]) db.close();

/** One part: its entry, the answer of its command and how far the import is. */
function writeStore(row: JournalRow): void {
  const writes = [
    { statement: writers.journal, values: valuesOf(journal, row) },
    { statement: writers.command, values: valuesOf(localCommand, answered.get(row.id) as Row) },
    { statement: importing, values: valuesOf(localImport, progress) },
  ];
  timed(store, writes);
}

function writeCatalog(rows: readonly JournalRow[], position: number): void {
  const writes: Write[] = [];
  const before = products;
  for (const row of rows)
    for (const change of projectEntry(unseal(row, nodeCodec))) {
      if (change.do !== 'upsert') throw new Error(`an import writes no ${change.do}`);
      const { table } = change;
      const statement = catalogWriters.get(table.name) ?? intoTable(catalog, table, 'insert into');
      catalogWriters.set(table.name, statement);
      writes.push({ statement, values: valuesOf(table, change.row) });
      if (table.name !== 'product') continue;
      products += 1;
      const { words, pinyin, category } = indexedText(
        change.row as unknown as Parameters<typeof indexedText>[0],
      );
      writes.push({ statement: indexing, values: [products, words, pinyin, category] });
    }
  timed(catalog, [...writes, { statement: state, values: [position, products - before] }]);
}

function timed(db: Database, writes: readonly Write[]): void {
  const begun = performance.now();
  db.transaction(() => {
    for (const { statement, values } of writes) statement.run(values);
  }).immediate();
  taken += performance.now() - begun;
}

function openBareCatalog(path: string): Database {
  const db = new DatabaseFile(path);
  rebuildable(db);
  db.pragma('cache_size = -65536');
  db.pragma('wal_autocheckpoint = 16000');
  db.transaction(createCatalogTables).immediate(db, OWN_FACTS);
  return db;
}

function storeWriters(db: Database): { readonly journal: Statement; readonly command: Statement } {
  return {
    journal: intoTable(db, journal, 'insert into'),
    command: intoTable(db, localCommand, 'insert into'),
  };
}

function intoTable(db: Database, table: Table, verb: string): Statement {
  const columns = Object.keys(table.columns);
  return db.prepare(
    `${verb} ${quote(table.name)} (${columns.map(quote).join()}) values (${columns.map(() => '?').join()})`,
  );
}

function valuesOf(table: Table, row: Row): unknown[] {
  return Object.keys(table.columns).map((column) => row[column] ?? null);
}
