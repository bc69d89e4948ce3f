import type { Database } from 'better-sqlite3';
import { StoreError } from './store-error.ts';

/** Settings of every connection that writes the store: durable before "done". */
export function durable(db: Database): void {
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = full');
  db.pragma('foreign_keys = on');
  db.pragma('trusted_schema = off');
  db.pragma('busy_timeout = 5000');
  // Of 4000 pages a sale's p99 was 10.5 ms, of 1000 it is 5.6: the checkpoint comes more often and is so much shorter.
  db.pragma('wal_autocheckpoint = 1000');
  db.pragma('journal_size_limit = 67108864');
  db.pragma('cache_size = -16000');
  // What is deleted is overwritten inside the pages that are written anyway: keys of erased people must not lie about.
  db.pragma('secure_delete = fast');
  if (process.platform === 'darwin') {
    db.pragma('fullfsync = on');
    db.pragma('checkpoint_fullfsync = on');
  }
}

/**
 * better-sqlite3 13.2 is built with WAL databases at NORMAL and says 2 until the first write; so it is asked again after one.
 * In simulated power cuts NORMAL lost acknowledged sales in 2,847 of 2,853 images, FULL in none of 3,300 (docs/decisions/0003).
 */
export function assertDurable(db: Database): void {
  const level = db.pragma('synchronous', { simple: true });
  if (level !== 2)
    throw new StoreError('not-durable', `synchronous is ${String(level)} after the first write, not 2`);
}

/** Settings of a connection that only reads. */
export function reading(db: Database, mmapBytes: number): void {
  db.pragma('query_only = on');
  db.pragma('trusted_schema = off');
  db.pragma('busy_timeout = 5000');
  db.pragma(`mmap_size = ${mmapBytes}`);
  db.pragma('cache_size = -16000');
}

/** Settings of the catalog's one writer: its position is in the same file, so losing the last commits costs only doing them again. */
export function rebuildable(db: Database): void {
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = normal');
  db.pragma('trusted_schema = off');
  db.pragma('busy_timeout = 5000');
  db.pragma('wal_autocheckpoint = 4000');
  db.pragma('journal_size_limit = 67108864');
  db.pragma('temp_store = memory');
}
