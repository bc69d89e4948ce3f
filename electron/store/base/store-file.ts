import { existsSync, rmSync } from 'node:fs';
import DatabaseFile, { type Database } from 'better-sqlite3';
import { STORE_SHAPE } from '#node/store-shape.ts';
import { PROJECTED } from '#shared/journal/database.ts';
import { ddl, quote } from '#shared/journal/ddl.ts';
import type { Table } from '#shared/journal/table.ts';
import { MIGRATIONS, migrate } from '../migrate.ts';
import { packedStoreBase, UnsoundBase, unpackBase } from './unpack-base.ts';

/** What a store's base holds: everything that is projected of what moves. */
export const STORE_TABLES: readonly Table[] = PROJECTED.filter(({ room }) => room === 'store');

/** Begins a base: its tables as this program has them, empty. It is made anew after a crash, and forced to the disk once it is packed. */
export function createStoreFile(path: string): Database {
  rmSync(path, { force: true });
  const db = new DatabaseFile(path);
  db.pragma('journal_mode = off');
  db.pragma('synchronous = off');
  for (const table of STORE_TABLES) for (const statement of ddl(table, 'sqlite')) db.exec(statement);
  db.pragma(`user_version = ${STORE_SHAPE}`);
  return db;
}

/**
 * Copies the rows of a base into the tables of a file, which hold nothing yet. One whose tables are of an earlier step of the schema takes
 * the steps since on a copy beside it, as the store itself did.
 */
export function copyStoreRows(base: string, target: Database): void {
  const shape = shapeOf(base);
  const from = shape === STORE_SHAPE ? base : broughtForward(base, shape);
  target.prepare('attach ? as base').run(from);
  for (const { name, columns } of STORE_TABLES) {
    const list = Object.keys(columns).map(quote).join(', ');
    target.exec(`insert into main.${quote(name)} (${list}) select ${list} from base.${quote(name)}`);
  }
  target.exec('detach base');
  if (from !== base) rmSync(from);
}

/** Unpacks the store's base in force. Throws UnsoundBase, leaving no file. */
export const unpackStoreBase = (store: Database, file: string, path: string): void =>
  unpackBase(store, packedStoreBase(store, file), path, checkStoreFile);

function checkStoreFile(path: string): void {
  const shape = shapeOf(path);
  if (shape > STORE_SHAPE || shape < 1) throw new UnsoundBase(`its tables are of step ${shape}`);
}

function shapeOf(path: string): number {
  let db: Database | undefined;
  try {
    db = new DatabaseFile(path, { readonly: true });
    return Number(db.pragma('user_version', { simple: true }));
  } catch (error) {
    throw new UnsoundBase(String(error));
  } finally {
    db?.close();
  }
}

/** An empty store of that step takes the rows in, then the steps since. */
function broughtForward(base: string, shape: number): string {
  const path = `${base}.forward`;
  if (existsSync(path)) rmSync(path);
  const db = new DatabaseFile(path);
  try {
    db.pragma('journal_mode = off');
    db.pragma('synchronous = off');
    migrate(
      db,
      MIGRATIONS.filter(({ number }) => number <= shape),
    );
    db.prepare('attach ? as base').run(base);
    const names = db
      .prepare("select name from base.sqlite_schema where type = 'table'")
      .pluck()
      .all() as string[];
    for (const name of names) {
      const columns = db
        .prepare('select name from pragma_table_info(?, ?)')
        .pluck()
        .all(name, 'base') as string[];
      const list = columns.map(quote).join(', ');
      db.exec(`insert into main.${quote(name)} (${list}) select ${list} from base.${quote(name)}`);
    }
    db.exec('detach base');
    migrate(
      db,
      MIGRATIONS.filter(({ number }) => number > shape),
    );
  } finally {
    db.close();
  }
  return path;
}
