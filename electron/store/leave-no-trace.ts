import type { Writer } from './writer.ts';

/** Tries to empty the log while somebody reads; each is a turn of the event loop. */
const TRIES = 50;

/**
 * Runs a change of which nothing may stay on the disk: what it takes away is overwritten with zeros, also in pages that fall free,
 * and the log, which still holds the pages as they were, is moved into the store and emptied. Copies made before keep what they hold.
 */
export async function leaveNoTrace<T>(writer: Writer, work: () => Promise<T>): Promise<T> {
  writer.db().pragma('secure_delete = on');
  try {
    return await work();
  } finally {
    writer.db().pragma('secure_delete = fast');
    await emptyLog(writer);
  }
}

/** A log that stays busy is emptied when the register closes. */
async function emptyLog(writer: Writer): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const db = writer.db();
    db.pragma('busy_timeout = 0');
    const [row] = db.pragma('wal_checkpoint(truncate)') as { readonly busy: number }[];
    db.pragma('busy_timeout = 5000');
    if (row?.busy === 0) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
