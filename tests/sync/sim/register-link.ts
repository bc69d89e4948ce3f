import { readFeeds, readLink } from '#electron/store/link/link-rows.ts';
import { receiveFacts, takeWaiting } from '#electron/store/link/receive-facts.ts';
import { slicesOf } from '#electron/store/link/slices.ts';
import type { AskedTaking } from '#electron/sync/ask-taking.ts';
import { nodeCodec } from '#node/codec.ts';
import { priceTime } from '#shared/domain/pricing/price-time.ts';
import { patch } from '#shared/journal/change.ts';
import { epochOrdinal } from '#shared/journal/epoch.ts';
import { localLink } from '#shared/journal/tables/local.ts';
import { encodeBatch } from '#shared/link/batch.ts';
import { fromHex, toHex } from '#shared/link/bytes.ts';
import { seldom } from '#shared/link/device/back-off.ts';
import { nextFetch, type PullInput, type PullState, pullStep } from '#shared/link/device/pull.ts';
import {
  cutBatch,
  nextRun,
  type PushInput,
  type PushState,
  pushStep,
  waitingFacts,
} from '#shared/link/device/push.ts';
import { decodePage, type FeedPage, storeFeed } from '#shared/link/feed-page.ts';
import { type HelloReply, helloReply, PROTOCOL, type PushAnswer, pushReply } from '#shared/link/hello.ts';
import { type RecallReply, recallReply } from '#shared/link/recall.ts';
import { helloMessage } from '#shared/link/signature.ts';
import { holds } from './broken.ts';
import { Lane, type StepEnd } from './lane.ts';
import type { Answer, Path } from './network.ts';
import { noteTime } from './on-the-way.ts';
import type { Register } from './register.ts';

interface Session {
  readonly token: string;
  readonly limits: HelloReply['limits'];
}

type Fault = Exclude<StepEnd, string>;

const NOT_HQ: Fault = { code: 'NOT_HQ', retryAfter: 0 };
const KEEP_AFTER = 2_000;

/** A register's end of the link as it runs, in virtual time: what electron/sync/running-link.ts does around the same steps. */
export class RegisterLink {
  readonly #register: Register;
  readonly up: Lane;
  readonly #down: Lane;
  push: PushState;
  pull: PullState;
  #lastFeed: string | null = null;
  #session: Session | null = null;
  #waiters: ((session: Session | Fault) => void)[] = [];
  #keeping = false;
  /** What the last hello of this run was answered with. */
  told: HelloReply | null = null;
  #heldEpochs: readonly string[] = [];
  /** Its clock less headquarters', and the latest time that told. */
  #known: { readonly skew: number | null; readonly told: number | null };

  constructor(register: Register) {
    this.#register = register;
    const { db } = register.store();
    const row = readLink(db);
    if (!row) throw new Error('a register of a chain has a link');
    this.push = { incarnation: row.incarnation, acked: JSON.parse(row.acked), sent: null };
    this.#known = { skew: row.skew, told: row.hq_time };
    this.pull = {
      asked: null,
      feeds: readFeeds(db).map(({ feed, incarnation, position, ends, stopped }) => ({
        feed,
        incarnation,
        position,
        end: ends,
        stopped: stopped === 1,
        due: true,
      })),
    };
    const lane = (step: (ended: (end: StepEnd) => void) => void) =>
      new Lane({
        step,
        after: register.after,
        random: register.random,
        hasty: register.is('retry without backoff'),
        failed: (code) => register.noteFailure(code),
      });
    this.up = lane((ended) => this.#pushOne(ended));
    this.#down = lane((ended) => this.#pullOne(ended));
  }

  begin(): void {
    this.up.now();
    this.#down.now();
  }

  wake(): void {
    this.up.wake();
  }

  /** The minute is over. */
  poll(): void {
    this.#hearPull({ kind: 'due', again: false });
    this.up.wake();
    this.#down.wake();
  }

  poked(feed: string, position: number): void {
    this.#hearPull({ kind: 'poked', feed, position });
    this.#down.wake();
  }

  /** The time prices go by. */
  priceTime(): number {
    const now = this.#register.clock();
    return this.#register.is('prices by the own clock') ? now : priceTime({ now, ...this.#known });
  }

  /** Headquarters said what time it is there. */
  #agreed(time: number): void {
    const { told } = this.#known;
    this.#known = { skew: this.#register.clock() - time, told: Math.max(time, told ?? time) };
    this.#keep({ skew: this.#known.skew, hq_time: this.#known.told });
    noteTime(this.#register, time);
  }

  waiting(): number {
    return waitingFacts(this.push, this.#register.store().own).facts;
  }

  // Up

  #pushOne(ended: (end: StepEnd) => void): void {
    this.#greeted((session) => {
      if ('code' in session) return ended(seldom(session));
      const { own } = this.#register.store();
      const run = nextRun(this.push, own);
      if (run === null) return ended('idle');
      const entries = cutBatch(own.from(run.epoch, run.from), {
        entries: session.limits.batchEntries,
        bytes: session.limits.batchBytes,
      });
      const last = entries.at(-1);
      if (!last) throw new Error(`entry ${run.from} of ${run.epoch} can't be read`);
      this.#hearPush({ kind: 'sent', run: { ...run, to: last.head.seq } });
      const bytes = encodeBatch(entries, this.#register.keys.sign, nodeCodec);
      this.#call('push', { session, bytes }, (answer) => {
        const reply = answer.kind === 'octets' ? parsed(answer.bytes, pushReply) : null;
        if (reply !== null) {
          this.#agreed(reply.time);
          return ended(this.#answered(reply));
        }
        this.#hearPush({ kind: 'lost' });
        ended(this.#failed(faultOf(answer), session));
      });
    });
  }

  #answered(answer: PushAnswer): StepEnd {
    const { incarnation, epoch } = answer;
    const effects = this.#hearPush(
      answer.kind === 'gap'
        ? { kind: 'gap', epoch, wanted: answer.wanted, incarnation }
        : { kind: answer.kind, epoch, seq: answer.seq, hash: fromHex(answer.hash), incarnation },
    );
    for (const effect of effects) {
      if (effect.do === 'keep') this.#acknowledged(answer);
      else if (effect.do === 'greet') this.#session = null;
      else if (effect.do === 'start-epoch') {
        this.#startForkedEpoch(effect.forked);
        this.#hearPull({ kind: 'reread' });
        this.#session = null;
      } else return NOT_HQ;
    }
    return 'more';
  }

  #startForkedEpoch(forked: string): void {
    const own = this.#register
      .store()
      .own.epochs()
      .map(({ epoch }) => epoch);
    this.#register.startForkedEpoch(forked, [...this.#heldEpochs, ...own]);
  }

  #acknowledged(answer: PushAnswer): void {
    if (answer.kind !== 'gap') this.#register.acknowledged(answer);
    if (answer.kind === 'ack' && answer.position !== null) {
      const { incarnation, position, appended = 0 } = answer;
      this.#hearPull({
        kind: 'own',
        feed: storeFeed(this.#register.self().store),
        incarnation,
        position,
        appended,
      });
    }
    if (this.#keeping) return;
    this.#keeping = true;
    this.#register.after(KEEP_AFTER, () => {
      this.#keeping = false;
      this.#keep({ acked: JSON.stringify(this.push.acked) });
    });
  }

  #keep(set: Parameters<typeof patch<typeof localLink>>[2]): void {
    const local = [patch(localLink, { id: 'self' }, set)];
    this.#register.store().writer.write({ journal: null, changes: [], local });
  }

  #hearPush(input: PushInput) {
    const { state, effects } = pushStep(this.push, input, this.#register.store().own);
    this.push = state;
    return effects;
  }

  // Down

  #pullOne(ended: (end: StepEnd) => void): void {
    this.#greeted((session) => {
      if ('code' in session) return ended(seldom(session));
      if (this.#register.is('download waits for upload') && this.waiting() > 0) return ended('idle');
      const next = nextFetch(this.pull, this.#lastFeed);
      if (next === null) return ended('idle');
      this.#lastFeed = next.feed;
      this.#hearPull({ kind: 'asked', feed: next.feed });
      const bytes = nodeCodec.utf8(JSON.stringify(next));
      this.#call('feed', { session, bytes }, (answer) => {
        const page = answer.kind === 'octets' ? decodePage(answer.bytes, nodeCodec) : null;
        if (page?.ok) return ended(this.#paged(page.value));
        this.#hearPull({ kind: 'lost' });
        ended(this.#failed(faultOf(answer), session));
      });
    });
  }

  #paged(page: FeedPage): StepEnd {
    const { feed, incarnation, from, to, end } = page;
    for (const effect of this.#hearPull({ kind: 'page', page: { feed, incarnation, from, to, end } })) {
      if (effect.do === 'greet') this.#session = null;
      else if (effect.do === 'distrust') return NOT_HQ;
      else this.#take(page);
    }
    return 'more';
  }

  #take(page: FeedPage): void {
    const register = this.#register;
    const items = register.pages.spoil(page.items);
    const { writer } = register.store();
    const { store, device } = register.self();
    let position = page.from;
    let stopped = false;
    let renew = false;
    for (const slice of slicesOf({ ...page, items })) {
      register.movesCursor(slice);
      const given = { store, device, lastPlace: register.head().position, at: register.clock() };
      const received = writer.within((db, executor) => receiveFacts(db, executor, { ...slice, ...given }));
      ({ feedPosition: position, stopped } = received);
      renew ||= received.renew;
      register.wrote(received.position);
      for (let { more } = received; more; ) {
        const round = writer.within((db, executor) =>
          takeWaiting(db, executor, { ...given, feed: slice.feed }),
        );
        renew ||= round.renew;
        register.wrote(round.position);
        ({ more } = round);
      }
      register.boundary('after a slice');
      if (stopped) break;
    }
    this.#hearPull({ kind: 'taken', feed: page.feed, position, stopped });
    if (renew) register.store().renewCatalog();
    register.took(page, position);
  }

  #hearPull(input: PullInput) {
    const before = this.pull;
    const { state, effects } = pullStep(this.pull, input);
    this.pull = state;
    for (const feed of state.feeds) {
      const was = before.feeds.find((each) => each.feed === feed.feed);
      const back = was && was.incarnation === feed.incarnation && feed.position < was.position;
      holds(
        'S9',
        !back || input.kind === 'reread',
        () => `${feed.feed} went from ${was?.position} to ${feed.position}`,
      );
    }
    return effects;
  }

  // A parked ticket

  /** Asks headquarters for a parked ticket, as electron/sync/ask-taking.ts does; null: it could not be asked. */
  recall(asked: AskedTaking, heard: (reply: RecallReply | null) => void | Promise<void>, again = true): void {
    const { own, ...question } = asked;
    const away = (): void => {
      this.#register.after(0, () => heard(null));
    };
    // For one parked here nobody waits until a session stands.
    if (this.#session === null && own) {
      away();
      return;
    }
    this.#greeted((session) => {
      if ('code' in session) {
        away();
        return;
      }
      const bytes = nodeCodec.utf8(JSON.stringify(question));
      this.#call('recall', { session, bytes }, (answer) => {
        const reply = answer.kind === 'octets' ? parsed(answer.bytes, recallReply) : null;
        // An answer to another question, of somebody between, is none.
        if (reply !== null) return heard(reply.id === asked.id ? reply : null);
        const { code } = this.#failed(faultOf(answer), session);
        if (code !== 'NO_SESSION' || !again) return heard(null);
        this.recall({ ...asked, own: false }, heard, false);
      });
    });
  }

  // Session

  #greeted(then: (session: Session | Fault) => void): void {
    if (this.#session) {
      then(this.#session);
      return;
    }
    this.#waiters.push(then);
    if (this.#waiters.length === 1) this.#greet();
  }

  #settle(session: Session | Fault): void {
    const waiting = this.#waiters;
    this.#waiters = [];
    for (const then of waiting) then(session);
  }

  #greet(): void {
    const register = this.#register;
    const { device, epoch } = register.self();
    const challenge = toHex(nodeCodec.sha256(nodeCodec.utf8(register.newId())).subarray(0, 32));
    const { facts, oldest } = waitingFacts(this.push, register.store().own);
    const { seq, hash } = register.head();
    const request = {
      device,
      challenge,
      signature: toHex(register.keys.sign(helloMessage({ device, challenge }, nodeCodec))),
      protocol: PROTOCOL,
      version: '1',
      epoch,
      seq,
      head: toHex(hash),
      lease: register.lease,
      waiting: { facts, since: oldest && register.store().own.at(oldest.epoch, oldest.seq) },
      at: register.clock(),
    };
    const bytes = nodeCodec.utf8(JSON.stringify(request));
    this.#call('hello', { session: null, bytes }, (answer) => {
      const reply = answer.kind === 'octets' ? parsed(answer.bytes, helloReply) : null;
      if (reply === null) return this.#settle(faultOf(answer));
      const forked = this.#meet(reply);
      if (forked !== null) {
        this.#startForkedEpoch(forked);
        return this.#greet();
      }
      this.#session = { token: reply.session, limits: reply.limits };
      this.#settle(this.#session);
      this.up.wake();
      this.#down.wake();
    });
  }

  /** Holds what headquarters says it has against what is here; answers the epoch it has seen more of than this disk. */
  #meet(reply: HelloReply): string | null {
    const { incarnation, lease, heads, feeds, time } = reply;
    this.told = reply;
    const { epoch: own } = this.#register.self();
    const alone = this.#register.is('epoch counted alone');
    const held = heads
      .filter(({ epoch }) => !alone || epoch === own || epochOrdinal(epoch) !== epochOrdinal(own))
      .map(({ epoch, seq, hash }) => ({ epoch, seq, hash: fromHex(hash) }));
    this.#heldEpochs = heads.map(({ epoch }) => epoch);
    const effects = this.#hearPush({ kind: 'greeted', incarnation, heads: held });
    this.#hearPull({ kind: 'greeted', incarnation, ends: feeds });
    this.#register.lease = lease;
    this.#register.boundary('after the lease');
    this.#keep({ incarnation, acked: JSON.stringify(this.push.acked), refused: null });
    this.#agreed(time);
    return effects.find((effect) => effect.do === 'start-epoch')?.forked ?? null;
  }

  #call(
    path: Path,
    sent: { readonly session: Session | null; readonly bytes: Uint8Array },
    heard: (answer: Answer | { readonly kind: 'none' }) => void | Promise<void>,
  ): void {
    this.#register.call(path, sent.session?.token ?? '', sent.bytes, (answer) =>
      heard(answer ?? { kind: 'none' }),
    );
  }

  /** After a failure the session is taken for over, unless the other lane has greeted since. */
  #failed(fault: Fault, session: Session): Fault {
    if (this.#session === session) this.#session = null;
    return seldom(fault);
  }
}

function parsed<T>(
  bytes: Uint8Array,
  schema: { readonly safeParse: (value: unknown) => { readonly success: boolean; readonly data?: T } },
): T | null {
  try {
    const read = schema.safeParse(JSON.parse(nodeCodec.text(bytes)));
    return read.success ? (read.data ?? null) : null;
  } catch {
    return null;
  }
}

const faultOf = (answer: Answer | { readonly kind: 'none' }): Fault =>
  answer.kind === 'fault'
    ? { code: answer.code, retryAfter: 0 }
    : { code: answer.kind === 'none' ? 'UNREACHABLE' : 'NOT_HQ', retryAfter: 0 };
