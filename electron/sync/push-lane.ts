import { type OwnEntries, ownEntries } from '#electron/store/link/own-journal.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { nodeCodec } from '#node/codec.ts';
import { pack } from '#node/packing.ts';
import { encodeBatch } from '#shared/link/batch.ts';
import { fromHex } from '#shared/link/bytes.ts';
import type { OwnPlaces } from '#shared/link/device/pull.ts';
import {
  cutBatch,
  nextRun,
  type PushInput,
  type PushState,
  pushStep,
  type Run,
  waitingFacts,
} from '#shared/link/device/push.ts';
import type { HelloReply, PushAnswer } from '#shared/link/hello.ts';
import type { HqClient } from './hq-client.ts';
import type { KeptLink } from './kept-link.ts';
import type { DeviceKeys } from './keys.ts';
import type { StepEnd } from './lane.ts';
import type { LinkPorts } from './link.ts';
import type { LinkSession, Met, Session } from './session.ts';

export interface PushParts {
  readonly store: RegisterStore;
  readonly ports: LinkPorts;
  readonly keys: DeviceKeys;
  readonly client: HqClient;
  readonly kept: KeptLink;
  readonly session: () => LinkSession;
  /** Facts were taken and are in the feed of this store. */
  readonly taken: (places: Omit<OwnPlaces, 'feed'>) => void;
  /** HQ holds what another disk wrote under this epoch, and the next one has begun here. */
  readonly wentOn: () => void;
}

type Start = Pick<Run, 'epoch' | 'from'>;

/** A batch on its way. */
interface Sent extends Run {
  readonly session: Session;
  readonly coming: ReturnType<HqClient['push']>;
  /** It was sent before the one ahead of it was answered: headquarters may have met it first. */
  readonly isAhead: boolean;
}

/** Turns of the event loop until a request has left. */
const TURNS = 3;

const isFor = (sent: Sent | null, { epoch, from }: Start, session: Session): sent is Sent =>
  sent !== null && sent.epoch === epoch && sent.from === from && sent.session === session;

/** What goes up: this device's own facts, batch after batch. */
export class PushLane {
  readonly #parts: PushParts;
  readonly #own: OwnEntries;
  #state: PushState;
  /** What comes next if what is awaited is taken: else nothing is made of its answer, and it is sent again. */
  #ahead: Sent | null = null;
  /** The session an answer came in: its first request may be overtaken while the line is being opened. */
  #answeredIn: Session | null = null;
  /** This device's epochs HQ had something of at the last hello. */
  #heldEpochs: readonly string[] = [];

  constructor(parts: PushParts) {
    this.#parts = parts;
    this.#own = ownEntries(parts.store.reading, parts.store.self);
    const { incarnation, acked } = parts.kept.row();
    this.#state = { incarnation, acked: JSON.parse(acked) as Record<string, number>, sent: null };
  }

  /** Own facts HQ has not acknowledged, and when the oldest was made. */
  waiting(): { readonly facts: number; readonly since: number | null } {
    const { facts, oldest } = waitingFacts(this.#state, this.#own);
    return { facts, since: oldest && this.#own.at(oldest.epoch, oldest.seq) };
  }

  /** Holds what HQ says it has of this device against what is here. */
  met(reply: Pick<HelloReply, 'incarnation' | 'heads'>): Met {
    const heads = reply.heads.map(({ epoch, seq, hash }) => ({ epoch, seq, hash: fromHex(hash) }));
    this.#heldEpochs = heads.map(({ epoch }) => epoch);
    const effects = this.#hear({ kind: 'greeted', incarnation: reply.incarnation, heads });
    const forked = effects.find((effect) => effect.do === 'start-epoch')?.forked ?? null;
    return { forked, acked: this.#state.acked };
  }

  async startEpochAfter(forked: string): Promise<void> {
    const known = [...this.#heldEpochs, ...this.#own.epochs().map(({ epoch }) => epoch)];
    await this.#parts.store.startForkedEpoch(forked, known, this.#parts.ports);
  }

  /** Sends the next batch; null when there is none. */
  async step(session: Session): Promise<StepEnd | null> {
    const run = nextRun(this.#state, this.#own);
    if (run === null) return null;
    const ahead = this.#ahead;
    this.#ahead = null;
    const sent = isFor(ahead, run, session) ? ahead : await this.#send(run, session, { isAhead: false });
    if (!sent) throw new Error(`entry ${run.from} of ${run.epoch} can't be read`);
    this.#hear({ kind: 'sent', run: { ...run, to: sent.to } });
    this.#ahead = await this.#sendNext(sent, session);
    const answer = await sent.coming;
    if (!answer.ok) {
      this.#hear({ kind: 'lost' });
      return this.#parts.session().failed(answer.error, session);
    }
    this.#answeredIn = session;
    this.#parts.kept.agreed(answer.value.time);
    if (sent.isAhead && answer.value.kind === 'gap') {
      this.#hear({ kind: 'lost' });
      return 'more';
    }
    return await this.#answered(answer.value);
  }

  /** Reads, signs, packs and sends what goes up from there; null where nothing stands there. */
  async #send({ epoch, from }: Start, session: Session, how: Pick<Sent, 'isAhead'>): Promise<Sent | null> {
    const { batchEntries: entries, batchBytes: bytes } = session.limits;
    const cut = cutBatch(this.#own.from(epoch, from), { entries, bytes });
    const last = cut.at(-1);
    if (!last) return null;
    const packed = await pack(encodeBatch(cut, this.#parts.keys.sign, nodeCodec));
    const coming = this.#parts.client.push(session.token, packed);
    return { epoch, from, to: last.head.seq, session, coming, ...how };
  }

  /**
   * While a batch is on its way the next one is made and sent after it: headquarters then waits for no disk and no line, and reads it
   * while the one before is written. Never more than these two.
   */
  async #sendNext({ epoch, to }: Run, session: Session): Promise<Sent | null> {
    const isMore = this.#own.epochs().some((own) => own.epoch === epoch && own.seq > to);
    if (!isMore || this.#answeredIn !== session) return null;
    // First that one leaves.
    for (let turns = 0; turns < TURNS; turns++) await new Promise((resolve) => setImmediate(resolve));
    return await this.#send({ epoch, from: to + 1 }, session, { isAhead: true });
  }

  async #answered(answer: PushAnswer): Promise<StepEnd> {
    const { incarnation, epoch } = answer;
    const effects = this.#hear(
      answer.kind === 'gap'
        ? { kind: 'gap', epoch, wanted: answer.wanted, incarnation }
        : { kind: answer.kind, epoch, seq: answer.seq, hash: fromHex(answer.hash), incarnation },
    );
    this.#parts.ports.changed();
    for (const effect of effects) {
      if (effect.do === 'keep') this.#acknowledged(answer);
      else if (effect.do === 'greet') this.#parts.session().end();
      else if (effect.do === 'start-epoch') await this.#goOnAfter(effect.forked);
      else return { code: 'NOT_HQ', retryAfter: 0 };
    }
    return 'more';
  }

  #acknowledged(answer: PushAnswer): void {
    const { kept, taken } = this.#parts;
    kept.soon({ acked: JSON.stringify(this.#state.acked) });
    if (answer.kind !== 'ack' || answer.position === null) return;
    // Headquarters of before told no number: the place is read as anybody's.
    const { incarnation, position, appended = 0 } = answer;
    taken({ incarnation, position, appended });
  }

  /** From the next hello on the forked epoch is one of the past, and its facts come down like anybody's. */
  async #goOnAfter(forked: string): Promise<void> {
    await this.startEpochAfter(forked);
    this.#parts.wentOn();
    this.#parts.session().end();
  }

  #hear(input: PushInput) {
    const { state, effects } = pushStep(this.#state, input, this.#own);
    this.#state = state;
    return effects;
  }
}
