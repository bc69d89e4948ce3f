import type { StoreId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { authorOf, isOfHq } from '#shared/journal/author.ts';
import { epochStarted } from '#shared/journal/entries/epoch-started.ts';
import type { Codec } from '#shared/journal/entry.ts';
import { ENTRY_TYPES } from '#shared/journal/registry.ts';
import type { ReceivedEntry } from '../batch.ts';
import { sameBytes } from '../bytes.ts';
import { decodeFacts } from '../fact-frame.ts';
import { type LinkFault, linkFault } from '../fault.ts';
import type { Appended, HqStore, HqTx, KnownDevice } from './hq-store.ts';
import { postFacts } from './post-facts.ts';
import { readFact } from './read-fact.ts';

/** The life headquarters lives. */
export interface HqLife {
  /** The epoch it writes its own facts in. */
  readonly epoch: string;
  /** When it began by a restore, ms; null where nothing was ever restored. */
  readonly restoredAt: number | null;
}

/** So long after a restore it takes facts from others than their author, ms: by then every register has said hello. */
const REGAIN_MS = 30 * 86_400_000;

/** Whether headquarters takes back what a restore took from it, from whoever holds it. */
export const regains = ({ restoredAt }: HqLife, now: number): boolean =>
  restoredAt !== null && now - restoredAt < REGAIN_MS;

export interface RegainPorts {
  readonly codec: Codec;
  readonly life: HqLife;
  readonly now: number;
  /** After each commit: what is new in the feed of the store. */
  readonly appended?: (news: Appended) => void;
}

/**
 * Takes facts that a restore took from headquarters and a register of their store still holds, whoever wrote them: their author may be
 * gone, or be headquarters itself. One counts only where it goes on from what is held of its history, so nothing that is held is ever
 * contradicted; the rest is passed over. `bytes`: as `encodeFacts` makes them, each history in its order. Answers how many are new.
 * UNKNOWN_DEVICE, REVOKED, and the faults of `decodeFacts`: nothing is kept.
 */
export async function regainFacts(
  hq: HqStore,
  from: { readonly device: string; readonly bytes: Uint8Array },
  ports: RegainPorts,
): Promise<Result<number, LinkFault>> {
  const device = await hq.device(from.device);
  if (!device) return err(linkFault('UNKNOWN_DEVICE'));
  if (device.state === 'revoked') return err(linkFault('REVOKED'));
  const facts = decodeFacts(from.bytes, ports.codec);
  if (!facts.ok) return facts;
  if (!regains(ports.life, ports.now)) return ok(0);
  let regained = 0;
  for (const history of histories(facts.value)) {
    const news = await hq.transaction((tx) => take(tx, { device, history }, ports), history.length);
    if (news === null) continue;
    regained += news.facts.length;
    ports.appended?.(news);
  }
  return ok(regained);
}

/** Facts by author and epoch, in the order they came. */
function histories(facts: readonly ReceivedEntry[]): Iterable<readonly ReceivedEntry[]> {
  const all = new Map<string, ReceivedEntry[]>();
  for (const fact of facts) {
    const key = `${fact.head.origin} ${fact.head.epoch}`;
    const history = all.get(key) ?? [];
    history.push(fact);
    all.set(key, history);
  }
  return all.values();
}

async function take(
  tx: HqTx,
  { device, history }: { readonly device: KnownDevice; readonly history: readonly ReceivedEntry[] },
  { codec, life }: RegainPorts,
): Promise<Appended | null> {
  const { store } = device;
  const [first] = history;
  if (!first || first.head.origin === device.device) return null;
  const { origin, epoch } = first.head;
  // Held against its author, who may be sending the same; who is not known here sends nothing, but another register may.
  const author = await tx.device(origin);
  if (!author) await tx.holdFeed(store);
  const held = (await tx.branches({ store, device: origin }, epoch)).find(({ branch }) => branch === 0);
  const next = whatGoesOn(history, held, ({ head }) => mayCome(head, { store, author, life }));
  if (next.length === 0) return null;
  const facts = next.map((fact) => readFact(fact, { store, state: author?.state ?? 'active' }, codec));
  const { position } = await postFacts(tx, { store, device: device.device }, { facts, branch: 0 }, codec);
  return { store, position, facts: next };
}

/** The facts behind what is held of their history, up to the first that does not follow the one before, or may not come. */
function whatGoesOn(
  history: readonly ReceivedEntry[],
  held: { readonly seq: number; readonly hash: Uint8Array } | undefined,
  may: (fact: ReceivedEntry) => boolean,
): readonly ReceivedEntry[] {
  const next: ReceivedEntry[] = [];
  let end: { readonly seq: number; readonly hash: Uint8Array } | undefined = held;
  for (const fact of history) {
    const { seq, type } = fact.head;
    if (seq <= (end?.seq ?? 0)) continue;
    const follows = end
      ? seq === end.seq + 1 && sameBytes(fact.prev, end.hash)
      : seq === 1 && type === epochStarted.type;
    if (!follows || !may(fact)) break;
    next.push(fact);
    end = { seq, hash: fact.hash };
  }
  return next;
}

/** Whether a fact may be of this store, of its author or of headquarters in a life that is over; the chain's are given up by a restore. */
function mayCome(
  { origin, store: code, epoch, type }: ReceivedEntry['head'],
  of: { readonly store: string; readonly author: KnownDevice | undefined; readonly life: HqLife },
): boolean {
  const { store, author, life } = of;
  if (author) return author.store === store && (code === store || author.formerStores.includes(code));
  if (code !== store) return false;
  if (!isOfHq(origin)) return true;
  const isOfStore = origin === authorOf(store as StoreId, life.epoch).device;
  return isOfStore && epoch !== life.epoch && ENTRY_TYPES.get(type)?.scope !== 'chain';
}
