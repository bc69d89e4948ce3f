import type { Database } from 'better-sqlite3';
import { nodeCodec } from '#node/codec.ts';
import { insert, put } from '#shared/journal/change.ts';
import type { Entry } from '#shared/journal/entry.ts';
import type { Area, EntryType } from '#shared/journal/entry-type.ts';
import { changesIn, ENTRY_TYPES } from '#shared/journal/registry.ts';
import { journal } from '#shared/journal/tables/journal.ts';
import { localLinkFault } from '#shared/journal/tables/local.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import { readFact } from '#shared/link/device/read-fact.ts';
import type { Executor } from '../executor.ts';
import { lostFromJournal, lostPlace } from './lost-places.ts';
import { retryAsides } from './receive-facts.ts';
import { makesRows, wasCounted, wasHeld } from './was-counted.ts';

export interface Repair {
  readonly store: string;
  readonly device: string;
  readonly feed: string;
  readonly at: number;
}

export interface Repaired {
  readonly areas: readonly Area[];
  /** Chain facts are among them: the catalog is to be made anew. */
  readonly chain: boolean;
  /** Last position of the journal now. */
  readonly position: number;
}

/**
 * Puts facts back as HQ holds them, inside one transaction: bytes that were damaged are written over, rows that are gone come back
 * into the gap they left, or at the end. What they changed once is not changed again. What waits for one of them `takeWaiting` takes.
 */
export function repairFacts(
  db: Database,
  executor: Executor,
  facts: readonly ReceivedEntry[],
  { store, device, feed, at }: Repair,
): Repaired {
  const overwrite = db.prepare(
    `update journal set store = ?, id = ?, origin = ?, epoch = ?, seq = ?, type = ?, header = ?, body = ?, prev = ?, hash = ?
     where position = ?`,
  );
  const heldAt = db
    .prepare('select position from journal where id = ? or (origin = ? and epoch = ? and seq = ?)')
    .pluck();
  const end = db.prepare('select coalesce(max(position), 0) from journal').pluck();
  let lost = lostFromJournal(db);
  let chain = false;
  for (const { head, header, body, prev, hash } of facts) {
    chain ||= ENTRY_TYPES.get(head.type)?.scope === 'chain';
    const columns = { store: head.store, id: head.id, origin: head.origin, epoch: head.epoch, seq: head.seq };
    const row = { ...columns, type: head.type, header, body, prev, hash };
    const held = heldAt.get(head.id, head.origin, head.epoch, head.seq) as number | undefined;
    if (held !== undefined) {
      overwrite.run(...Object.values(row), held);
      continue;
    }
    const read = readFact({ head, header, body, prev, hash }, nodeCodec);
    const isCounted = read.kind === 'fact' && hasCounted(db, read, store);
    const place = lost > 0 ? lostPlace(db, head) : null;
    executor.apply(insert(journal, { ...row, position: place ?? Number(end.get()) + 1 }));
    lost -= place === null ? 0 : 1;
    if (isCounted) continue;
    const { id: entry, origin, type } = { ...head };
    const reason = 'put back by headquarters';
    const aside = { entry, feed, position: 0, origin, type, state: 'quarantined', reason, at } as const;
    executor.effect(put(localLinkFault, { ...aside, prev: null, header: null, body: null }));
  }
  const again = retryAsides(db, executor, { store, device, at });
  return {
    areas: [...again.areas, 'link'],
    chain: chain || again.chain || again.renew,
    position: Number(end.get()),
  };
}

/** Whether a fact of which the journal had lost the row had counted. Those of the chain the catalog counts, which is made anew. */
function hasCounted(
  db: Database,
  { fact, type }: { readonly fact: Entry; readonly type: EntryType },
  store: string,
): boolean {
  if (type.scope === 'chain') return true;
  const changes = changesIn(store as Entry['store'], fact, type);
  return wasCounted(db, changes) || (!makesRows(changes) && wasHeld(db, fact, store));
}
