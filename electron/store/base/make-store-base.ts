import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import DatabaseFile, { type Database } from 'better-sqlite3';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import { readHeader } from '#shared/journal/entry.ts';
import { toHex } from '#shared/link/bytes.ts';
import { type HeldFact, lettable } from '#shared/link/device/let-go.ts';
import type { HistoryHead, StoreManifest } from '#shared/link/store-base.ts';
import { nodeCodec } from '../codec.ts';
import type { DataFolder } from '../data-folder.ts';
import { readLink } from '../link/link-rows.ts';
import { freeBytes, MIN_FREE_BYTES } from '../maintenance/backup.ts';
import { compareTable } from '../maintenance/compare-tables.ts';
import { isOfChain, projectJournal, scratch } from '../maintenance/rebuild.ts';
import { verifyChains } from '../maintenance/verify-chain.ts';
import { SCHEMA_VERSION } from '../migrate.ts';
import { StoreError } from '../store-error.ts';
import { baseHeads, currentBase, type History, storeHeads, upTo } from './base-rows.ts';
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
    const heads = nextHeads(db, may);
    if (heads === null || verifyChains(db).findings.length > 0) return null;
    if (freeBytes(folder) < MIN_FREE_BYTES)
      throw new StoreError('disk-full', 'a base of the store needs 2 GB free');
    rmSync(folder.baseScratch, { recursive: true, force: true });
    mkdirSync(folder.baseScratch, { mode: 0o700 });
    const place = (name: string) => join(folder.baseScratch, name);
    const file = place('base.db');
    fill(db, file, { heads, old: place('old.db') });
    if (!gives(db, file, { heads, scratch: place('proof.db') })) return null;
    return packed(db, file, { heads, may, to: place('base.packed') });
  } finally {
    db.close();
  }
}

/** How far each history would be let go; null where it is not worth it. */
function nextHeads(db: Database, may: MayGo): readonly HistoryHead[] | null {
  const archived = new Map(may.archived.map((end) => [`${end.origin} ${end.epoch}`, end.seq]));
  const former = storeHeads(db);
  const { through } = baseHeads(db);
  const hashAt = db.prepare('select hash from journal where origin = ? and epoch = ? and seq = ?').pluck();
  const facts = db.prepare(
    `select seq, header, exists (select 1 from local_link_fault where entry = journal.id) as aside
     from journal where origin = ? and epoch = ? and seq > ? order by seq`,
  );
  const histories = db
    .prepare('select distinct origin, epoch from journal where origin <> ? order by origin, epoch')
    .all(HQ_CHAIN) as History[];
  const heads = new Map(former.map((head) => [`${head.origin} ${head.epoch}`, head]));
  let goes = 0;
  for (const { origin, epoch } of histories) {
    const after = through({ origin, epoch });
    const held = facts.iterate(origin, epoch, after) as IterableIterator<FactRow>;
    const key = `${origin} ${epoch}`;
    const seq = lettable(heldFacts(held), { after, archived: archived.get(key) ?? 0, before: may.before });
    if (seq === 0) continue;
    goes += seq - after;
    heads.set(key, { origin, epoch, seq, hash: toHex(hashAt.get(origin, epoch, seq) as Buffer) });
  }
  return goes > 0 && goes >= may.least ? [...heads.values()] : null;
}

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
  { heads, old }: { readonly heads: readonly HistoryHead[]; readonly old: string },
): void {
  const target = createStoreFile(file);
  const base = currentBase(db, 'store');
  if (base !== null) {
    unpackStoreBase(db, base.file, old);
    copyStoreRows(old, target);
    rmSync(old);
  }
  const goes = upTo(heads);
  // What is in the old base was deleted before: a fact of it that still stood would count twice, and prove this base wrong.
  projectJournal(db, target, 'forwards', (entry) => !isOfChain(entry) && goes(entry, entry.seq));
  target.close();
}

/** Whether the file and the facts behind it give the rows that stand. */
function gives(
  db: Database,
  file: string,
  { heads, scratch: path }: { readonly heads: readonly HistoryHead[]; readonly scratch: string },
): boolean {
  const target = scratch(path, STORE_TABLES);
  copyStoreRows(file, target);
  const goes = upTo(heads);
  projectJournal(db, target, 'forwards', (entry) => !isOfChain(entry) && !goes(entry, entry.seq));
  target.close();
  db.prepare('attach ? as proof').run(path);
  return STORE_TABLES.every((table) => compareTable(db, table, 'main', 'proof') === null);
}

function packed(
  db: Database,
  file: string,
  { heads, may, to }: { readonly heads: readonly HistoryHead[]; readonly may: MayGo; readonly to: string },
): MadeBase {
  const chunks = packFile(file, to);
  const manifest: StoreManifest = {
    v: 1,
    shape: SCHEMA_VERSION,
    store: String(db.prepare('select store from local_device').pluck().get()),
    heads: [...heads],
    bytes: chunks.reduce((sum, { bytes }) => sum + bytes, 0),
    chunks: [...chunks],
    madeAt: may.at,
  };
  const text = JSON.stringify(manifest);
  const { after, places } = journalPlaces(db, heads);
  const name = toHex(nodeCodec.sha256(nodeCodec.utf8(text)));
  return { file: name, text, manifest, incarnation: may.incarnation, packed: to, after, places };
}

/** Last position of the journal, and how many up to there the facts up to these heads have or had. */
function journalPlaces(
  db: Database,
  heads: readonly HistoryHead[],
): { readonly after: number; readonly places: number } {
  const { after, held } = db
    .prepare('select coalesce(max(position), 0) as after, count(*) as held from journal')
    .get() as { after: number; held: number };
  const standing = db
    .prepare('select count(*) from journal where origin = ? and epoch = ? and seq <= ?')
    .pluck();
  const stand = heads.reduce(
    (sum, { origin, epoch, seq }) => sum + Number(standing.get(origin, epoch, seq)),
    0,
  );
  return { after, places: after - held + stand };
}
