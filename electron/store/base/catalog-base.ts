import { put } from '#shared/journal/change.ts';
import { localBase, localBaseChunk, localFeed } from '#shared/journal/tables/local.ts';
import type { CatalogManifest } from '#shared/link/catalog-file.ts';
import { CHAIN_FEED } from '#shared/link/feed-page.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { CommandQueue } from '../command-queue.ts';
import type { Writer } from '../writer.ts';
import { type Base, begunFile, currentBase, heldChunks } from './base-rows.ts';
import type { FetchedFile, FileKeeper } from './fetched-file.ts';

/** The file of headquarters this register's catalog was begun with, and one on its way. */
export interface CatalogBase extends FileKeeper<CatalogManifest> {
  readonly current: () => Base | null;
  /**
   * Begins the catalog with a file that was fetched whole: it is unpacked and checked first; then it is in force and the chain's feed is
   * read up to where it stands, in one transaction; then the catalog is made of it and every reader moved. A crash between two of these
   * leaves the old catalog or makes the new one at the next start. Rejects with UnsoundBase, and nothing has changed.
   */
  readonly adopt: (fetched: FetchedFile) => Promise<void>;
}

/** Chunks that are deleted in one transaction, so that no sale waits behind it. */
const STEP = 8;
const FORGET = `delete from local_base_chunk where (file, chunk) in (select file, chunk from local_base_chunk
  where file is not ? and file not in (select file from local_base where in_force = 1 or room = 'store') limit ?)`;

const NONE_IN_FORCE =
  "update local_base set in_force = 0, manifest = '' where in_force = 1 and room = 'catalog'";

/** `renewed`: the catalog is to be made anew, of what is in force now. */
export function createCatalogBase(given: {
  readonly writer: Writer;
  readonly queue: CommandQueue;
  readonly catalog: Pick<Catalog, 'prepare'>;
  readonly now: () => number;
  readonly renewed: () => Promise<void>;
}): CatalogBase {
  const { writer, queue, catalog, now, renewed } = given;
  /** Forgets every chunk that is not of the file in force, or of this one. */
  const forget = async (but: string | null): Promise<void> => {
    for (;;) {
      const gone = await queue.bulk(async () =>
        writer.within((db) => db.prepare(FORGET).run(but, STEP).changes),
      );
      if (gone < STEP) return;
    }
  };
  return {
    current: () => currentBase(writer.db(), 'catalog'),
    begun: () => begunFile(writer.db()),
    held: (file) => heldChunks(writer.db(), file),
    keep: (file, chunks) =>
      queue.bulk(async () =>
        writer.within((_, executor) => {
          for (const [chunk, bytes] of chunks) executor.effect(put(localBaseChunk, { file, chunk, bytes }));
        }),
      ),
    unpackAhead: (fetched, upTo, given) =>
      void catalog.prepare(packedOf(fetched), upTo, given).catch(() => {}),
    begin: ({ file }) => forget(file),
    giveUp: () => forget(null),
    adopt: async (fetched) => {
      await catalog.prepare(packedOf(fetched), fetched.manifest.chunks.length);
      await queue.bulk(async () => putInForce(writer, fetched, now()));
      await renewed();
      await forget(null);
    },
  };
}

const packedOf = ({ file, manifest }: FetchedFile) => ({ file, chunks: manifest.chunks });

function putInForce(writer: Writer, { file, text, manifest }: FetchedFile, at: number): void {
  const { incarnation, position, heads } = manifest;
  writer.within((db, executor) => {
    const after = Number(db.prepare('select coalesce(max(position), 0) from journal').pluck().get());
    // What was put aside of the chain's feed is in the file, as headquarters reads it.
    db.prepare("delete from local_link_fault where feed = ? and state <> 'fork'").run(CHAIN_FEED);
    db.exec(NONE_IN_FORCE);
    const of = { file, room: 'catalog', manifest: text, incarnation, heads: JSON.stringify(heads) } as const;
    executor.effect(put(localBase, { ...of, after, places: 0, in_force: 1, at } as never));
    const feed = { feed: CHAIN_FEED, incarnation, position, ends: position, stopped: 0, current_at: null };
    executor.effect(put(localFeed, feed as never));
  });
}

/**
 * Gives up a file that is damaged together with the catalog made of it: the register fills itself again from the chain's feed, as a new
 * one does. Where its facts ended is still known, so that the chain's journal here may have its gap.
 */
export function giveUpBase(writer: Writer): void {
  writer.within((db) => {
    db.exec(NONE_IN_FORCE);
    db.exec(
      "delete from local_base_chunk where file not in (select file from local_base where room = 'store')",
    );
    db.prepare(
      'update local_feed set position = 0, ends = 0, stopped = 0, current_at = null where feed = ?',
    ).run(CHAIN_FEED);
    db.exec("update local_link set state = 'filling' where state = 'joined'");
  });
}
