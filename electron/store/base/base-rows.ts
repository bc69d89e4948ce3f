import type { Database } from 'better-sqlite3';
import type { CatalogHead } from '#shared/link/catalog-file.ts';

/** The file of headquarters the catalog was begun with. */
export interface Base {
  readonly file: string;
  readonly incarnation: string;
  /** Position of this journal when it came: chain facts up to here are in it. */
  readonly after: number;
}

/** The file in force; null where every chain fact came one by one. */
export const currentBase = (db: Database): Base | null =>
  (db.prepare('select file, incarnation, after from local_base where in_force = 1').get() as
    | Base
    | undefined) ?? null;

/** How far the chain's author is known from files, by epoch. */
export interface BaseHeads {
  /** Whether the file in force holds this fact of the chain. */
  readonly covers: (epoch: string, seq: number) => boolean;
  /** Whether the chain may go on here behind this entry, though it is not held: a file ended with it. */
  readonly endsWith: (epoch: string, seq: number, hash: Uint8Array) => boolean;
}

export function baseHeads(db: Database): BaseHeads {
  const rows = db.prepare('select heads, in_force from local_base').all() as {
    heads: string;
    in_force: number;
  }[];
  const all = rows.map(({ heads, in_force }) => ({
    heads: JSON.parse(heads) as CatalogHead[],
    inForce: in_force === 1,
  }));
  const held = new Map(
    all.filter(({ inForce }) => inForce).flatMap(({ heads }) => heads.map((head) => [head.epoch, head.seq])),
  );
  const ends = new Map(
    all.flatMap(({ heads }) => heads.map((head) => [`${head.epoch} ${head.seq}`, head.hash])),
  );
  return {
    covers: (epoch, seq) => seq <= (held.get(epoch) ?? 0),
    endsWith: (epoch, seq, hash) => ends.get(`${epoch} ${seq}`) === Buffer.from(hash).toString('hex'),
  };
}

/** Numbers of the chunks of a file that are held. */
export const heldChunks = (db: Database, file: string): ReadonlySet<number> =>
  new Set(db.prepare('select chunk from local_base_chunk where file = ?').pluck().all(file) as number[]);

/** A file that was begun to be fetched and is not in force; null where there is none. */
export const begunFile = (db: Database): string | null =>
  (db
    .prepare(
      'select file from local_base_chunk where file not in (select file from local_base where in_force = 1) limit 1',
    )
    .pluck()
    .get() as string | undefined) ?? null;
