import DatabaseFile, { type Database } from 'better-sqlite3';
import {
  CATALOG_VERSION,
  type CatalogSource,
  type ChainAuthor,
  createCatalogTables,
  createOnDemand,
  dropOnDemand,
} from '#node/catalog/catalog-schema.ts';
import type { Area } from '#shared/journal/entry-type.ts';
import { ENTRY_TYPES, projectEntry } from '#shared/journal/registry.ts';
import { product } from '#shared/journal/tables/catalog.ts';
import { createExecutor, type Executor } from '../executor.ts';
import { rebuildable } from '../pragmas.ts';
import { createProductIndex, type ProductIndex } from '../search/product-index.ts';
import { isMachineFault } from '../store-error.ts';
import { type ChainJournal, type ChainRow, OWN_FACTS } from './chain-journal.ts';

/** One generation of the catalog, opened by its one writer. */
export interface CatalogFile {
  readonly path: string;
  readonly position: () => number;
  /** Follows the journal by one batch, in one transaction with the search index and the new position. */
  readonly step: (journal: ChainJournal, head: number) => Step;
  /** Makes the next of the indexes that are made on demand and answers whether all are there; a bulk of changes drops them again. */
  readonly index: () => boolean;
  /** Gives the lowest row numbers to these products, most popular first; only on a file that holds nothing yet. */
  readonly reserve: (popular: readonly string[]) => void;
  /** Moves what was logged into the file. */
  readonly settle: () => void;
  /** Declares the file complete: from now on it may be found at start. */
  readonly finish: () => void;
  readonly close: () => void;
}

export interface Step {
  readonly position: number;
  readonly areas: readonly Area[];
  readonly skipped: readonly Skipped[];
}

/** A fact that could not be projected; it is kept in the journal and told, and holds nothing back. */
export interface Skipped {
  readonly position: number;
  readonly type: string;
  readonly reason: string;
}

/** Bytes of entry bodies in one transaction: about 2,000 imported rows, some 80 ms of work on another thread. */
const BATCH_BYTES = 1024 * 1024;
/** More than this in one transaction is a bulk of changes, e.g. one part of an import. */
const BULK_BYTES = 64 * 1024;
/** Positions looked over in one transaction, so that a long run of sales is passed in steps too. */
const BATCH_POSITIONS = 5_000;

/** Opens a catalog for writing, making it, of these facts, where there is none. Throws what SQLite throws on a damaged file. */
export function openCatalogFile(path: string, source: CatalogSource = OWN_FACTS): CatalogFile {
  const db = new DatabaseFile(path);
  try {
    rebuildable(db);
    // An import touches index pages all over the file; with a small cache each would be written many times.
    db.pragma('cache_size = -65536');
    db.pragma('wal_autocheckpoint = 16000');
    if (db.pragma('user_version', { simple: true }) !== CATALOG_VERSION)
      db.transaction(createCatalogTables).immediate(db, source);
    return writer(path, db);
  } catch (error) {
    db.close();
    throw error;
  }
}

function writer(path: string, db: Database): CatalogFile {
  const executor = createExecutor(db);
  const index = createProductIndex(db);
  const state = db.prepare('select position, author from catalog_state');
  const move = db.prepare('update catalog_state set position = ?, head = ?, products = products + ?');
  const skip = db.prepare('insert or replace into catalog_skipped (position, type, reason) values (?, ?, ?)');
  const nested = {
    begin: db.prepare('savepoint entry'),
    end: db.prepare('release entry'),
    undo: db.prepare('rollback to entry'),
  };
  const { author, ...at } = state.get() as { position: number; author: ChainAuthor };
  let { position } = at;
  let isLogged = false;

  const apply = (row: ChainRow, touched: Set<string>): Skipped | null => {
    nested.begin.run();
    try {
      project(row, { executor, index, touched });
      nested.end.run();
      return null;
    } catch (error) {
      if (isMachineFault(error)) throw error;
      nested.undo.run();
      nested.end.run();
      const reason = error instanceof Error ? error.message : String(error);
      skip.run(row.position, row.type, reason);
      return { position: row.position, type: row.type, reason };
    }
  };

  const step = db.transaction((journal: ChainJournal, head: number): Step => {
    const upTo = Math.min(head, position + BATCH_POSITIONS);
    const touched = new Set<string>();
    const areas = new Set<Area>();
    const skipped: Skipped[] = [];
    const highest = index.highest();
    let at = position;
    let bytes = 0;
    while (bytes < BATCH_BYTES) {
      const row = journal.next(author, { after: at, upTo });
      if (!row) {
        at = upTo;
        break;
      }
      const problem = apply(row, touched);
      if (problem) skipped.push(problem);
      for (const area of ENTRY_TYPES.get(row.type)?.areas ?? []) areas.add(area);
      at = row.position;
      bytes += row.bytes;
    }
    let products = 0;
    for (const each of touched) products += index.refresh(each, highest);
    if (bytes > BULK_BYTES) dropOnDemand(db);
    move.run(at, journal.hashAt(at), products);
    return { position: at, areas: [...areas], skipped };
  });

  return {
    path,
    position: () => position,
    step: (journal, head) => {
      if (head <= position) return { position, areas: [], skipped: [] };
      const done = step.immediate(journal, head);
      position = done.position;
      isLogged = true;
      return done;
    },
    index: () => db.transaction(createOnDemand).immediate(db),
    reserve: (popular) => db.transaction(() => index.reserve(popular)).immediate(),
    settle: () => {
      if (!isLogged) return;
      db.pragma('wal_checkpoint(passive)');
      isLogged = false;
    },
    finish: () =>
      db
        .transaction(() => {
          index.dropReserved();
          db.exec('update catalog_state set built = 1');
        })
        .immediate(),
    close: () => db.close(),
  };
}

interface Projecting {
  readonly executor: Executor;
  readonly index: ProductIndex;
  /** Products whose words have to be indexed anew. */
  readonly touched: Set<string>;
}

function project(row: ChainRow, { executor, index, touched }: Projecting): void {
  const changes = projectEntry(row.entry());
  for (const change of changes) {
    if (change.do === 'upsert' && change.table === product && !index.isFoundAsBefore(change))
      touched.add(String(change.row['id']));
  }
  executor.applyAll(changes);
}
