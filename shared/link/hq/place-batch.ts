import { BATCH_LIMIT, type PushBatch } from '../batch.ts';
import { sameBytes } from '../bytes.ts';

/**
 * One branch of an epoch as HQ holds it. Branch 0 is the journal; a higher one holds what a second disk (a clone, a rollback nobody
 * noticed) wrote under the same epoch, from the first entry on that no other branch holds. Nothing is ever taken out of a branch.
 */
export interface Branch {
  readonly branch: number;
  /** First and last seq held in this branch. */
  readonly from: number;
  readonly seq: number;
  readonly hash: Uint8Array;
}

/** What HQ does with a proven batch. `skip`: how many of its entries are held already. */
export type Placement =
  | { readonly kind: 'append'; readonly branch: number; readonly skip: number }
  | { readonly kind: 'duplicate'; readonly branch: number }
  /** The device is to send again from `wanted`. */
  | { readonly kind: 'gap'; readonly wanted: number }
  /** A second history of this epoch: kept as a new branch from `seq` on. */
  | { readonly kind: 'fork'; readonly branch: number; readonly seq: number; readonly skip: number };

export type HashAt = (branch: number, seq: number) => Promise<Uint8Array | undefined>;

/** Where a batch belongs among the branches HQ holds of its epoch (sync research 2.3, replies to each kind of batch). */
export async function placeBatch(
  batch: PushBatch,
  branches: readonly Branch[],
  hashAt: HashAt,
): Promise<Placement> {
  if (branches.length === 0) {
    return batch.from === 1 ? { kind: 'append', branch: 0, skip: 0 } : { kind: 'gap', wanted: 1 };
  }
  for (const known of [...branches].sort((a, b) => b.seq - a.seq)) {
    if (!(await continues(batch, known, hashAt))) continue;
    if (batch.to <= known.seq) return { kind: 'duplicate', branch: known.branch };
    return { kind: 'append', branch: known.branch, skip: known.seq + 1 - batch.from };
  }
  return await fork(batch, branches, hashAt);
}

/** Whether the batch touches this branch and agrees with it at the last seq both have. */
async function continues(batch: PushBatch, known: Branch, hashAt: HashAt): Promise<boolean> {
  const common = Math.min(batch.to, known.seq);
  if (batch.from === known.seq + 1) return sameBytes(batch.prev, known.hash);
  if (common < batch.from || common < known.from) return false;
  const held = common === known.seq ? known.hash : await hashAt(known.branch, common);
  const sent = batch.entries[common - batch.from]?.hash;
  return held !== undefined && sent !== undefined && sameBytes(held, sent);
}

async function fork(batch: PushBatch, branches: readonly Branch[], hashAt: HashAt): Promise<Placement> {
  const trunk = branches.find(({ branch }) => branch === 0);
  const held = trunk?.seq ?? 0;
  if (batch.from > held + 1) return { kind: 'gap', wanted: held + 1 };
  /** A hash stands for all that is before it, so whichever branch holds it, the histories part behind it. */
  const isHeld = async (seq: number, hash: Uint8Array): Promise<boolean> => {
    const known = await Promise.all(branches.map(({ branch }) => hashAt(branch, seq)));
    return known.some((each) => each !== undefined && sameBytes(each, hash));
  };
  // The histories part before this batch: the device goes back until they meet.
  if (batch.from > 1 && !(await isHeld(batch.from - 1, batch.prev)))
    return { kind: 'gap', wanted: Math.max(1, batch.from - BATCH_LIMIT.entries) };
  const branch = Math.max(...branches.map((each) => each.branch)) + 1;
  for (const [skip, { head, hash }] of batch.entries.entries())
    if (!(await isHeld(head.seq, hash))) return { kind: 'fork', branch, seq: head.seq, skip };
  throw new Error('a batch that agrees with a branch at every seq is no fork');
}
