import type { CatalogChunk, CatalogManifest } from '#shared/link/catalog-file.ts';
import type { SoundChunks } from './unpack-base.ts';

/** A manifest of any kind. */
export interface InChunks {
  readonly chunks: readonly CatalogChunk[];
}

/** A file of headquarters as its manifest describes it. */
export interface FetchedFile<M extends InChunks = CatalogManifest> {
  readonly file: string;
  /** As HQ signed it. */
  readonly text: string;
  readonly manifest: M;
}

/** Where the chunks of a file on its way are kept until it is whole. */
export interface FileKeeper<M extends InChunks> {
  /** A file some chunks of which are held. */
  readonly begun: () => string | null;
  /** Begins with this one, or goes on with it; others that were begun are forgotten. */
  readonly begin: (fetched: FetchedFile<M>) => Promise<void>;
  readonly held: (file: string) => ReadonlySet<number>;
  /** Keeps chunks that were held against their hashes; behind every command that waits. */
  readonly keep: (file: string, chunks: SoundChunks) => Promise<void>;
  /**
   * Begins to unpack a file while it is still being fetched: its chunks before `upTo` are held, those that are given need not be read
   * again and are not the caller's any more. What is wrong with it `adopt` says.
   */
  readonly unpackAhead: (fetched: FetchedFile<M>, upTo: number, given: SoundChunks) => void;
  /** Puts a file that was fetched whole in force. Rejects with UnsoundBase, and nothing has changed. */
  readonly adopt: (fetched: FetchedFile<M>) => Promise<void>;
  /** Forgets what was begun. */
  readonly giveUp: () => Promise<void>;
}
