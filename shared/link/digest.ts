import { z } from 'zod';
import type { Codec } from '#shared/journal/entry.ts';
import { toHex } from './bytes.ts';

/**
 * How two ends compare what they hold without sending it: the facts of each history (an author's epoch) in blocks by their seq, and of
 * each block how many there are and one hash over theirs. A block that differs is listed, and only what is wrong in it is sent.
 */
export const BLOCK = 512;

/** The block a seq lies in; the first is 0. */
export const blockOf = (seq: number): number => Math.floor((seq - 1) / BLOCK);

/** One hash over the hashes of facts, in the order of seq and, where an epoch has two histories, of hash. */
export const digestOf = (hashes: readonly Uint8Array[], codec: Codec): string =>
  toHex(codec.sha256(...hashes));

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().min(1).max(80);
const count = z.int().min(0);

/** What one end holds of one history. */
export const historyDigest = z.object({
  origin: name,
  epoch: name,
  /** The last seq that was looked at. */
  through: count,
  blocks: z.array(z.tuple([count, count, hex64])),
});
export type HistoryDigest = z.infer<typeof historyDigest>;

/** What HQ holds of a feed up to a position. */
export const feedDigest = z.object({
  feed: name,
  incarnation: name,
  to: count,
  histories: z.array(historyDigest),
  /** It was restored lately, and takes back from whoever holds it what it lost of the store. */
  regains: z.boolean().optional(),
});
export type FeedDigest = z.infer<typeof feedDigest>;

/** A place in a feed whose facts are to be listed or sent. */
export interface BlockName {
  readonly origin: string;
  readonly epoch: string;
  readonly block: number;
}

/** Every fact HQ holds of a block: seq, hash, position in the feed. */
export const blockList = z.object({
  incarnation: name,
  facts: z.array(z.tuple([z.int().min(1), hex64, z.int().min(1)])),
});
export type BlockList = z.infer<typeof blockList>;

/** What came of comparing one feed. */
export const agreement = z.strictObject({
  feed: name,
  /** When, by the register's clock. */
  at: z.int(),
  /** Up to which position of the feed. */
  position: count,
  /** Facts HQ holds up to there. */
  facts: count,
  /** Held by HQ and not here. */
  missing: count,
  /** Here, with other bytes than HQ's. */
  damaged: count,
  /** Of others, and not held by HQ. */
  extra: count,
  /** This register's own, acknowledged, and not held by HQ. */
  lacking: count,
  /** HQ's bytes do not give their hash: nothing can be repaired by them. */
  broken: count,
  /** Put right by what HQ holds. */
  repaired: count,
  /** Of `extra`, what a restore had taken from HQ, and it holds again now. A register of before offers nothing. */
  regained: count.default(0),
});
export type Agreement = z.infer<typeof agreement>;

/** How many of the facts that were offered HQ had lost, and holds now. */
export const regainReply = z.object({ incarnation: name, regained: count });
export type RegainReply = z.infer<typeof regainReply>;

/** A register tells HQ what came of comparing its feeds. */
export const agreementReport = z.strictObject({ checks: z.array(agreement).min(1).max(8) });

/** How many facts were found to differ. */
export const differing = (
  found: Pick<Agreement, 'missing' | 'damaged' | 'extra' | 'lacking' | 'broken'>,
): number => found.missing + found.damaged + found.extra + found.lacking + found.broken;
