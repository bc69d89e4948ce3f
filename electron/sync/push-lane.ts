import { nodeCodec } from '#electron/store/codec.ts';
import { type OwnEntries, ownEntries } from '#electron/store/link/own-journal.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
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
import { type HqClient, packBatch } from './hq-client.ts';
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

/** A batch as it goes over the line. */
interface Batch extends Run {
  readonly limits: Session['limits'];
  readonly packed: Promise<Uint8Array>;
}

/** Turns of the event loop until a request has left. */
const TURNS = 3;

const isFor = (batch: Batch | null, { epoch, from }: Start, { limits }: Session): batch is Batch =>
  batch !== null && batch.epoch === epoch && batch.from === from && batch.limits === limits;

/** What goes up: this device's own facts, batch after batch. */
export class PushLane {
  readonly #parts: PushParts;
  readonly #own: OwnEntries;
  #state: PushState;
  /** What goes up next, if what is on its way is taken. */
  #ready: Batch | null = null;
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
    const ready = this.#ready;
    this.#ready = null;
    const batch = isFor(ready, run, session) ? ready : this.#make(run, session);
    if (!batch) throw new Error(`entry ${run.from} of ${run.epoch} can't be read`);
    const packed = await batch.packed;
    this.#hear({ kind: 'sent', run: { ...run, to: batch.to } });
    const { client, kept } = this.#parts;
    const coming = client.push(session.token, packed);
    await this.#makeNext(batch, session);
    const answer = await coming;
    if (!answer.ok) {
      this.#hear({ kind: 'lost' });
      return this.#parts.session().failed(answer.error, session);
    }
    kept.agreed(answer.value.time);
    return await this.#answered(answer.value);
  }

  /** Reads, signs and packs what goes up from there; null where nothing stands there. */
  #make({ epoch, from }: Start, { limits }: Session): Batch | null {
    const { batchEntries: entries, batchBytes: bytes } = limits;
    const cut = cutBatch(this.#own.from(epoch, from), { entries, bytes });
    const last = cut.at(-1);
    if (!last) return null;
    const packed = packBatch(encodeBatch(cut, this.#parts.keys.sign, nodeCodec));
    // Where it fails is said when it is to go.
    packed.catch(() => {});
    return { epoch, from, to: last.head.seq, limits, packed };
  }

  /** While a batch is on its way the next one is made: headquarters then waits for no disk and no signature. */
  async #makeNext({ epoch, to }: Batch, session: Session): Promise<void> {
    const isMore = this.#own.epochs().some((own) => own.epoch === epoch && own.seq > to);
    if (!isMore) return;
    // First that one leaves.
    for (let turns = 0; turns < TURNS; turns++) await new Promise((resolve) => setImmediate(resolve));
    this.#ready = this.#make({ epoch, from: to + 1 }, session);
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
