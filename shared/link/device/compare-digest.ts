import { BLOCK, type BlockList, type BlockName, blockOf, type HistoryDigest } from '../digest.ts';

const keyOf = ({ origin, epoch }: { readonly origin: string; readonly epoch: string }): string =>
  `${origin} ${epoch}`;

/** The blocks in which the two ends do not hold the same facts. */
export function differingBlocks(
  theirs: readonly HistoryDigest[],
  mine: readonly HistoryDigest[],
): readonly BlockName[] {
  const here = new Map(mine.map((history) => [keyOf(history), history]));
  const there = new Map(theirs.map((history) => [keyOf(history), history]));
  return [...new Set([...there.keys(), ...here.keys()])].flatMap((key) => {
    const history = there.get(key) ?? here.get(key);
    if (!history) return [];
    const { origin, epoch } = history;
    return unequal(there.get(key), here.get(key)).map((block) => ({ origin, epoch, block }));
  });
}

function unequal(theirs: HistoryDigest | undefined, mine: HistoryDigest | undefined): number[] {
  const said = (history: HistoryDigest | undefined) =>
    new Map(history?.blocks.map(([block, count, digest]) => [block, `${count} ${digest}`]));
  const [there, here] = [said(theirs), said(mine)];
  const blocks = [...new Set([...there.keys(), ...here.keys()])].sort((a, b) => a - b);
  return blocks.filter((block) => there.get(block) !== here.get(block));
}

/** A fact this device holds: the hash is made anew of its bytes, so that bytes that were damaged since show. */
export interface HeldHash {
  readonly seq: number;
  readonly hash: string;
}

export interface BlockVerdict {
  /** Seqs that HQ holds and this device does not, or not as they were. */
  readonly missing: readonly number[];
  readonly damaged: readonly number[];
  /** Of others, and not held by HQ. */
  readonly extra: readonly number[];
  readonly lacking: number;
}

/**
 * What is wrong in a block, fact by fact. Facts HQ took after `position` may be on their way down; own facts after `acked` on their way
 * up. A fact that was held and differs is damaged where HQ has one of its seq that is not held either.
 */
export function judgeBlock(
  listed: BlockList['facts'],
  held: readonly HeldHash[],
  at: { readonly position: number; readonly own: { readonly acked: number } | null },
): BlockVerdict {
  const there = new Set(listed.map(([seq, hash]) => `${seq} ${hash}`));
  const here = new Set(held.map(({ seq, hash }) => `${seq} ${hash}`));
  const strange = held.filter(({ seq, hash }) => !there.has(`${seq} ${hash}`));
  const strangeSeqs = new Set(strange.map(({ seq }) => seq));
  const wanted = listed.filter(
    ([seq, hash, position]) => position <= at.position && !here.has(`${seq} ${hash}`),
  );
  const seqs = [...new Set(wanted.map(([seq]) => seq))];
  const damaged = seqs.filter((seq) => strangeSeqs.has(seq));
  const missing = seqs.filter((seq) => !strangeSeqs.has(seq));
  const alone = strange.filter(({ seq }) => !damaged.includes(seq));
  const { own } = at;
  if (own === null) return { missing, damaged, extra: alone.map(({ seq }) => seq), lacking: 0 };
  return { missing, damaged, extra: [], lacking: alone.filter(({ seq }) => seq <= own.acked).length };
}

/** First and last seq of a block. */
export const seqsOf = (block: number): { readonly first: number; readonly last: number } => ({
  first: block * BLOCK + 1,
  last: (block + 1) * BLOCK,
});

/** Digests of histories, of facts that come in the order of author, epoch, seq and hash. */
export function historyDigests(
  facts: Iterable<{
    readonly origin: string;
    readonly epoch: string;
    readonly seq: number;
    readonly hash: Uint8Array;
  }>,
  digest: (hashes: readonly Uint8Array[]) => string,
): HistoryDigest[] {
  const histories: { origin: string; epoch: string; through: number; blocks: [number, number, string][] }[] =
    [];
  let hashes: Uint8Array[] = [];
  let block = -1;
  const close = () => {
    if (hashes.length > 0) histories.at(-1)?.blocks.push([block, hashes.length, digest(hashes)]);
    hashes = [];
  };
  for (const { origin, epoch, seq, hash } of facts) {
    const last = histories.at(-1);
    const same = last?.origin === origin && last.epoch === epoch;
    if (!same || blockOf(seq) !== block) close();
    if (!same) histories.push({ origin, epoch, through: 0, blocks: [] });
    block = blockOf(seq);
    hashes.push(hash);
    const now = histories.at(-1);
    if (now) now.through = Math.max(now.through, seq);
  }
  close();
  return histories;
}
