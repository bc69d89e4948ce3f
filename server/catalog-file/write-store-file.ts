import type { Database } from 'better-sqlite3';
import type { Client } from 'pg';
import { STORE_SHAPE } from '#node/store-shape.ts';
import { PROJECTED } from '#shared/journal/database.ts';
import { ddl } from '#shared/journal/ddl.ts';
import { toHex } from '#shared/link/bytes.ts';
import type { FactPlace, HistoryHead } from '#shared/link/store-base.ts';
import { copyTable } from './copy-rows.ts';
import { inSnapshot } from './in-snapshot.ts';

/** What a file of a store holds. */
interface Written {
  /** Position in the store's feed. */
  readonly position: number;
  readonly heads: readonly HistoryHead[];
  readonly brought: readonly FactPlace[];
}

/**
 * Whether HQ's tables of a store are those every register of it has: all its facts count here, and no history has a second one. Else
 * registers read the feed, and judge each fact by themselves.
 */
export const FIT = `select not exists (select 1 from journal where store = $1 and state <> 'posted')
  and not exists (select 1 from journal_branch where store = $1 and branch > 0) as fit`;

/** Writes what the facts of one store made, as it stands at one moment, into a new SQLite file. Throws where it is not fit for one. */
export const writeStoreFile = (
  client: Client,
  { path, store }: { readonly path: string; readonly store: string },
): Promise<Written> =>
  inSnapshot(client, path, async (db) => {
    const { rows } = await client.query<{ fit: boolean }>(FIT, [store]);
    if (rows[0]?.fit !== true) throw new Error(`${store} has facts that do not count`);
    const written = await standing(client, store);
    await fill(client, db, store);
    return written;
  });

async function standing(client: Client, store: string): Promise<Written> {
  const at = await client.query<{ position: number }>('select position from feed_head where store = $1', [
    store,
  ]);
  const heads = await client.query<{ origin: string; epoch: string; seq: number; hash: Buffer }>(
    'select origin, epoch, seq, hash from journal_branch where store = $1 and branch = 0 and seq > 0 order by origin, epoch',
    [store],
  );
  const brought = await client.query<FactPlace>(
    `select origin, epoch, seq from journal j
     where store = $1 and exists (select 1 from delivery d where d.store = j.store and d.entry = j.id) order by position`,
    [store],
  );
  return {
    position: at.rows[0]?.position ?? 0,
    heads: heads.rows.map((head) => ({ ...head, hash: toHex(head.hash) })),
    brought: brought.rows,
  };
}

async function fill(client: Client, db: Database, store: string): Promise<void> {
  db.exec('begin');
  for (const table of PROJECTED) {
    if (table.room !== 'store') continue;
    for (const statement of ddl(table, 'sqlite')) db.exec(statement);
    await copyTable(client, db, table, store);
  }
  db.pragma(`user_version = ${STORE_SHAPE}`);
  db.exec('commit');
}
