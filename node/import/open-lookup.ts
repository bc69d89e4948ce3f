import DatabaseFile, { type Database } from 'better-sqlite3';

/** A file the import's thread looks things up in and never writes. */
export function openLookup(file: string): Database {
  const db = new DatabaseFile(file, { readonly: true });
  db.pragma('query_only = on');
  db.pragma('trusted_schema = off');
  db.pragma('busy_timeout = 5000');
  db.pragma('cache_size = -16000');
  return db;
}
