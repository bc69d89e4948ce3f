import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import DatabaseFile, { type Database } from 'better-sqlite3';
import type { FetchedFile } from '#electron/store/base/fetched-file.ts';
import { catalogGenerations } from '#electron/store/data-folder.ts';
import { CATALOG_VERSION } from '#node/catalog/catalog-schema.ts';
import { nodeCodec } from '#node/codec.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import { toHex } from '#shared/link/bytes.ts';
import { type CatalogManifest, catalogFileName } from '#shared/link/catalog-file.ts';
import { dropFolder, newFolder, openFounded } from '../store/founded.ts';
import { follow, tie } from './received.ts';

/** A catalog file as headquarters would have it, ready to be fetched. */
export interface PackedCatalog {
  readonly fetched: FetchedFile;
  readonly chunks: readonly Buffer[];
}

/** Small, so that a small catalog has many. */
const CHUNK = 16 * 1024;

/** What these facts of the chain make, as a file; `change`: what is done to it before it is packed. */
export async function packedCatalog(
  facts: readonly ReceivedEntry[],
  given: { readonly incarnation?: string; readonly change?: (db: Database) => void } = {},
): Promise<PackedCatalog> {
  const folder = newFolder();
  const store = await openFounded(folder);
  tie(store, 'joined');
  await store.renewCatalog('headquarters keeps it');
  await follow(store, 'chain', facts);
  await store.close();
  const path = join(folder.root, 'packed.db');
  const live = new DatabaseFile(folder.catalog(catalogGenerations(folder)[0] ?? 0));
  live.prepare('vacuum into ?').run(path);
  live.close();
  const db = new DatabaseFile(path);
  given.change?.(db);
  db.close();
  const bytes = readFileSync(path);
  dropFolder(folder);
  return packed(bytes, facts, given.incarnation ?? 'life-1');
}

function packed(bytes: Buffer, facts: readonly ReceivedEntry[], incarnation: string): PackedCatalog {
  const parts = Array.from({ length: Math.ceil(bytes.length / CHUNK) }, (_, n) =>
    bytes.subarray(n * CHUNK, (n + 1) * CHUNK),
  );
  const chunks = parts.map((part) => zstdCompressSync(part));
  const ends = new Map(facts.map(({ head, hash }) => [head.epoch, { seq: head.seq, hash: toHex(hash) }]));
  const manifest: CatalogManifest = {
    v: 1,
    shape: CATALOG_VERSION,
    incarnation,
    position: facts.length,
    heads: [...ends].map(([epoch, end]) => ({ epoch, ...end })),
    products: 1,
    bytes: bytes.length,
    chunks: chunks.map((chunk, n) => ({
      hash: toHex(nodeCodec.sha256(chunk)),
      packed: chunk.length,
      bytes: parts[n]?.length ?? 0,
    })),
    madeAt: 0,
  };
  const text = JSON.stringify(manifest);
  return { fetched: { file: catalogFileName(text, nodeCodec), text, manifest }, chunks };
}
