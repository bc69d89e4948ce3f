import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import DatabaseFile, { type Database } from 'better-sqlite3';
import { nodeCodec } from '#node/codec.ts';
import { STORE_SHAPE } from '#node/store-shape.ts';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import { readHeader } from '#shared/journal/entry.ts';
import { toHex } from '#shared/link/bytes.ts';
import { type HeldFact, lettable } from '#shared/link/device/let-go.ts';
import type { StoreManifest } from '#shared/link/store-base.ts';
import type { DataFolder } from '../data-folder.ts';
import { readLink } from '../link/link-rows.ts';
import { freeBytes, MIN_FREE_BYTES } from '../maintenance/backup.ts';
import { compareTable } from '../maintenance/compare-tables.ts';
import { isOfChain, projectJournal, scratch } from '../maintenance/rebuild.ts';
import { verifyChains } from '../maintenance/verify-chain.ts';
import { StoreError } from '../store-error.ts';
import {
  baseHeads,
  coveredRows,
  currentBase,
  type Held,
  type History,
  heldByStoreBase,
  isHeld,
  type KeptHead,
} from './base-rows.ts';
import { packFile } from './pack-file.ts';
import { copyStoreRows, createStoreFile, STORE_TABLES, unpackStoreBase } from './store-file.ts';

/** What of the store's facts may be let go. */
export interface MayGo {
  /** Up to which seq each history is in a verified backup of HQ; of its own also acknowledged. */
  readonly archived: readonly (History & { readonly seq: number })[];
  /** The life of HQ that says so. */
  readonly incarnation: string;
  /** Only facts made before, ms. */
  readonly before: number;
  /** With fewer facts to let go it is not worth a file. */
  readonly least: number;
  readonly at: number;
}

/** A base that was made and proven, lying packed beside the store. */
export interface MadeBase {
  readonly file: string;
  readonly text: string;
  readonly manifest: StoreManifest;
  readonly incarnation: string;
  readonly held: Held;
  /** The chunks, one behind the other. */
  readonly packed: string;
  /** Last position of the journal it was made of. */
  readonly after: number;
  readonly places: number;
}

/**
 * Makes the store's next base: what the one in force holds and the facts that may go. It is proven before anything relies on it: every
 * chain is sound, and with the facts behind it, it gives the very rows that stand. Reads the store as it is at one moment; for a thread
 * of its own. null: nothing is to be let go. Throws StoreError `disk-full` when less than 2 GB are free; UnsoundBase.
 */
export function makeStoreBase(folder: DataFolder, may: MayGo): MadeBase | null {
  const db = new DatabaseFile(folder.store, { readonly: true });
  try {
    db.exec('begin');
    const link = readLink(db);
    // Who hands its catalog over needs its facts, and who is not told of backups keeps them all.
    if (link?.state !== 'joined' || link.incarnation !== may.incarnation) return null;
    const held = nextHeads(db, may);
    if (held === null || verifyChains(db).findings.length > 0) return null;
    if (freeBytes(folder) < MIN_FREE_BYTES)
      throw new StoreError('disk-full', 'a base of the store needs 2 GB free');
    rmSync(folder.baseScratch, { recursive: true, force: true });
    mkdirSync(folder.baseScratch, { mode: 0o700 });
    const place = (name: string) => join(folder.baseScratch, name);
    const file = place('base.db');
    fill(db, file, { held, old: place('old.db') });
    if (!gives(db, file, { held, scratch: place('proof.db') })) return null;
    return packed(db, file, { held, may, to: place('base.packed') });
  } finally {
    db.close();
  }
}

/** What the next base would hold; null where it is not worth it. */
function nextHeads(db: Database, may: MayGo): Held | null {
  const archived = new Map(may.archived.map((end) => [`${end.origin} ${end.epoch}`, end.seq]));
  const { heads: former, brought } = heldByStoreBase(db);
  const { through } = baseHeads(db);
  const hashAt = db.prepare('select hash from journal where origin = ? and epoch = ? and seq = ?').pluck();
  const facts = db.prepare(
    `select seq, header, exists (select 1 from local_link_fault where entry = journal.id) as aside
     from journal where origin = ? and epoch = ? order by seq`,
  );
  const histories = db
    .prepare(
      'select origin, epoch, min(seq) as first from journal where origin <> ? group by 1, 2 order by 1, 2',
    )
    .all(HQ_CHAIN) as (History & { readonly first: number })[];
  const heads = new Map<string, KeptHead>(former.map((head) => [`${head.origin} ${head.epoch}`, head]));
  let goes = 0;
  for (const { origin, epoch, first } of histories) {
    const key = `${origin} ${epoch}`;
    const known = through({ origin, epoch });
    // What headquarters' base holds may still stand here.
    const after = first - 1;
    if (after > known) continue;
    const held = facts.iterate(origin, epoch) as IterableIterator<FactRow>;
    const gone = lettable(heldFacts(held), { after, archived: archived.get(key) ?? 0, before: may.before });
    if (gone === 0) continue;
    goes += gone - after;
    const head = heads.get(key);
    if (head !== undefined && gone <= known) heads.set(key, { ...head, gone });
    else heads.set(key, { origin, epoch, seq: gone, hash: hexOf(hashAt.get(origin, epoch, gone)), gone });
  }
  return goes > 0 && goes >= may.least ? { heads: [...heads.values()], brought } : null;
}

const hexOf = (hash: unknown): string => toHex(hash as Buffer);

interface FactRow {
  readonly seq: number;
  readonly header: Buffer;
  readonly aside: 0 | 1;
}

function* heldFacts(rows: Iterable<FactRow>): Generator<HeldFact> {
  for (const { seq, header, aside } of rows) {
    // Bytes that can't be read are never old enough.
    const at = readHeader(header, nodeCodec)?.at ?? Number.POSITIVE_INFINITY;
    yield { seq, at, isAside: aside === 1 };
  }
}

function fill(
  db: Database,
  file: string,
  { held, old }: { readonly held: Held; readonly old: string },
): void {
  const target = createStoreFile(file);
  const base = currentBase(db, 'store');
  if (base !== null) {
    unpackStoreBase(db, base.file, old);
    copyStoreRows(old, target);
    rmSync(old);
  }
  const [isOld, isNew] = [isHeld(heldByStoreBase(db)), isHeld(held)];
  projectJournal(
    db,
    target,
    'forwards',
    (entry) => !isOfChain(entry) && isNew(entry, entry.seq) && !isOld(entry, entry.seq),
  );
  target.close();
}

/** Whether the file and the facts behind it give the rows that stand. */
function gives(
  db: Database,
  file: string,
  { held, scratch: path }: { readonly held: Held; readonly scratch: string },
): boolean {
  const target = scratch(path, STORE_TABLES);
  copyStoreRows(file, target);
  const isIn = isHeld(held);
  projectJournal(db, target, 'forwards', (entry) => !isOfChain(entry) && !isIn(entry, entry.seq));
  target.close();
  db.prepare('attach ? as proof').run(path);
  return STORE_TABLES.every((table) => compareTable(db, table, 'main', 'proof') === null);
}

function packed(
  db: Database,
  file: string,
  { held, may, to }: { readonly held: Held; readonly may: MayGo; readonly to: string },
): MadeBase {
  const chunks = packFile(file, to);
  const manifest: StoreManifest = {
    v: 1,
    shape: STORE_SHAPE,
    store: String(db.prepare('select store from local_device').pluck().get()),
    feed: null,
    heads: held.heads.map(({ origin, epoch, seq, hash }) => ({ origin, epoch, seq, hash })),
    brought: [...held.brought],
    bytes: chunks.reduce((sum, { bytes }) => sum + bytes, 0),
    chunks: [...chunks],
    madeAt: may.at,
  };
  const text = JSON.stringify(manifest);
  const name = toHex(nodeCodec.sha256(nodeCodec.utf8(text)));
  const { incarnation } = may;
  return { file: name, text, manifest, incarnation, held, packed: to, ...placesUnder(db, held) };
}

/** Last position of the journal, and how many up to there the facts of a base have or had. */
export function placesUnder(db: Database, held: Held): { readonly after: number; readonly places: number } {
  const { after, count } = db
    .prepare('select coalesce(max(position), 0) as after, count(*) as count from journal')
    .get() as { after: number; count: number };
  return { after, places: after - count + coveredRows(db, held) };
}
