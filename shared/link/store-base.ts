import { z } from 'zod';
import type { Codec } from '#shared/journal/entry.ts';
import { fromHex, toHex } from './bytes.ts';
import { CHUNK_LIMIT, chunkSchema } from './catalog-file.ts';
import type { Verify } from './signature.ts';

/**
 * A store's base: a SQLite file with the projected tables of what moves in one store, as all its facts up to a head of each history made
 * them, cut into chunks, each packed by itself (zstd). The manifest names the file by its own hash and holds the hash of every chunk.
 * What follows from the store's facts is what follows from the base and the facts behind its heads. A register makes its own of facts it
 * lets go; headquarters makes one for registers that are new, and signs it.
 */
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().min(1).max(80);

const place = z.strictObject({ origin: name, epoch: name, seq: z.int().min(1) });
const historyHead = place.extend({ hash });

const storeManifest = z.strictObject({
  v: z.literal(1),
  /** The step of the store's schema its tables are of; older ones are brought forward when they are read. */
  shape: z.int().min(1),
  store: name,
  /** Where the store's feed stood when headquarters made it: every fact up to there is in it. null: a register made it. */
  feed: z.strictObject({ incarnation: name, position: z.int().min(1) }).nullable(),
  /** How far each history (an author's epoch) is in it. */
  heads: z.array(historyHead).min(1).max(10_000),
  /** Single facts of other stores that were brought to this one. */
  brought: z.array(place).max(20_000),
  /** Once unpacked. */
  bytes: z.int().min(1),
  chunks: z.array(chunkSchema).min(1).max(20_000),
  madeAt: z.int(),
});
export type StoreManifest = z.infer<typeof storeManifest>;
export type HistoryHead = z.infer<typeof historyHead>;
export type FactPlace = z.infer<typeof place>;

/** `GET /link/store-file`: which file of its store's base there is, of this shape or an earlier one. */
export const storeFileQuery = z.strictObject({
  shape: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
  begun: hash.optional(),
});

/** What HQ signs. */
export const storeFileMessage = (file: string, codec: Codec): Uint8Array =>
  codec.utf8(`mallard/store/1\n${file}`);

/** Name of a file: SHA-256 of its manifest, hex. */
export const storeFileName = (manifest: string, codec: Codec): string =>
  toHex(codec.sha256(codec.utf8(manifest)));

/** What HQ made: it has a place in the feed. */
export type HqStoreManifest = StoreManifest & { readonly feed: NonNullable<StoreManifest['feed']> };

/** Reads what HQ answered. null: not signed by it, not of the name it gives, of a later shape or another store, or one that contradicts itself. */
export function readStoreReply(
  {
    file,
    manifest,
    signature,
  }: { readonly file: string; readonly manifest: string; readonly signature: string },
  expected: {
    readonly shape: number;
    readonly store: string;
    readonly hqKey: Uint8Array;
    readonly verify: Verify;
  },
  codec: Codec,
): HqStoreManifest | null {
  if (storeFileName(manifest, codec) !== file) return null;
  if (!expected.verify(expected.hqKey, storeFileMessage(file, codec), fromHex(signature))) return null;
  const read = readStoreManifest(manifest);
  if (read === null || read.feed === null) return null;
  return read.shape <= expected.shape && read.store === expected.store ? { ...read, feed: read.feed } : null;
}

/** Reads a manifest. null where its parts do not make the whole. */
export function readStoreManifest(text: string): StoreManifest | null {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return null;
  }
  const read = storeManifest.safeParse(given);
  if (!read.success) return null;
  const { chunks, bytes } = read.data;
  const isBounded = chunks.every((c) => c.packed <= CHUNK_LIMIT.packed && c.bytes <= CHUNK_LIMIT.bytes);
  return isBounded && chunks.reduce((sum, c) => sum + c.bytes, 0) === bytes ? read.data : null;
}
