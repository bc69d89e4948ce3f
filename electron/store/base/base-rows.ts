import type { Database } from 'better-sqlite3';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import type { BaseRoom } from '#shared/journal/tables/local.ts';
import { toHex } from '#shared/link/bytes.ts';
import type { CatalogHead } from '#shared/link/catalog-file.ts';
import type { FactPlace, HistoryHead } from '#shared/link/store-base.ts';

/** A file that stands for facts which are not in the journal. */
export interface Base {
  readonly file: string;
  readonly incarnation: string;
  /** Position of this journal when it came: of the facts up to here some are in it, of those behind none. */
  readonly after: number;
  /** How many positions of this journal its facts had. */
  readonly places: number;
  readonly at: number;
}

/** The file in force of a room; null where every fact is in the journal. */
export const currentBase = (db: Database, room: BaseRoom): Base | null =>
  (db
    .prepare('select file, incarnation, after, places, at from local_base where in_force = 1 and room = ?')
    .get(room) as Base | undefined) ?? null;

/** One author's epoch. */
export interface History {
  readonly origin: string;
  readonly epoch: string;
}

/** How far a history is in a base of the store, and up to which seq its facts may be deleted: what headquarters' base holds may be young. */
export interface KeptHead extends HistoryHead {
  readonly gone: number;
}

/** What a base of the store holds. */
export interface Held {
  readonly heads: readonly KeptHead[];
  readonly brought: readonly FactPlace[];
}

/** How far histories are known from files. */
export interface BaseHeads {
  /** Where the histories of the chain end in the catalog's file in force. */
  readonly catalog: readonly CatalogHead[];
  /** Up to which seq a file in force holds a history; 0 where none does. */
  readonly through: (history: History) => number;
  /** Whether a file in force holds this fact. */
  readonly covers: (history: History, seq: number) => boolean;
  /** Hash of the fact a file in force ends with there, or null. */
  readonly endAt: (history: History, seq: number) => Uint8Array | null;
  /** Whether a history may go on here behind this fact, though it is not held: a file ended with it. */
  readonly endsWith: (history: History, seq: number, hash: Uint8Array) => boolean;
}

export function baseHeads(db: Database): BaseHeads {
  const catalogs = db.prepare("select heads, in_force from local_base where room = 'catalog'").all() as {
    heads: string;
    in_force: number;
  }[];
  const catalog: CatalogHead[] = [];
  const held = new Map<string, HistoryHead>();
  const ends = new Map<string, string>();
  const take = (head: HistoryHead, isInForce: boolean): void => {
    if (isInForce) held.set(keyOf(head), head);
    ends.set(`${keyOf(head)} ${head.seq}`, head.hash);
  };
  for (const { heads, in_force } of catalogs)
    for (const head of JSON.parse(heads) as CatalogHead[]) {
      if (in_force === 1) catalog.push(head);
      take({ origin: HQ_CHAIN, ...head }, in_force === 1);
    }
  const store = heldByStoreBase(db);
  for (const head of store.heads) take(head, true);
  const isInStore = isHeld(store);
  const through = (history: History) => held.get(keyOf(history))?.seq ?? 0;
  return {
    catalog,
    through,
    covers: (history, seq) => seq <= through(history) || isInStore(history, seq),
    endAt: (history, seq) => {
      const head = held.get(keyOf(history));
      return head?.seq === seq ? Buffer.from(head.hash, 'hex') : null;
    },
    endsWith: (history, seq, hash) => ends.get(`${keyOf(history)} ${seq}`) === toHex(hash),
  };
}

const NOTHING: Held = { heads: [], brought: [] };
const read = new WeakMap<Database, { readonly file: string; readonly held: Held }>();

/** What the store's base in force holds. Read once for each connection: a register that catches up asks some hundred times. */
export function heldByStoreBase(db: Database): Held {
  const row = db.prepare("select file, heads from local_base where in_force = 1 and room = 'store'").get() as
    | { file: string; heads: string }
    | undefined;
  if (row === undefined) return NOTHING;
  const known = read.get(db);
  if (known?.file === row.file) return known.held;
  const held = JSON.parse(row.heads) as Held;
  read.set(db, { file: row.file, held });
  return held;
}

/** Whether a fact is in a base that holds this. */
export function isHeld({
  heads,
  brought,
}: {
  readonly heads: readonly FactPlace[];
  readonly brought: readonly FactPlace[];
}): (history: History, seq: number) => boolean {
  const ends = new Map(heads.map((head) => [keyOf(head), head.seq]));
  const singles = new Set(brought.map((fact) => `${keyOf(fact)} ${fact.seq}`));
  return (history, seq) => seq <= (ends.get(keyOf(history)) ?? 0) || singles.has(`${keyOf(history)} ${seq}`);
}

const keyOf = ({ origin, epoch }: History): string => `${origin} ${epoch}`;

/**
 * How many positions the journal may lack: those of facts that are in the store's base and have been deleted. The others that are in it
 * still stand.
 */
export function placesGone(db: Database): number {
  const base = currentBase(db, 'store');
  return base === null ? 0 : base.places - coveredRows(db, heldByStoreBase(db));
}

/** Facts that stand in the journal though a base of the store holds them. */
export function coveredRows(db: Database, { heads, brought }: Held): number {
  const run = db.prepare('select count(*) from journal where origin = ? and epoch = ? and seq <= ?').pluck();
  const one = db.prepare('select count(*) from journal where origin = ? and epoch = ? and seq = ?').pluck();
  const sum = (counts: readonly unknown[]) => counts.reduce((total: number, each) => total + Number(each), 0);
  return (
    sum(heads.map(({ origin, epoch, seq }) => run.get(origin, epoch, seq))) +
    sum(brought.map(({ origin, epoch, seq }) => one.get(origin, epoch, seq)))
  );
}

/** Numbers of the chunks of a file that are held. */
export const heldChunks = (db: Database, file: string): ReadonlySet<number> =>
  new Set(db.prepare('select chunk from local_base_chunk where file = ?').pluck().all(file) as number[]);

/** A file of headquarters' catalog that was begun to be fetched and is not in force; null where there is none. */
export const begunFile = (db: Database): string | null =>
  (db
    .prepare(
      `select file from local_base_chunk
       where file not in (select file from local_base where in_force = 1 or room = 'store') limit 1`,
    )
    .pluck()
    .get() as string | undefined) ?? null;

/** The same of a base of the store. */
export const begunStoreFile = (db: Database): string | null =>
  (db
    .prepare("select file from local_base where room = 'store' and in_force = 0 and manifest <> '' limit 1")
    .pluck()
    .get() as string | undefined) ?? null;
