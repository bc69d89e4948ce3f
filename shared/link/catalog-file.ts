import { z } from 'zod';
import type { Codec } from '#shared/journal/entry.ts';
import { fromHex, toHex } from './bytes.ts';
import type { Verify } from './signature.ts';

/**
 * The chain's catalog as headquarters made it ready: a SQLite file with the projected tables and the search index as they stood at one
 * position of the chain's feed, cut into chunks, each packed by itself (zstd). The manifest names the file by its own hash, is signed by
 * headquarters, and holds the hash of every chunk; so what a register unpacks is byte for byte what headquarters wrote.
 */
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().min(1).max(80);

/** A piece of a file that is packed by itself. */
export const chunkSchema = z.strictObject({
  /** SHA-256 of the packed bytes. */
  hash,
  packed: z.int().min(1),
  /** Once unpacked. */
  bytes: z.int().min(1),
});

export const catalogManifest = z.strictObject({
  v: z.literal(1),
  /** Which program's tables these are: a file of another shape is of no use. */
  shape: z.int().min(1),
  /** The life of HQ whose feed `position` is of. */
  incarnation: id,
  /** Every fact of the chain's feed up to here is in it, and none behind. */
  position: z.int().min(1),
  /** How far each epoch of the chain's author is in it. */
  heads: z
    .array(z.strictObject({ epoch: z.string().max(40), seq: z.int().min(1), hash }))
    .min(1)
    .max(1000),
  products: z.int().min(0),
  /** Once unpacked. */
  bytes: z.int().min(1),
  chunks: z.array(chunkSchema).min(1).max(20_000),
  madeAt: z.int(),
});
export type CatalogManifest = z.infer<typeof catalogManifest>;
export type CatalogChunk = CatalogManifest['chunks'][number];
export type CatalogHead = CatalogManifest['heads'][number];

/** Bounds of a chunk: what a register takes into memory at once. */
export const CHUNK_LIMIT = { bytes: 2 * 1024 * 1024, packed: 2 * 1024 * 1024 + 64 * 1024 } as const;

/**
 * `GET /link/catalog`: which file there is. `begun`: one whose chunks are held in part, if it is still there. `stopped`: the feed can't be
 * gone on with without one.
 */
export const catalogQuery = z.strictObject({
  shape: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
  begun: hash.optional(),
  stopped: z.literal('1').optional(),
});

export const catalogReply = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('file'),
    /** SHA-256 of the manifest's bytes. */
    file: hash,
    manifest: z.string().max(4_000_000),
    signature: z.string().regex(/^[0-9a-f]{128}$/),
  }),
  /** None of this shape: follow the feed. */
  z.object({ kind: z.literal('none') }),
]);
export type CatalogReply = z.infer<typeof catalogReply>;

/** What HQ signs. */
export const catalogMessage = (file: string, codec: Codec): Uint8Array =>
  codec.utf8(`mallard/catalog/1\n${file}`);

/** Name of a file: SHA-256 of its manifest, hex. */
export const catalogFileName = (manifest: string, codec: Codec): string =>
  toHex(codec.sha256(codec.utf8(manifest)));

/** Reads what HQ answered. null: not signed by it, not of the name it gives, of another shape, or one that contradicts itself. */
export function readCatalogReply(
  reply: Extract<CatalogReply, { kind: 'file' }>,
  expected: { readonly shape: number; readonly hqKey: Uint8Array; readonly verify: Verify },
  codec: Codec,
): CatalogManifest | null {
  const { file, manifest, signature } = reply;
  if (catalogFileName(manifest, codec) !== file) return null;
  if (!expected.verify(expected.hqKey, catalogMessage(file, codec), fromHex(signature))) return null;
  const read = readManifest(manifest);
  return read?.shape === expected.shape ? read : null;
}

/** Reads a manifest. null where its parts do not make the whole. */
export function readManifest(text: string): CatalogManifest | null {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return null;
  }
  const read = catalogManifest.safeParse(given);
  if (!read.success) return null;
  const { chunks, bytes } = read.data;
  const isBounded = chunks.every((c) => c.packed <= CHUNK_LIMIT.packed && c.bytes <= CHUNK_LIMIT.bytes);
  return isBounded && chunks.reduce((sum, c) => sum + c.bytes, 0) === bytes ? read.data : null;
}
