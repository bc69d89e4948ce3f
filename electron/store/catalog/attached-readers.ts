import type { Database } from 'better-sqlite3';
import { quote } from '#shared/journal/ddl.ts';

/** The connections that read the catalog, and the file each of them sees. */
export interface AttachedReaders {
  readonly add: (db: Database, path: string) => void;
  readonly remove: (db: Database) => void;
  /** Moves every connection to another file, each between two of its statements; resolves when the last has left the old one. */
  readonly moveTo: (path: string) => Promise<void>;
}

/** Name under which the catalog is attached. Table names are unique over both files, so queries never say it. */
const SCHEMA = 'catalog';

export function createAttachedReaders(mmapBytes: number): AttachedReaders {
  const readers = new Map<Database, string>();
  const attach = (db: Database, path: string) => {
    db.prepare(`attach database ? as ${quote(SCHEMA)}`).run(path);
    db.pragma(`${SCHEMA}.mmap_size = ${mmapBytes}`);
    db.pragma(`${SCHEMA}.cache_size = -16000`);
    readers.set(db, path);
  };
  return {
    add: (db, path) => {
      if (!readers.has(db)) attach(db, path);
    },
    remove: (db) => {
      if (!readers.delete(db) || !db.open) return;
      db.exec(`detach database ${quote(SCHEMA)}`);
    },
    moveTo: async (path) => {
      for (;;) {
        const waiting = [...readers].filter(([db, seen]) => !move(db, seen, path, { readers, attach }));
        if (waiting.length === 0) return;
        // A statement is being walked row by row: its next gap is at the end of the walk.
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
    },
  };
}

function move(
  db: Database,
  seen: string,
  path: string,
  { readers, attach }: { readers: Map<Database, string>; attach: (db: Database, path: string) => void },
): boolean {
  if (!db.open) return readers.delete(db);
  if (seen === path) return true;
  if (db.inTransaction) return false;
  try {
    db.exec(`detach database ${quote(SCHEMA)}`);
  } catch (error) {
    if (error instanceof Error && /locked|busy|executing/.test(error.message)) return false;
    throw error;
  }
  attach(db, path);
  return true;
}
