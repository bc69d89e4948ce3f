import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import type { Client } from 'pg';
import type { Codec } from '#shared/journal/entry.ts';
import { toHex } from '#shared/link/bytes.ts';
import { type CatalogChunk, CHUNK_LIMIT } from '#shared/link/catalog-file.ts';

const compress = promisify(zstdCompress);
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };

/** Cuts a file into chunks, packs each and keeps it under a name that nobody asks for. */
export async function packCatalogFile(
  client: Client,
  given: {
    readonly path: string;
    readonly store: string;
    readonly name: string;
    readonly codec: Codec;
  },
): Promise<readonly CatalogChunk[]> {
  const file = await open(given.path);
  const chunks: CatalogChunk[] = [];
  const keep = async (packed: Buffer, bytes: number): Promise<void> => {
    chunks.push({ hash: toHex(given.codec.sha256(packed)), packed: packed.length, bytes });
    await client.query('insert into catalog_chunk (store, file, chunk, bytes) values ($1, $2, $3, $4)', [
      given.store,
      given.name,
      chunks.length - 1,
      packed,
    ]);
  };
  try {
    // One is packed while the one before it is kept.
    let before: Promise<void> = Promise.resolve();
    for (;;) {
      const { bytesRead, buffer } = await file.read(
        Buffer.alloc(CHUNK_LIMIT.bytes),
        0,
        CHUNK_LIMIT.bytes,
        null,
      );
      if (bytesRead === 0) break;
      const packed = await compress(buffer.subarray(0, bytesRead), LEVEL);
      await before;
      before = keep(packed, bytesRead);
      before.catch(() => {});
    }
    await before;
  } finally {
    await file.close();
  }
  return chunks;
}
