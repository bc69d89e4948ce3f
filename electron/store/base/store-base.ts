import { closeSync, existsSync, openSync, readSync, rmSync } from 'node:fs';
import { patch, put } from '#shared/journal/change.ts';
import { localBase, localBaseChunk } from '#shared/journal/tables/local.ts';
import type { CommandQueue } from '../command-queue.ts';
import type { DataFolder } from '../data-folder.ts';
import { readLink } from '../link/link-rows.ts';
import { runJob } from '../maintenance/maintenance-job.ts';
import type { Writer } from '../writer.ts';
import { type Base, currentBase, type History, heldChunks, storeHeads, upTo } from './base-rows.ts';
import type { MadeBase, MayGo } from './make-store-base.ts';

/** What stands for the store's facts that were let go. */
export interface StoreBase {
  readonly current: () => Base | null;
  /**
   * Lets facts go that may: a base is made of them and what was let go before, kept in the store, put in force in one short transaction,
   * and then they are deleted, a few at a time behind every command that waits. Killed between any two of these, the store has the old
   * base with all its facts, or the new one and some facts twice, which the next time deletes. Answers whether a new one is in force now.
   */
  readonly letGo: (may: MayGo) => Promise<boolean>;
}

/** Rows and chunks that are written or deleted in one transaction, so that no sale waits behind it. */
const STEP = { rows: 50, chunks: 2 } as const;
/** The log is moved on every so many steps, so that no sale meets the long checkpoint of a full one. */
const CHECKPOINT_EVERY = 8;

const FORGET = `delete from local_base_chunk where (file, chunk) in (select file, chunk from local_base_chunk
  where file in (select file from local_base where room = 'store' and in_force = 0) limit ?)`;
const FORGET_ROWS = `delete from local_base where room = 'store' and in_force = 0
  and file not in (select file from local_base_chunk)`;
const DELETE = `delete from journal where position in (select position from journal
  where origin = ? and epoch = ? and seq <= ? order by seq limit ?)`;

export function createStoreBase(given: {
  readonly folder: DataFolder;
  readonly writer: Writer;
  readonly queue: CommandQueue;
  /** The catalog knows its place by an entry of the journal: it is brought to the last one, which stays. */
  readonly catalogFollows: () => Promise<void>;
  readonly run?: typeof runJob;
}): StoreBase {
  const { folder, writer, queue, catalogFollows, run = runJob } = given;
  let steps = 0;
  const step = <T>(work: () => T): Promise<T> =>
    queue.bulk(async () => {
      const done = work();
      steps += 1;
      if (steps % CHECKPOINT_EVERY === 0) writer.checkpoint();
      return done;
    });

  /** Does what a kill left: facts and chunks that are in nobody's way, and files nobody will ask for. */
  const tidy = async (): Promise<void> => {
    for (const { origin, epoch, seq } of storeHeads(writer.db()))
      for (let gone: number = STEP.rows; gone >= STEP.rows; )
        gone = await step(() =>
          writer.within((db) => db.prepare(DELETE).run(origin, epoch, seq, STEP.rows).changes),
        );
    for (let gone: number = STEP.chunks; gone >= STEP.chunks; )
      gone = await step(() => writer.within((db) => db.prepare(FORGET).run(STEP.chunks).changes));
    await step(() => writer.within((db) => db.prepare(FORGET_ROWS).run()));
    if (existsSync(folder.baseScratch)) rmSync(folder.baseScratch, { recursive: true });
  };

  const keep = async (made: MadeBase): Promise<void> => {
    const { file, text, manifest, incarnation, after, places } = made;
    const heads = JSON.stringify(manifest.heads);
    const row = { file, room: 'store', manifest: text, incarnation, heads, after, places } as const;
    await step(() =>
      writer.within((_, executor) =>
        executor.effect(put(localBase, { ...row, in_force: 0, at: manifest.madeAt } as never)),
      ),
    );
    const packed = openSync(made.packed, 'r');
    try {
      let at = 0;
      for (const [chunk, { packed: length }] of manifest.chunks.entries()) {
        const bytes = Buffer.alloc(length);
        readSync(packed, bytes, 0, length, at);
        at += length;
        await step(() =>
          writer.within((_, executor) => executor.effect(put(localBaseChunk, { file, chunk, bytes }))),
        );
      }
    } finally {
      closeSync(packed);
    }
  };

  return {
    current: () => currentBase(writer.db(), 'store'),
    letGo: async (may) => {
      await tidy();
      await catalogFollows();
      const made = await run(folder, { do: 'store-base', may });
      if (made !== null) await keep(made);
      const isInForce = made !== null && (await step(() => putInForce(writer, made)));
      await tidy();
      return isInForce;
    },
  };
}

/** Whether it came to that: what it was made under must still hold. */
function putInForce(writer: Writer, { file, manifest, incarnation }: MadeBase): boolean {
  return writer.within((db, executor) => {
    const link = readLink(db);
    const isAsMade = link?.state === 'joined' && link.incarnation === incarnation;
    if (!isAsMade || heldChunks(db, file).size !== manifest.chunks.length) return false;
    if (hasAside(writer, manifest.heads)) return false;
    db.exec("update local_base set in_force = 0, manifest = '' where room = 'store' and in_force = 1");
    executor.effect(patch(localBase, { file }, { in_force: 1 }));
    return true;
  });
}

/** Whether one of the facts has been put aside meanwhile. */
const hasAside = (writer: Writer, heads: MadeBase['manifest']['heads']): boolean => {
  const places = writer
    .db()
    .prepare('select j.origin, j.epoch, j.seq from local_link_fault f join journal j on j.id = f.entry')
    .all() as (History & { readonly seq: number })[];
  const goes = upTo(heads);
  return places.some((place) => goes(place, place.seq));
};
