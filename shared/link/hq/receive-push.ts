import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Codec } from '#shared/journal/entry.ts';
import { openBatch, type PushBatch, type ReceivedEntry } from '../batch.ts';
import { sameBytes } from '../bytes.ts';
import { type LinkFault, linkFault } from '../fault.ts';
import type { Verify } from '../signature.ts';
import type { Appended, HqStore, HqTx, KnownDevice } from './hq-store.ts';
import { placeBatch } from './place-batch.ts';
import { begunOfFirst, postFacts } from './post-facts.ts';
import { type HeldFact, type ReadableFact, readFact } from './read-fact.ts';

/** What HQ answers a batch. It is only ever answered after the commit is durable. */
export type PushReply =
  /**
   * HQ holds the epoch up to `seq`; `position`: where the store's feed stands, null when nothing was new; `appended`: how many facts
   * are new, which stand in the feed up to there without a gap.
   */
  | {
      readonly kind: 'ack';
      readonly epoch: string;
      readonly seq: number;
      readonly hash: Uint8Array;
      readonly position: number | null;
      readonly appended: number;
    }
  | { readonly kind: 'gap'; readonly epoch: string; readonly wanted: number }
  /**
   * Kept, but this epoch has two histories, and this is not the first: the device is to go on in a new epoch. Said as often as it
   * sends of that history: the answer may have been lost. `position`: null when nothing was new.
   */
  | {
      readonly kind: 'fork';
      readonly epoch: string;
      readonly seq: number;
      readonly hash: Uint8Array;
      readonly position: number | null;
    };

export interface ReceivePorts {
  readonly codec: Codec;
  readonly verify: Verify;
  /** After the commit, before it is answered: what is new in the feed of the device's store. */
  readonly appended?: (news: Appended) => void;
  /** Batches of one device are taken one after the other, in the order they came; who waits may read `ahead` meanwhile. */
  readonly turn?: <T>(device: string, work: () => Promise<T>, ahead: Iterable<unknown>) => Promise<T>;
}

/**
 * Takes a batch: prove it, then in one transaction place, read, project, append. HQ never refuses a well-formed fact of a device
 * it knows. UNKNOWN_DEVICE, WRONG_STORE and the faults of `openBatch`: nothing is kept.
 */
export async function receivePush(
  hq: HqStore,
  from: {
    readonly device: string;
    readonly bytes: Uint8Array;
    /** The device as it stood a moment ago; read anew where that has changed. */
    readonly known?: KnownDevice;
  },
  ports: ReceivePorts,
): Promise<Result<PushReply, LinkFault>> {
  const device = from.known ?? (await hq.device(from.device));
  if (!device) return err(linkFault('UNKNOWN_DEVICE'));
  const batch = openBatch(from.bytes, device, ports);
  if (!batch.ok) return batch;
  const strange = batch.value.entries.find(({ head }) => !sellsUnder(device, head.store));
  if (strange) return err(linkFault('WRONG_STORE', { store: strange.head.store }));
  const facts = readOnce(batch.value, device, ports.codec);
  const push = { device, batch: batch.value, facts };
  const taking = () => hq.transaction((tx) => take(tx, push, ports.codec), batch.value.entries.length);
  const taken = await (ports.turn?.(device.device, taking, facts(0)) ?? taking());
  // Revoked or moved between the proof and the lock: its facts may read otherwise now.
  if (taken !== 'changed') {
    if (taken.news) ports.appended?.(taken.news);
    return ok(taken.reply);
  }
  const { device: name, bytes } = from;
  return await receivePush(hq, { device: name, bytes }, ports);
}

const sellsUnder = (device: KnownDevice, store: string): boolean =>
  store === device.store || device.formerStores.includes(store);

interface Push {
  readonly device: KnownDevice;
  readonly batch: PushBatch;
  /** Facts from a place in the batch on, read as they are asked for. */
  readonly facts: (from: number) => Iterable<ReadableFact | HeldFact>;
}

/** Each fact is read once, however often the transaction is tried. */
function readOnce({ entries }: PushBatch, device: KnownDevice, codec: Codec): Push['facts'] {
  const read = new Map<ReceivedEntry, ReadableFact | HeldFact>();
  return function* (from) {
    for (const entry of entries.slice(from)) {
      const fact = read.get(entry) ?? readFact(entry, device, codec);
      read.set(entry, fact);
      yield fact;
    }
  };
}

interface Taken {
  readonly reply: PushReply;
  readonly news: Appended | null;
}

async function take(
  tx: HqTx,
  { device, batch, facts: factsFrom }: Push,
  codec: Codec,
): Promise<Taken | 'changed'> {
  const { epoch } = batch;
  const [locked, branches, begun] = await Promise.all([
    tx.device(device.device),
    tx.branches(device, epoch),
    begunOfFirst(tx, device.store, factsFrom(0)),
  ]);
  if (!locked || !isSame(locked, device)) return 'changed';
  const placed = await placeBatch(batch, branches, (branch, seq) =>
    tx.hashAt(device, { epoch, branch, seq }),
  );
  if (placed.kind === 'gap') return { reply: { kind: 'gap', epoch, wanted: placed.wanted }, news: null };
  const { branch } = placed;
  const held = { epoch, seq: batch.to, hash: batch.hash };
  const answer = (position: number | null, appended: number): PushReply =>
    branch === 0 ? { kind: 'ack', ...held, position, appended } : { kind: 'fork', ...held, position };
  if (placed.kind === 'duplicate') return { reply: answer(null, 0), news: null };
  const { skip } = placed;
  if (placed.kind === 'fork') await raiseFork(tx, device, { epoch, branch, seq: placed.seq });
  const arrived = { facts: factsFrom(skip), branch, begun };
  const { position, appended } = await postFacts(tx, device, arrived, codec);
  const news = { store: device.store, position, facts: batch.entries.slice(skip) };
  return { reply: answer(position, appended), news };
}

const isSame = (a: KnownDevice, b: KnownDevice): boolean =>
  a.store === b.store && a.state === b.state && sameBytes(a.publicKey, b.publicKey);

const raiseFork = (
  tx: HqTx,
  device: KnownDevice,
  { epoch, branch, seq }: { readonly epoch: string; readonly branch: number; readonly seq: number },
): Promise<void> =>
  tx.raise(device.store, {
    rule: 'FORK',
    subject: `${device.device}/${epoch}/${branch}`,
    detail: { device: device.device, epoch, branch, seq },
  });
