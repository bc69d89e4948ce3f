import type { Database } from 'better-sqlite3';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import type { BaseRoom } from '#shared/journal/tables/local.ts';
import { toHex } from '#shared/link/bytes.ts';
import type { CatalogHead } from '#shared/link/catalog-file.ts';
import type { HistoryHead } from '#shared/link/store-base.ts';

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

/** How far histories are known from files. */
export interface BaseHeads {
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
  // Of the store only what is in force counts: a file that is being made says nothing yet.
  const rows = db
    .prepare("select room, heads, in_force from local_base where room = 'catalog' or in_force = 1")
    .all() as { room: BaseRoom; heads: string; in_force: number }[];
  const held = new Map<string, HistoryHead>();
  const ends = new Map<string, string>();
  for (const { room, heads, in_force } of rows)
    for (const head of headsIn(room, heads)) {
      if (in_force === 1) held.set(keyOf(head), head);
      ends.set(`${keyOf(head)} ${head.seq}`, head.hash);
    }
  const through = (history: History) => held.get(keyOf(history))?.seq ?? 0;
  return {
    through,
    covers: (history, seq) => seq <= through(history),
    endAt: (history, seq) => {
      const head = held.get(keyOf(history));
      return head?.seq === seq ? Buffer.from(head.hash, 'hex') : null;
    },
    endsWith: (history, seq, hash) => ends.get(`${keyOf(history)} ${seq}`) === toHex(hash),
  };
}

/** How far each history is in the store's base in force. */
export function storeHeads(db: Database): readonly HistoryHead[] {
  const heads = db.prepare("select heads from local_base where in_force = 1 and room = 'store'").pluck();
  const found = heads.get() as string | undefined;
  return found === undefined ? [] : headsIn('store', found);
}

/** Whether a fact is up to these heads. */
export function upTo(heads: readonly HistoryHead[]): (history: History, seq: number) => boolean {
  const ends = new Map(heads.map((head) => [keyOf(head), head.seq]));
  return (history, seq) => seq <= (ends.get(keyOf(history)) ?? 0);
}

const keyOf = ({ origin, epoch }: History): string => `${origin} ${epoch}`;

const headsIn = (room: BaseRoom, text: string): readonly HistoryHead[] =>
  room === 'store'
    ? (JSON.parse(text) as HistoryHead[])
    : (JSON.parse(text) as CatalogHead[]).map((head) => ({ origin: HQ_CHAIN, ...head }));

/**
 * How many positions the journal may lack: those of facts that are in the store's base and have been deleted. The others that are in it
 * still stand.
 */
export function placesGone(db: Database): number {
  const base = currentBase(db, 'store');
  return base === null ? 0 : base.places - coveredRows(db);
}

/** Facts that stand in the journal though the store's base in force holds them. */
export function coveredRows(db: Database): number {
  const count = db
    .prepare('select count(*) from journal where origin = ? and epoch = ? and seq <= ?')
    .pluck();
  return storeHeads(db).reduce(
    (sum, { origin, epoch, seq }) => sum + Number(count.get(origin, epoch, seq)),
    0,
  );
}

/** Numbers of the chunks of a file that are held. */
export const heldChunks = (db: Database, file: string): ReadonlySet<number> =>
  new Set(db.prepare('select chunk from local_base_chunk where file = ?').pluck().all(file) as number[]);

/** A file of headquarters that was begun to be fetched and is not in force; null where there is none. */
export const begunFile = (db: Database): string | null =>
  (db
    .prepare(
      `select file from local_base_chunk
       where file not in (select file from local_base where in_force = 1 or room = 'store') limit 1`,
    )
    .pluck()
    .get() as string | undefined) ?? null;
