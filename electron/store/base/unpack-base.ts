import { closeSync, fdatasync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { constants, zstdDecompressSync } from 'node:zlib';
import DatabaseFile, { type Database } from 'better-sqlite3';
import { CATALOG_VERSION } from '#node/catalog/catalog-schema.ts';
import { nodeCodec } from '#node/codec.ts';
import { toHex } from '#shared/link/bytes.ts';
import { type CatalogChunk, type CatalogManifest, readManifest } from '#shared/link/catalog-file.ts';
import { readStoreManifest, type StoreManifest } from '#shared/link/store-base.ts';

/** A file of headquarters that is not what its manifest says, or of no use to this program. */
export class UnsoundBase extends Error {}

/** What is unpacked: chunks held in the store, as the manifest lists them. */
export interface Packed {
  readonly file: string;
  readonly chunks: readonly CatalogChunk[];
}

/** A file that is kept, as its manifest lists it. Throws UnsoundBase where that can't be read. */
export const packedBase = (store: Database, file: string): Packed & { readonly manifest: CatalogManifest } =>
  packedAs(store, file, readManifest);

/** The same of a base of the store. */
export const packedStoreBase = (
  store: Database,
  file: string,
): Packed & { readonly manifest: StoreManifest } => packedAs(store, file, readStoreManifest);

function packedAs<M extends { readonly chunks: readonly CatalogChunk[] }>(
  store: Database,
  file: string,
  read: (text: string) => M | null,
): Packed & { readonly manifest: M } {
  const text = store.prepare('select manifest from local_base where file = ?').pluck().get(file);
  const manifest = typeof text === 'string' ? read(text) : null;
  if (manifest === null || toHex(nodeCodec.sha256(nodeCodec.utf8(String(text)))) !== file)
    throw new UnsoundBase('its manifest is damaged');
  return { file, chunks: manifest.chunks, manifest };
}

/** Chunks by their number, held against their hashes already. */
export type SoundChunks = readonly (readonly [chunk: number, bytes: Uint8Array])[];

/** Looks at an unpacked file. Throws UnsoundBase where this program has no use for it. */
export type Check = (path: string) => void;

/** Writes a whole file from its chunks, which the store holds. Throws UnsoundBase, leaving no file; what the disk throws otherwise. */
export function unpackBase(store: Database, packed: Packed, path: string, check: Check = checkCatalog): void {
  const unpacking = beginUnpacking(store, packed, path, check);
  try {
    unpacking.upTo(packed.chunks.length);
  } catch (error) {
    unpacking.drop();
    throw error;
  }
}

/** A file that is being written while its chunks come in. */
export interface Unpacking {
  readonly file: string;
  /**
   * Writes the chunks before this one that are not written yet; with the last, forces the file to the disk and looks whether it is of
   * use to this program. What is not given comes from the store and is held against its hash before it is unpacked; nothing longer
   * than announced comes out. Throws UnsoundBase.
   */
  readonly upTo: (chunk: number, given?: SoundChunks) => void;
  /** Gives up, leaving no file. */
  readonly drop: () => void;
}

/**
 * After so many chunks what was written is sent to the disk while the next ones are unpacked, so that less is left when the file is whole.
 * Nobody relies on it: whether it lies there is known after the last.
 */
const FORCED_TOGETHER = 16;

export function beginUnpacking(
  store: Database,
  { file, chunks }: Packed,
  path: string,
  check: Check = checkCatalog,
): Unpacking {
  const read = store.prepare('select bytes from local_base_chunk where file = ? and chunk = ?').pluck();
  const to = openSync(path, 'w', 0o600);
  let isOpen = true;
  let next = 0;
  const close = (): void => {
    if (isOpen) closeSync(to);
    isOpen = false;
  };
  const writeNext = (chunk: CatalogChunk, given: ReadonlyMap<number, Uint8Array>): void => {
    const packed = given.get(next) ?? soundChunk(read.get(file, next), chunk, next);
    writeAll(to, unpackedChunk(packed, chunk, next));
    next += 1;
    if (next % FORCED_TOGETHER === 0) fdatasync(to, () => {});
  };
  return {
    file,
    upTo: (end, given = []) => {
      const sound = new Map(given);
      for (const chunk of chunks.slice(next, end)) writeNext(chunk, sound);
      if (next < chunks.length || !isOpen) return;
      fsyncSync(to);
      close();
      check(path);
    },
    drop: () => {
      close();
      rmSync(path, { force: true });
    },
  };
}

/** Holds every chunk against its hash. Throws UnsoundBase. */
export function checkChunks(store: Database, { file, chunks }: Packed): void {
  const read = store.prepare('select bytes from local_base_chunk where file = ? and chunk = ?').pluck();
  for (const [n, chunk] of chunks.entries()) soundChunk(read.get(file, n), chunk, n);
}

/** Whether these bytes are the chunk a manifest names. */
export const isChunk = (packed: Uint8Array, { hash, packed: length }: CatalogChunk): boolean =>
  packed.length === length && toHex(nodeCodec.sha256(packed)) === hash;

function soundChunk(packed: unknown, chunk: CatalogChunk, n: number): Uint8Array {
  if (packed instanceof Uint8Array && isChunk(packed, chunk)) return packed;
  throw new UnsoundBase(`chunk ${n} is ${packed === undefined ? 'missing' : 'damaged'}`);
}

function unpackedChunk(packed: Uint8Array, chunk: CatalogChunk, n: number): Uint8Array {
  try {
    const bytes = zstdDecompressSync(packed, {
      // In one piece: put together from many it would be copied once more.
      chunkSize: chunk.bytes,
      maxOutputLength: chunk.bytes,
      params: { [constants.ZSTD_d_windowLogMax]: 23 },
    });
    if (bytes.length === chunk.bytes) return bytes;
  } catch {
    // Said below.
  }
  throw new UnsoundBase(`chunk ${n} does not unpack to what was announced`);
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** The bytes are headquarters'; whether they are a catalog of this program is seen by opening it. */
function checkCatalog(path: string): void {
  let db: Database | undefined;
  try {
    db = new DatabaseFile(path, { readonly: true });
    const version = db.pragma('user_version', { simple: true });
    if (version !== CATALOG_VERSION) throw new UnsoundBase(`it is of version ${String(version)}`);
    db.prepare('select position, author, products from catalog_state').get();
    db.prepare('select max(row_number) from product').get();
    db.prepare('select rowid from product_search where product_search match \'"a" *\' limit 1').get();
  } catch (error) {
    db?.close();
    throw error instanceof UnsoundBase ? error : new UnsoundBase(String(error));
  }
  db.close();
}
