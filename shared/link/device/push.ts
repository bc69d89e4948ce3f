import { epochOrdinal } from '#shared/journal/epoch.ts';
import { BATCH_LIMIT, type ReceivedEntry } from '../batch.ts';
import { sameBytes } from '../bytes.ts';

/** What pushing needs to know of this device's own journal. */
export interface OwnJournal {
  /** Every epoch of this device with the last seq held, oldest first; of those another disk of it wrote, what came down the feed. */
  readonly epochs: () => readonly OwnEpoch[];
  /** The one new entries are written to. Not the last of `epochs` on a disk that was put back to before that one began. */
  readonly living: () => string;
  readonly hashAt: (epoch: string, seq: number) => Uint8Array | undefined;
  /** Up to which seq entries were let go, since HQ has them in a backup: they can't be sent again, and need not be. 0: none. */
  readonly letGo: (epoch: string) => number;
}

export interface OwnEpoch {
  readonly epoch: string;
  readonly seq: number;
}

/** How far HQ holds this device's journal, as far as the device knows. */
export interface PushState {
  /** The life of HQ these acknowledgements are of; null before the first hello. */
  readonly incarnation: string | null;
  /** Last seq HQ acknowledged, by epoch; an epoch that is not named is not held at all. */
  readonly acked: Readonly<Record<string, number>>;
  /** The batch whose answer is awaited. */
  readonly sent: Run | null;
}

export interface Run {
  readonly epoch: string;
  readonly from: number;
  readonly to: number;
}

/** What HQ said, told in the protocol's own words. */
export type PushInput =
  | {
      readonly kind: 'greeted';
      readonly incarnation: string;
      readonly heads: readonly { readonly epoch: string; readonly seq: number; readonly hash: Uint8Array }[];
    }
  | { readonly kind: 'sent'; readonly run: Run }
  | {
      readonly kind: 'ack' | 'fork';
      readonly epoch: string;
      readonly seq: number;
      readonly hash: Uint8Array;
      readonly incarnation: string;
    }
  | { readonly kind: 'gap'; readonly epoch: string; readonly wanted: number; readonly incarnation: string }
  /** No answer, or none that was HQ's. */
  | { readonly kind: 'lost' };

export type PushEffect =
  /** The acknowledgements changed: keep them. */
  | { readonly do: 'keep' }
  /** Say hello again: HQ is another one than it was. */
  | { readonly do: 'greet' }
  /** This epoch has two histories: go on in a new one, so that no number is given twice. */
  | { readonly do: 'start-epoch'; readonly forked: string }
  /** The answer can't be about what was sent: nothing is believed of it, and the batch is sent again later. */
  | { readonly do: 'distrust' };

export interface PushStep {
  readonly state: PushState;
  readonly effects: readonly PushEffect[];
}

export const NOTHING_ACKED: PushState = { incarnation: null, acked: {}, sent: null };

/** One step of pushing. Nothing is taken for acknowledged but what has our own hash at HQ. */
export function pushStep(state: PushState, input: PushInput, own: OwnJournal): PushStep {
  if (input.kind === 'lost') return { state: { ...state, sent: null }, effects: [] };
  if (input.kind === 'sent') return { state: { ...state, sent: input.run }, effects: [] };
  if (input.kind === 'greeted') return greeted(state, input, own);
  const { sent } = state;
  const idle = { ...state, sent: null };
  if (input.incarnation !== state.incarnation) return { state: idle, effects: [{ do: 'greet' }] };
  if (sent === null || input.epoch !== sent.epoch) return { state: idle, effects: [{ do: 'distrust' }] };
  if (input.kind === 'gap') {
    // A wish for what was just sent, for more than there is, or for what was let go can never be met.
    const gone = own.letGo(input.epoch);
    if (input.wanted >= sent.from || sent.from <= gone + 1)
      return { state: idle, effects: [{ do: 'distrust' }] };
    return { state: withAck(idle, input.epoch, Math.max(input.wanted - 1, gone)), effects: [{ do: 'keep' }] };
  }
  if (!isOurs(own, input)) return { state: idle, effects: [{ do: 'distrust' }] };
  const effects: PushEffect[] = [{ do: 'keep' }];
  if (input.kind === 'fork' && input.epoch === own.living())
    effects.push({ do: 'start-epoch', forked: input.epoch });
  return { state: withAck(idle, input.epoch, input.seq), effects };
}

/** What to send next: the oldest entries HQ does not hold, from one epoch. null: all is acknowledged, or an answer is awaited. */
export function nextRun(
  state: PushState,
  own: OwnJournal,
): { readonly epoch: string; readonly from: number } | null {
  if (state.incarnation === null || state.sent !== null) return null;
  const behind = own.epochs().find(({ epoch, seq }) => seq > ackedIn(state, epoch));
  return behind ? { epoch: behind.epoch, from: ackedIn(state, behind.epoch) + 1 } : null;
}

/** How many own entries HQ does not hold, and the first of them. */
export function waitingFacts(
  { acked }: Pick<PushState, 'acked'>,
  own: Pick<OwnJournal, 'epochs'>,
): { readonly facts: number; readonly oldest: { readonly epoch: string; readonly seq: number } | null } {
  let facts = 0;
  let oldest: { epoch: string; seq: number } | null = null;
  for (const { epoch, seq } of own.epochs()) {
    const held = acked[epoch] ?? 0;
    if (seq <= held) continue;
    facts += seq - held;
    oldest ??= { epoch, seq: held + 1 };
  }
  return { facts, oldest };
}

/** As many of these entries as one batch takes: they are of one epoch and without a gap. One entry always goes. */
export function cutBatch(
  entries: Iterable<ReceivedEntry>,
  limit: { readonly entries: number; readonly bytes: number } = BATCH_LIMIT,
): ReceivedEntry[] {
  const most = Math.min(limit.entries, BATCH_LIMIT.entries);
  const room = Math.min(limit.bytes, BATCH_LIMIT.bytes);
  const batch: ReceivedEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const first = batch[0];
    if (first && entry.head.epoch !== first.head.epoch) break;
    bytes += entry.header.length + entry.body.length;
    if (batch.length > 0 && (batch.length >= most || bytes > room)) break;
    batch.push(entry);
  }
  return batch;
}

const ackedIn = (state: Pick<PushState, 'acked'>, epoch: string): number => state.acked[epoch] ?? 0;
const withAck = (state: PushState, epoch: string, seq: number): PushState => ({
  ...state,
  acked: { ...state.acked, [epoch]: seq },
});

function isOurs(
  own: OwnJournal,
  { epoch, seq, hash }: { readonly epoch: string; readonly seq: number; readonly hash: Uint8Array },
): boolean {
  const known = own.hashAt(epoch, seq);
  return known !== undefined && sameBytes(known, hash);
}

/**
 * What HQ holds is what counts. In the same life of HQ what was acknowledged stays so; in another (HQ was restored) only what it
 * says now. Where its head is not ours, one entry is sent all the same, and its answer (gap or fork) shows where the histories part.
 */
function greeted(
  state: PushState,
  input: Extract<PushInput, { kind: 'greeted' }>,
  own: OwnJournal,
): PushStep {
  const before = input.incarnation === state.incarnation ? state.acked : {};
  const acked: Record<string, number> = {};
  const effects: PushEffect[] = [{ do: 'keep' }];
  for (const { epoch, seq } of own.epochs()) {
    const head = input.heads.find((each) => each.epoch === epoch);
    const held = head === undefined ? 0 : isOurs(own, head) ? head.seq : Math.min(head.seq, seq) - 1;
    acked[epoch] = Math.max(held, Math.min(before[epoch] ?? 0, seq), own.letGo(epoch));
  }
  const living = own.living();
  if (input.heads.some((head) => isAhead(head, living, own)))
    effects.push({ do: 'start-epoch', forked: living });
  return { state: { incarnation: input.incarnation, acked, sent: null }, effects };
}

/**
 * Whether HQ has seen of this device what this disk does not hold: more of the living epoch or another end of it, or another epoch begun
 * after it, or of its number, which tickets carry. The disk was rolled back, or it is a clone. Said at the hello, before the feed leaves
 * out what a living epoch's own disk has.
 */
const isAhead = (
  head: { readonly epoch: string; readonly seq: number; readonly hash: Uint8Array },
  living: string,
  own: OwnJournal,
): boolean => (head.epoch === living ? !isOurs(own, head) : epochOrdinal(head.epoch) >= epochOrdinal(living));
