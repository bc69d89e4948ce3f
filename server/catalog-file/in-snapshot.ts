import DatabaseFile, { type Database } from 'better-sqlite3';
import type { Client } from 'pg';

/** Writes a new SQLite file of what one repeatable read sees. Throws where the file, looked over at the end, is not sound. */
export async function inSnapshot<T>(
  client: Client,
  path: string,
  fill: (db: Database) => Promise<T>,
): Promise<T> {
  const db = new DatabaseFile(path);
  db.pragma('journal_mode = off');
  db.pragma('synchronous = off');
  db.pragma('cache_size = -262144');
  await client.query('begin isolation level repeatable read read only');
  try {
    const written = await fill(db);
    await client.query('commit');
    const sound = db.pragma('quick_check(1)', { simple: true });
    if (sound !== 'ok') throw new Error(`the file is not sound: ${String(sound)}`);
    return written;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    db.close();
  }
}
