import { z } from 'zod';
import { CHUNK_LIMIT, chunkSchema } from './catalog-file.ts';

/**
 * A store's base: a SQLite file with the projected tables of what moves in one store, as all its facts up to a head of each history made
 * them, cut into chunks, each packed by itself (zstd). The manifest names the file by its own hash and holds the hash of every chunk.
 * What follows from the store's facts is what follows from the base and the facts behind its heads.
 */
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().min(1).max(80);

const historyHead = z.strictObject({ origin: name, epoch: name, seq: z.int().min(1), hash });

const storeManifest = z.strictObject({
  v: z.literal(1),
  /** The step of the store's schema its tables are of; older ones are brought forward when they are read. */
  shape: z.int().min(1),
  store: name,
  /** How far each history (an author's epoch) is in it. */
  heads: z.array(historyHead).min(1).max(10_000),
  /** Once unpacked. */
  bytes: z.int().min(1),
  chunks: z.array(chunkSchema).min(1).max(20_000),
  madeAt: z.int(),
});
export type StoreManifest = z.infer<typeof storeManifest>;
export type HistoryHead = z.infer<typeof historyHead>;

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
