import { closeSync, existsSync, openSync, readSync, rmSync } from 'node:fs';
import { patch, put } from '#shared/journal/change.ts';
import { localBase, localBaseChunk } from '#shared/journal/tables/local.ts';
import type { HqStoreManifest } from '#shared/link/store-base.ts';
import type { CommandQueue } from '../command-queue.ts';
import type { DataFolder } from '../data-folder.ts';
import { readLink } from '../link/link-rows.ts';
import { runJob } from '../maintenance/maintenance-job.ts';
import type { Writer } from '../writer.ts';
import {
  type Base,
  begunStoreFile,
  currentBase,
  type Held,
  type History,
  heldByStoreBase,
  heldChunks,
  isHeld,
} from './base-rows.ts';
import type { FetchedFile, FileKeeper } from './fetched-file.ts';
import type { MadeBase, MayGo } from './make-store-base.ts';
import { UnsoundBase } from './unpack-base.ts';

/** What stands for facts of the store that are not here: of those that were let go, or came as a file of headquarters. */
export interface StoreBase extends FileKeeper<HqStoreManifest> {
  readonly current: () => Base | null;
  /**
   * Lets facts go that may: a base is made of them and what was let go before, kept in the store, put in force in one short transaction,
   * and then they are deleted, a few at a time behind every command that waits. Killed between any two of these, the store has the old
   * base with all its facts, or the new one and some facts twice, which the next time deletes. Answers whether a new one is in force now.
   * Rejects once `over` is aborted: then nothing more is written.
   */
  readonly letGo: (may: MayGo, over?: AbortSignal) => Promise<boolean>;
}

/** Rows and chunks that are written or deleted in one transaction, so that no sale waits behind it. */
const STEP = { rows: 50, chunks: 2 } as const;
/** The log is moved on every so many steps, so that no sale meets the long checkpoint of a full one. */
const CHECKPOINT_EVERY = 8;

const FORGET = `delete from local_base_chunk where (file, chunk) in (select file, chunk from local_base_chunk
  where file in (select file from local_base where room = 'store' and in_force = 0 and file is not ?) limit ?)`;
const FORGET_ROWS = `delete from local_base where room = 'store' and in_force = 0 and file is not ?
  and file not in (select file from local_base_chunk)`;
const DELETE = `delete from journal where position in (select position from journal
  where origin = ? and epoch = ? and seq <= ? order by seq limit ?)`;

export function createStoreBase(given: {
  readonly folder: DataFolder;
  readonly writer: Writer;
  readonly queue: Pick<CommandQueue, 'bulk'>;
  /** The catalog knows its place by an entry of the journal: it is brought to the last one, which stays. */
  readonly catalogFollows: () => Promise<void>;
  /** Puts a file in force that is unpacked there. */
  readonly adopted: (path: string, fetched: FetchedFile<HqStoreManifest>) => Promise<void>;
  readonly run?: typeof runJob;
}): StoreBase {
  const { folder, writer, queue, catalogFollows, adopted, run = runJob } = given;
  let steps = 0;
  const step = <T>(work: () => T, over?: AbortSignal): Promise<T> =>
    queue.bulk(async () => {
      over?.throwIfAborted();
      const done = work();
      steps += 1;
      if (steps % CHECKPOINT_EVERY === 0) writer.checkpoint();
      return done;
    });

  /** Forgets every file that is not in force, but this one. */
  const forget = async (but: string | null, over?: AbortSignal): Promise<void> => {
    for (let gone: number = STEP.chunks; gone >= STEP.chunks; )
      gone = await step(() => writer.within((db) => db.prepare(FORGET).run(but, STEP.chunks).changes), over);
    await step(() => writer.within((db) => db.prepare(FORGET_ROWS).run(but)), over);
  };
  const keepChunks = (
    file: string,
    chunks: readonly (readonly [number, Uint8Array])[],
    over?: AbortSignal,
  ): Promise<void> =>
    step(
      () =>
        writer.within((_, executor) => {
          for (const [chunk, bytes] of chunks) executor.effect(put(localBaseChunk, { file, chunk, bytes }));
        }),
      over,
    );

  /** Does what a kill left: facts and chunks that are in nobody's way, and files nobody will ask for. */
  const tidy = async (over?: AbortSignal): Promise<void> => {
    for (const { origin, epoch, gone } of heldByStoreBase(writer.db()).heads)
      for (let deleted: number = STEP.rows; deleted >= STEP.rows; )
        deleted = await step(
          () => writer.within((db) => db.prepare(DELETE).run(origin, epoch, gone, STEP.rows).changes),
          over,
        );
    await forget(null, over);
    if (existsSync(folder.baseScratch)) rmSync(folder.baseScratch, { recursive: true });
  };

  const keep = async (made: MadeBase, over?: AbortSignal): Promise<void> => {
    const { file, text, manifest, held, incarnation, after, places } = made;
    const heads = JSON.stringify(held);
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
        await keepChunks(file, [[chunk, bytes]], over);
      }
    } finally {
      closeSync(packed);
    }
  };

  return {
    current: () => currentBase(writer.db(), 'store'),
    begun: () => begunStoreFile(writer.db()),
    held: (file) => heldChunks(writer.db(), file),
    begin: async ({ file, text, manifest }) => {
      await forget(file);
      if (begunStoreFile(writer.db()) === file) return;
      const { incarnation } = manifest.feed;
      const of = {
        file,
        room: 'store',
        manifest: text,
        incarnation,
        heads: '',
        after: 0,
        places: 0,
      } as const;
      await step(() =>
        writer.within((_, executor) =>
          executor.effect(put(localBase, { ...of, in_force: 0, at: manifest.madeAt } as never)),
        ),
      );
    },
    keep: keepChunks,
    // It is unpacked in one go, when it is whole.
    unpackAhead: () => {},
    giveUp: () => forget(null),
    adopt: async (fetched) => {
      const prepared = await run(folder, { do: 'store-file', file: fetched.file });
      if ('unsound' in prepared) throw new UnsoundBase(prepared.unsound);
      await adopted(prepared.path, fetched);
      await tidy();
    },
    letGo: async (may, over) => {
      await tidy(over);
      await catalogFollows();
      over?.throwIfAborted();
      const made = await run(folder, { do: 'store-base', may }, over);
      if (made !== null) await keep(made, over);
      const isInForce = made !== null && (await step(() => putInForce(writer, made), over));
      await tidy(over);
      return isInForce;
    },
  };
}

/** Whether it came to that: what it was made under must still hold. */
function putInForce(writer: Writer, { file, manifest, held, incarnation }: MadeBase): boolean {
  return writer.within((db, executor) => {
    const link = readLink(db);
    const isAsMade = link?.state === 'joined' && link.incarnation === incarnation;
    if (!isAsMade || heldChunks(db, file).size !== manifest.chunks.length) return false;
    if (hasAside(writer, held)) return false;
    db.exec("update local_base set in_force = 0, manifest = '' where room = 'store' and in_force = 1");
    executor.effect(patch(localBase, { file }, { in_force: 1 }));
    return true;
  });
}

/** Whether one of the facts has been put aside meanwhile. */
const hasAside = (writer: Writer, held: Held): boolean => {
  const places = writer
    .db()
    .prepare('select j.origin, j.epoch, j.seq from local_link_fault f join journal j on j.id = f.entry')
    .all() as (History & { readonly seq: number })[];
  const isIn = isHeld(held);
  return places.some((place) => isIn(place, place.seq));
};
