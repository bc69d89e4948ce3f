import { type BaseHeads, baseHeads } from '#electron/store/base/base-rows.ts';
import { readAgreements } from '#electron/store/link/agreement-rows.ts';
import { readFeeds } from '#electron/store/link/link-rows.ts';
import { type DigestRange, heldOf, ownDigest } from '#electron/store/link/own-digest.ts';
import { runJob } from '#electron/store/maintenance/maintenance-job.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { toHex } from '#shared/link/bytes.ts';
import {
  type BlockVerdict,
  differingBlocks,
  judgeBlock,
  seqsOf,
} from '#shared/link/device/compare-digest.ts';
import type { Agreement, BlockList, BlockName, HistoryDigest } from '#shared/link/digest.ts';
import type { CallFault, HqClient } from './hq-client.ts';
import { offerLost } from './offer-lost.ts';

/** As much of a store as is looked at and put right. */
export type ComparedStore = Pick<RegisterStore, 'folder' | 'self' | 'head' | 'reading' | 'writer' | 'repair'>;

export interface CompareParts {
  readonly store: ComparedStore;
  readonly client: Pick<HqClient, 'digest' | 'block' | 'facts' | 'regain'>;
  readonly session: string;
  readonly incarnation: string;
  /** Last seq HQ acknowledged of each of this device's epochs. */
  readonly acked: Readonly<Record<string, number>>;
  readonly now: () => number;
}

/** Blocks that are put right in one comparison; a store that is wrecked is for the doctor and a restore. */
const MOST_BLOCKS = 500;
/** Facts asked for at once, as the protocol has it. */
const ASKED = 100;

/**
 * Compares what is held of every feed with what HQ holds, and puts right what it can: a fact that is gone or damaged is fetched again.
 * Nothing is ever taken away, and headquarters is offered what a restore took from it. Resolves with what was found, which is then kept
 * and told by the caller.
 */
export async function compareFeeds(parts: CompareParts): Promise<Result<readonly Agreement[], CallFault>> {
  const found: Agreement[] = [];
  for (const { feed, position, incarnation } of readFeeds(parts.store.writer.db())) {
    if (incarnation !== parts.incarnation) continue;
    const compared = await compareFeed(parts, { feed, position });
    if (!compared.ok) return compared;
    found.push(compared.value);
  }
  return ok(found);
}

async function compareFeed(
  parts: CompareParts,
  { feed, position }: { readonly feed: string; readonly position: number },
): Promise<Result<Agreement, CallFault>> {
  const { store, client, session } = parts;
  const theirs = await client.digest(session, { feed, to: position });
  if (!theirs.ok) return theirs;
  if (theirs.value.incarnation !== parts.incarnation) return err(OTHER_LIFE);
  const { histories, regains = false } = theirs.value;
  const through = histories.map(({ origin, epoch, through: last }) => ({ origin, epoch, through: last }));
  const mine = await digestHere(store, { feed, device: store.self().device, through });
  const facts = histories.flatMap(({ blocks }) => blocks).reduce((sum, [, count]) => sum + count, 0);
  const found = { missing: 0, damaged: 0, extra: 0, lacking: 0, broken: 0, repaired: 0, regained: 0 };
  // What a file in force holds is not in the journal: the file has a hash of its own.
  const { covers: isInFile } = baseHeads(store.reading);
  const differing = differingBlocks(histories, mine).filter(
    (block) => !isInFile(block, seqsOf(block.block).last),
  );
  for (const block of differing.slice(0, MOST_BLOCKS)) {
    const answer = await client.block(session, feed, block);
    if (!answer.ok) return answer;
    const listed = {
      ...answer.value,
      facts: answer.value.facts.filter(([seq]) => !isInFile(block, seq)),
    };
    const verdict = verdictOf(parts, block, { listed, position, isInFile });
    const repaired = await repairBlock(parts, { feed, block, listed }, verdict);
    if (!repaired.ok) return repaired;
    const offered = regains ? await offerLost(parts, block, verdict.extra) : ok(0);
    if (!offered.ok) return offered;
    found.missing += verdict.missing.length;
    found.damaged += verdict.damaged.length;
    found.extra += verdict.extra.length;
    found.lacking += verdict.lacking;
    found.broken += repaired.value.broken;
    found.repaired += repaired.value.repaired;
    found.regained += offered.value;
  }
  return ok({ feed, at: parts.now(), position, facts, ...found });
}

/** A journal shorter than this is read sooner than a thread is begun. */
const SHORT = 500;

const digestHere = async (store: ComparedStore, range: DigestRange): Promise<readonly HistoryDigest[]> =>
  store.head().position < SHORT
    ? ownDigest(store.folder.store, range)
    : await runJob(store.folder, { do: 'digest', range });

const OTHER_LIFE: CallFault = { code: 'NO_SESSION', retryAfter: 0 };

function verdictOf(
  { store, acked }: CompareParts,
  block: BlockName,
  {
    listed,
    position,
    isInFile,
  }: { readonly listed: BlockList; readonly position: number; readonly isInFile: BaseHeads['covers'] },
): BlockVerdict {
  const isOwn = block.origin === store.self().device;
  const own = isOwn ? { acked: acked[block.epoch] ?? 0 } : null;
  const held = heldOf(store.reading, block).filter(({ seq }) => !isInFile(block, seq));
  return judgeBlock(listed.facts, held, { position, own });
}

/** Fetches what is gone or damaged and writes it down. A fact whose bytes do not give the hash HQ has for it is HQ's own damage. */
async function repairBlock(
  { store, client, session }: CompareParts,
  { feed, block, listed }: { readonly feed: string; readonly block: BlockName; readonly listed: BlockList },
  { missing, damaged }: BlockVerdict,
): Promise<Result<{ readonly broken: number; readonly repaired: number }, CallFault>> {
  const { origin, epoch } = block;
  const known = new Set(listed.facts.map(([, hash]) => hash));
  const here = new Set(heldOf(store.reading, block).map(({ seq, hash }) => `${seq} ${hash}`));
  // Of an epoch with two histories the one that is not here; of two that are not, the one that came first: it is the journal's as a rule.
  const first = new Map(
    [...listed.facts]
      .filter(([seq, hash]) => !here.has(`${seq} ${hash}`))
      .sort((a, b) => b[2] - a[2])
      .map(([seq, hash]) => [seq, hash] as const),
  );
  const left = [...missing, ...damaged].sort((a, b) => a - b);
  let broken = 0;
  let repaired = 0;
  while (left.length > 0) {
    const asked = left.slice(0, ASKED);
    const facts = await client.facts(session, feed, { origin, epoch, seqs: asked });
    if (!facts.ok) return facts;
    const came = new Set(facts.value.map(({ head }) => head.seq));
    if (!asked.some((seq) => came.has(seq))) return ok({ broken: broken + left.length, repaired });
    const sound = facts.value.filter(
      ({ head, hash }) => known.has(toHex(hash)) && first.get(head.seq) === toHex(hash),
    );
    if (sound.length > 0) await store.repair(feed, sound);
    repaired += sound.length;
    broken += came.size - new Set(sound.map(({ head }) => head.seq)).size;
    left.splice(0, left.length, ...left.filter((seq) => !came.has(seq)));
  }
  return ok({ broken, repaired });
}

/** When the older of the last comparisons was; null when a feed was never compared. */
export function comparedAt(store: RegisterStore): number | null {
  const done = new Map(readAgreements(store.reading).map(({ feed, at }) => [feed, at]));
  const times = readFeeds(store.reading).map(({ feed }) => done.get(feed) ?? null);
  return times.includes(null) ? null : Math.min(...times.map(Number));
}

/** Whether all feeds are read as far as they are known to go, or as far as they can be. */
export const isReadToEnd = (store: RegisterStore): boolean =>
  readFeeds(store.reading).every(({ position, ends, stopped }) => position >= ends || stopped === 1);
