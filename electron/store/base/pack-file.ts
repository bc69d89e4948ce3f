import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { constants, zstdCompressSync } from 'node:zlib';
import { nodeCodec } from '#node/codec.ts';
import { toHex } from '#shared/link/bytes.ts';
import { type CatalogChunk, CHUNK_LIMIT } from '#shared/link/catalog-file.ts';

const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };

/** Cuts a file into chunks and writes them packed, one behind the other, to another. For a thread of its own. */
export function packFile(path: string, to: string): readonly CatalogChunk[] {
  const source = openSync(path, 'r');
  const target = openSync(to, 'w', 0o600);
  const chunks: CatalogChunk[] = [];
  const buffer = Buffer.alloc(CHUNK_LIMIT.bytes);
  try {
    for (;;) {
      const bytes = readSync(source, buffer, 0, buffer.length, null);
      if (bytes === 0) return chunks;
      const packed = zstdCompressSync(buffer.subarray(0, bytes), LEVEL);
      for (let at = 0; at < packed.length; ) at += writeSync(target, packed, at);
      chunks.push({ hash: toHex(nodeCodec.sha256(packed)), packed: packed.length, bytes });
    }
  } finally {
    closeSync(source);
    closeSync(target);
  }
}
