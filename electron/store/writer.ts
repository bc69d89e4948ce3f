import type { Database } from 'better-sqlite3';
import { insert } from '#shared/journal/change.ts';
import type { Table } from '#shared/journal/table.ts';
import { journal } from '#shared/journal/tables/journal.ts';
import { localCart, localCommand } from '#shared/journal/tables/local.ts';
import type { Batch } from '#shared/services/journal/commit.ts';
import { createExecutor, type Executor } from './executor.ts';
import { storeErrorOf } from './store-error.ts';

/**
 * The store's one writing connection. After a write that failed for any reason but a broken rule, the connection is opened anew
 * before the next one: whether the failed transaction reached the disk is then read from the disk, not remembered.
 */
export interface Writer {
  readonly db: () => Database;
  /** One transaction, on disk when it returns. Throws StoreError for the disk's troubles. */
  readonly write: (batch: Batch) => void;
  /** The same for work that reads as it writes. */
  readonly within: <T>(work: (db: Database, executor: Executor) => T) => T;
  readonly answerOf: (id: string) => { readonly digest: string; readonly answer: string } | undefined;
  /** Of all there is but open tickets: moves on with every write of anything else. */
  readonly version: () => number;
  /** Moves pages from the log into the store without blocking anyone; answers the log's length in pages. */
  readonly checkpoint: () => number;
  readonly close: () => void;
}

export function createWriter(open: () => Database): Writer {
  let connection = connect(open());
  let suspect = false;
  let version = 0;
  const current = () => {
    if (suspect) {
      connection.db.close();
      connection = connect(open());
      suspect = false;
    }
    return connection;
  };
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      const known = storeErrorOf(error);
      if (known) suspect = true;
      throw known ?? error;
    }
  };
  return {
    db: () => current().db,
    write: (batch) => {
      if (!isOfTickets(batch)) version += 1;
      guarded(() => current().transact(batch));
    },
    within: (work) => {
      version += 1;
      return guarded(() => current().within(work));
    },
    version: () => version,
    answerOf: (id) => current().answerOf(id),
    checkpoint: () => {
      const [row] = current().db.pragma('wal_checkpoint(passive)') as { log: number }[];
      return row?.log ?? 0;
    },
    close: () => connection.db.close(),
  };
}

const OF_TICKETS: ReadonlySet<Table> = new Set<Table>([localCart, localCommand]);

const isOfTickets = ({ journal, changes, local }: Batch): boolean =>
  journal === null && changes.length === 0 && local.every(({ table }) => OF_TICKETS.has(table));

function connect(db: Database) {
  const executor = createExecutor(db);
  const answer = db.prepare('select digest, answer from local_command where id = ?');
  const run = db.transaction((batch: Batch) => writeAll(executor, batch));
  return {
    db,
    transact: (batch: Batch) => run.immediate(batch),
    within: <T>(work: (db: Database, executor: Executor) => T): T =>
      db.transaction(() => work(db, executor)).immediate(),
    answerOf: (id: string) => answer.get(id) as { digest: string; answer: string } | undefined,
  };
}

function writeAll(executor: Executor, batch: Batch): void {
  if (batch.journal) executor.apply(insert(journal, batch.journal));
  executor.applyAll(batch.changes);
  for (const effect of batch.local) executor.effect(effect);
}
