import type { Database } from 'better-sqlite3';
import { nodeCodec } from '#node/codec.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { patch, put } from '#shared/journal/change.ts';
import { quote } from '#shared/journal/ddl.ts';
import { unseal } from '#shared/journal/entry.ts';
import type { Area } from '#shared/journal/entry-type.ts';
import { projectEntry } from '#shared/journal/registry.ts';
import { localBase, localFeed } from '#shared/journal/tables/local.ts';
import { storeFeed } from '#shared/link/feed-page.ts';
import type { HqStoreManifest } from '#shared/link/store-base.ts';
import type { Executor } from '../executor.ts';
import { readLink } from '../link/link-rows.ts';
import { retryAsides } from '../link/receive-facts.ts';
import { isOfChain } from '../maintenance/rebuild.ts';
import type { Writer } from '../writer.ts';
import { type Held, heldByStoreBase, isHeld } from './base-rows.ts';
import type { FetchedFile } from './fetched-file.ts';
import { placesUnder } from './make-store-base.ts';
import { STORE_TABLES } from './store-file.ts';
import { UnsoundBase } from './unpack-base.ts';

/**
 * Puts headquarters' base of the store in force, in one transaction: its rows take the place of those that are here, facts of the journal
 * it does not hold (this register's own that are not acknowledged, above all) are projected on top, and the store's feed is read up to
 * where it stands. No fact is deleted for it. Answers the areas that changed. Throws UnsoundBase where it does not fit what is here.
 */
export function adoptStoreFile(
  writer: Writer,
  { file, manifest }: FetchedFile<HqStoreManifest>,
  given: { readonly path: string; readonly device: string; readonly at: number },
): readonly Area[] {
  const { path, device, at } = given;
  writer.db().prepare('attach ? as base').run(path);
  try {
    return writer.within((db, executor) => {
      const held = heldBy(db, manifest);
      takeRows(db);
      db.exec("update local_base set in_force = 0, manifest = '' where room = 'store' and in_force = 1");
      const places = placesUnder(db, held);
      executor.effect(patch(localBase, { file }, { ...places, heads: JSON.stringify(held), in_force: 1 }));
      projectRest(db, executor, held);
      moveCursor(executor, manifest);
      const store = manifest.store;
      return [...new Set([...retryAsides(db, executor, { store, device, at }).areas, ...ALL])];
    });
  } finally {
    writer.db().exec('detach base');
  }
}

const ALL: readonly Area[] = ['ticket', 'sale', 'shift', 'stock', 'transfer', 'link'];

/** What it holds, once it was held against what is here: what was let go before must be in it. */
function heldBy(db: Database, { feed, heads, brought }: HqStoreManifest): Held {
  const link = readLink(db);
  if (link?.state !== 'filling' || link.incarnation !== feed.incarnation)
    throw new UnsoundBase('it is not asked for any more');
  const former = heldByStoreBase(db);
  const isIn = isHeld({ heads, brought });
  if (![...former.heads, ...former.brought].every((fact) => isIn(fact, fact.seq)))
    throw new UnsoundBase('it holds less than was let go here');
  const gone = new Map(former.heads.map((head) => [`${head.origin} ${head.epoch}`, head.gone]));
  return {
    heads: heads.map((head) => ({ ...head, gone: gone.get(`${head.origin} ${head.epoch}`) ?? 0 })),
    brought,
  };
}

function takeRows(db: Database): void {
  for (const { name, columns } of STORE_TABLES) {
    const list = Object.keys(columns).map(quote).join(', ');
    db.exec(`delete from main.${quote(name)}`);
    db.exec(`insert into main.${quote(name)} (${list}) select ${list} from base.${quote(name)}`);
  }
}

/** Facts that were put aside here count there: what is in the file needs no second look. */
function projectRest(db: Database, executor: Executor, held: Held): void {
  const isIn = isHeld(held);
  const store = db.prepare('select store from local_device').pluck().get() as StoreId;
  const aside = db.prepare('select state from local_link_fault where entry = ?').pluck();
  const forget = db.prepare('delete from local_link_fault where entry = ?');
  const rows = db.prepare('select header, body from journal order by position').all() as {
    header: Uint8Array;
    body: Uint8Array;
  }[];
  for (const row of rows) {
    const entry = unseal(row, nodeCodec);
    if (isOfChain(entry)) continue;
    const state = aside.get(entry.id);
    if (isIn(entry, entry.seq)) forget.run(entry.id);
    else if (state === undefined) executor.applyAll(projectEntry(entry, store));
  }
}

function moveCursor(executor: Executor, { store, feed: { incarnation, position } }: HqStoreManifest): void {
  const feed = { feed: storeFeed(store), incarnation, position, ends: position, stopped: 0 } as const;
  executor.effect(put(localFeed, { ...feed, current_at: null }));
}
