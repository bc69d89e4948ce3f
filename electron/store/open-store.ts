import { existsSync } from 'node:fs';
import DatabaseFile, { type Database } from 'better-sqlite3';
import type { DataFolder } from './data-folder.ts';
import { migrate, pending } from './migrate.ts';
import { assertDurable, durable } from './pragmas.ts';
import { storeErrorOf } from './store-error.ts';

/**
 * Opens the store's one writing connection, migrated and proven durable. `beforeMigration` is called with the untouched
 * database when there are steps to take on a store that holds something. Throws StoreError; never repairs by itself.
 */
export function openStore(folder: DataFolder, beforeMigration: (db: Database) => void): Database {
  const existed = existsSync(folder.store);
  let db: Database | undefined;
  try {
    db = new DatabaseFile(folder.store);
    const steps = pending(db);
    durable(db);
    if (existed) check(db);
    if (steps.length > 0) {
      if (existed && Number(db.pragma('user_version', { simple: true })) > 0) beforeMigration(db);
      migrate(db, steps);
    }
    firstWrite(db);
    assertDurable(db);
    return db;
  } catch (error) {
    db?.close();
    throw storeErrorOf(error) ?? error;
  }
}

/** Cheap look at the file's health; a dirty start is followed by a full check in the background, and `mallard doctor` does the rest. */
function check(db: Database): void {
  const schema = db.prepare('select count(*) as tables from sqlite_schema').get() as { tables: number };
  if (schema.tables > 0) db.prepare('select max(position) as head from journal').get();
}

/** A write that changes nothing, so that the level of durability can be read as it really is. */
function firstWrite(db: Database): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  db.transaction(() => db.pragma(`user_version = ${version}`)).immediate();
}
