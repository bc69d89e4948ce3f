import type { Database } from 'better-sqlite3';
import { insert, put, type Row } from '#shared/journal/change.ts';
import { quote } from '#shared/journal/ddl.ts';
import type { Entry } from '#shared/journal/entry.ts';
import type { Area, EntryType } from '#shared/journal/entry-type.ts';
import { changesIn, ENTRY_TYPES } from '#shared/journal/registry.ts';
import type { Table } from '#shared/journal/table.ts';
import { journal } from '#shared/journal/tables/journal.ts';
import { localLinkFault } from '#shared/journal/tables/local.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import { readFact } from '#shared/link/device/read-fact.ts';
import { nodeCodec } from '../codec.ts';
import type { Executor } from '../executor.ts';
import { journalPlaces } from './journal-places.ts';
import { retryAsides, takeWhatFits } from './receive-facts.ts';

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
 * into the gap they left, or at the end. What they changed once is not changed again: a fact whose rows stand has been counted. What came
 * beside one that was gone, and was put aside for it, is taken now.
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
  const places = journalPlaces(db);
  let chain = false;
  for (const { head, header, body, prev, hash } of facts) {
    chain ||= ENTRY_TYPES.get(head.type)?.scope === 'chain';
    const columns = { store: head.store, id: head.id, origin: head.origin, epoch: head.epoch, seq: head.seq };
    const row = { ...columns, type: head.type, header, body, prev, hash };
    const held = places.held(row);
    if (held !== undefined) {
      overwrite.run(...Object.values(row), held);
      continue;
    }
    executor.apply(insert(journal, { ...row, position: places.free(row) }));
    const read = readFact({ head, header, body, prev, hash }, nodeCodec);
    if (read.kind === 'fact' && (read.type.scope === 'chain' || stands(db, read, store))) continue;
    const { id: entry, origin, type } = { ...head };
    const reason = 'put back by headquarters';
    const aside = { entry, feed, position: 0, origin, type, state: 'quarantined', reason, at } as const;
    executor.effect(put(localLinkFault, { ...aside, prev: null, header: null, body: null }));
  }
  const behind = takeWhatFits(db, executor, { feed, store, device, at });
  const { areas } = retryAsides(db, executor, { store, device, at });
  return {
    areas: [...behind.areas, ...areas, 'link'],
    chain: chain || behind.chain,
    position: places.end(),
  };
}

/** Whether a fact was counted: a row that it alone makes is there. */
function stands(
  db: Database,
  { fact, type }: { readonly fact: Entry; readonly type: EntryType },
  store: string,
): boolean {
  return changesIn(store as Entry['store'], fact, type).some(
    (change) => change.do === 'insert' && isThere(db, change.table, change.row),
  );
}

function isThere(db: Database, table: Table, row: Row): boolean {
  const where = table.key.map((column) => `${quote(column)} = ?`).join(' and ');
  const look = db.prepare(`select 1 from ${quote(table.name)} where ${where}`);
  return look.get(...table.key.map((column) => row[column])) !== undefined;
}
