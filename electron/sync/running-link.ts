import type { LinkRow } from '#electron/store/link/link-rows.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { priceTime } from '#shared/domain/pricing/price-time.ts';
import { POLL_MS, seldom } from '#shared/link/device/back-off.ts';
import { CHAIN_FEED, storeFeed } from '#shared/link/feed-page.ts';
import { AgreementKeeper } from './agreement-keeper.ts';
import { askTaking } from './ask-taking.ts';
import { HandOver } from './hand-over.ts';
import { type CallFault, createHqClient, readPage } from './hq-client.ts';
import { type KeptLine, keptLine } from './kept-line.ts';
import { createKeptLink, type KeptLink } from './kept-link.ts';
import type { DeviceKeys } from './keys.ts';
import { createLane, type Lane, type StepEnd } from './lane.ts';
import { LettingGo } from './letting-go.ts';
import type { LinkPorts, LinkView } from './link.ts';
import { PullLane } from './pull-lane.ts';
import { PushLane } from './push-lane.ts';
import { LinkSession, type Session } from './session.ts';
import { type TakeOver, takeOver } from './take-over.ts';

/** The link of a register that has joined, while it runs. */
export class RunningLink {
  readonly #ports: LinkPorts;
  readonly #kept: KeptLink;
  readonly #over = new AbortController();
  readonly #session: LinkSession;
  readonly #line: KeptLine;
  readonly #push: PushLane;
  readonly #pull: PullLane;
  readonly #handOver: HandOver;
  readonly #takeOver: TakeOver;
  readonly #agreement: AgreementKeeper;
  readonly #lettingGo: LettingGo;
  readonly #up: Lane;
  readonly #down: Lane;
  /** Headquarters' word on a parked ticket; null when there is none to be had now. */
  readonly askTaking: ReturnType<typeof askTaking>;
  #poll: (() => void) | null = null;

  constructor(store: RegisterStore, ports: LinkPorts, given: { row: LinkRow; keys: DeviceKeys }) {
    const { row, keys } = given;
    const kept = createKeptLink(store, ports, row);
    const client = createHqClient(row.address, this.#over.signal);
    const parts = { store, ports, keys, client, kept, session: () => this.#session };
    const pull = new PullLane(parts);
    const push = new PushLane({
      ...parts,
      taken: (places) => {
        pull.tookOwn({ feed: storeFeed(store.self().store), ...places });
        this.#down.wake();
      },
      wentOn: () => pull.hear({ kind: 'reread' }),
    });
    const lettingGo = new LettingGo({ ...parts, over: this.#over.signal });
    const handOver = new HandOver({ ...parts, wake: () => this.#up.wake() });
    this.#ports = ports;
    this.#kept = kept;
    this.#pull = pull;
    this.#push = push;
    this.#handOver = handOver;
    this.#lettingGo = lettingGo;
    this.#line = keptLine({
      address: () => kept.row().address,
      timers: ports.timers,
      poked: (feed, position) => this.#poked(feed, position),
      came: (packed) => void this.#came(packed).catch(ports.report),
      lost: () => this.#look({ kind: 'due', again: false }),
    });
    this.#session = new LinkSession({
      ...parts,
      over: this.#over.signal,
      waiting: () => push.waiting(),
      met: (reply) => {
        pull.met(reply);
        lettingGo.met(reply);
        return push.met(reply);
      },
      startEpochAfter: (forked) => push.startEpochAfter(forked),
      opened: (session) => this.#opened(session),
      ended: () => this.#line.close(),
    });
    this.#agreement = new AgreementKeeper({ ...parts, over: this.#over.signal });
    this.askTaking = askTaking(parts);
    this.#takeOver = takeOver({ store, ports, kept, push, pull, handOver });
    const { report, changed, timers } = ports;
    const lane = (step: (session: Session) => Promise<StepEnd | null>) =>
      createLane(timers, { step: () => this.#step(step), changed, report });
    this.#up = lane(async (session) => (await push.step(session)) ?? (await handOver.step(session)));
    this.#down = lane((session) => pull.step(session));
  }

  begin(): void {
    this.#poll = this.#ports.timers.after(POLL_MS, () => this.#pollAll());
    this.#up.now();
    this.#down.now();
  }

  wake(): void {
    this.#up.wake();
  }

  tryNow(): void {
    this.#pull.hear({ kind: 'due', again: true });
    this.#pull.askForPeople();
    this.#handOver.again();
    this.#up.now();
    this.#down.now();
  }

  /** Compares all that is held with headquarters; null when that was done. */
  async compare(): Promise<CallFault['code'] | null> {
    const done = await this.#agreement.compare();
    return done.ok ? null : done.error.code;
  }

  async stop(): Promise<void> {
    this.#poll?.();
    this.#over.abort();
    this.#line.close();
    this.#handOver.stop();
    await Promise.all([this.#up.stop(), this.#down.stop(), this.#agreement.idle(), this.#lettingGo.idle()]);
    await this.#pull.keep();
    await this.#kept.flush();
  }

  state(): LinkView['state'] {
    const { state } = this.#kept.row();
    return state === 'joining' ? 'filling' : state;
  }

  priceTime(): number {
    const { skew, hq_time } = this.#kept.row();
    return priceTime({ now: this.#ports.timers.now(), skew, told: hq_time });
  }

  view(): LinkView {
    const { address, chain, agreed_at, skew } = this.#kept.row();
    const trouble = this.#up.trouble() ?? this.#down.trouble();
    return {
      address,
      chain,
      state: this.state(),
      online: this.#session.current() !== null && trouble === null,
      trouble: trouble?.code ?? null,
      waiting: this.#push.waiting(),
      agreedAt: agreed_at,
      skew,
      file: this.#pull.file(),
      feeds: this.#pull.view(),
      compared: this.#agreement.view(),
      handOver: this.#handOver.progress(),
    };
  }

  #pollAll(): void {
    this.#poll = this.#ports.timers.after(POLL_MS, () => this.#pollAll());
    this.#look({ kind: 'due', again: false });
    this.#up.wake();
    if (this.state() !== 'joined' || this.#session.current() === null) return;
    this.#agreement.wake();
    this.#lettingGo.wake();
  }

  #look(input: Parameters<PullLane['hear']>[0]): void {
    this.#pull.hear(input);
    this.#down.wake();
  }

  #poked(feed: string, position: number): void {
    this.#look({ kind: 'poked', feed, position });
    if (feed === CHAIN_FEED && this.state() === 'handing-over') {
      this.#handOver.look();
      this.#up.wake();
    }
  }

  /** What can't be read is asked for instead. */
  async #came(packed: Uint8Array): Promise<void> {
    const page = await readPage(packed);
    if (page === null) return this.#look({ kind: 'due', again: false });
    this.#pull.offer(page);
    this.#poked(page.feed, page.end);
  }

  #opened(session: Session): void {
    this.#pull.askForPeople();
    this.#handOver.look();
    this.#line.open(session.token);
    this.#up.wake();
    this.#down.wake();
  }

  /** With nothing left to do, a register that fills or hands over may be done with it. */
  async #step(step: (session: Session) => Promise<StepEnd | null>): Promise<StepEnd> {
    const session = await this.#session.greeted();
    if (!session.ok) return seldom(session.error);
    const end = await step(session.value);
    if (end !== null) return end;
    await this.#takeOver();
    return 'idle';
  }
}
