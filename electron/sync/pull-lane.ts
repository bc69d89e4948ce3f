import { keepPeople } from '#electron/store/link/keep-people.ts';
import { type FeedRow, readFeeds } from '#electron/store/link/link-rows.ts';
import { moveCursors } from '#electron/store/link/move-cursors.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { CatalogManifest } from '#shared/link/catalog-file.ts';
import {
  nextFetch,
  type OwnPlaces,
  type PullInput,
  type PullState,
  pullStep,
} from '#shared/link/device/pull.ts';
import { CHAIN_FEED, type FeedPage } from '#shared/link/feed-page.ts';
import type { HelloReply } from '#shared/link/hello.ts';
import type { HqStoreManifest } from '#shared/link/store-base.ts';
import { catalogKind } from './catalog-kind.ts';
import { FileFetch, type FileProgress } from './file-fetch.ts';
import type { HqClient } from './hq-client.ts';
import { KEEP_EVERY, type KeptLink } from './kept-link.ts';
import type { DeviceKeys } from './keys.ts';
import type { StepEnd } from './lane.ts';
import type { LinkPorts, LinkView } from './link.ts';
import { peopleExchange } from './people.ts';
import type { LinkSession, Session } from './session.ts';
import { storeKind } from './store-kind.ts';

export interface PullParts {
  readonly store: RegisterStore;
  readonly ports: LinkPorts;
  readonly keys: DeviceKeys;
  readonly client: HqClient;
  readonly kept: KeptLink;
  readonly session: () => LinkSession;
}

/** What comes down: the feeds page by page, and the keys of people they speak of. */
export class PullLane {
  readonly #parts: PullParts;
  #state: PullState;
  readonly #currentAt: Map<string, number | null>;
  readonly #catalogFile: FileFetch<CatalogManifest>;
  readonly #storeFile: FileFetch<HqStoreManifest>;
  #lastFeed: string | null = null;
  /** The newest page of each feed that came unasked, until it is its turn. */
  readonly #offered = new Map<string, FeedPage>();
  /** Calls off what is to be kept later. */
  #keeping: (() => void) | null = null;
  #peopleDue = false;
  #peopleCame = false;

  constructor(parts: PullParts) {
    this.#parts = parts;
    this.#catalogFile = new FileFetch(parts, catalogKind(parts));
    this.#storeFile = new FileFetch(parts, storeKind(parts));
    const feeds = readFeeds(parts.store.writer.db());
    this.#state = { feeds: feeds.map(feedState), asked: null };
    this.#currentAt = new Map(feeds.map(({ feed, current_at }) => [feed, current_at]));
  }

  view(): LinkView['feeds'] {
    return this.#state.feeds.map(({ feed, position, end, stopped }) => ({
      feed,
      position,
      end,
      stopped,
      currentAt: this.#currentAt.get(feed) ?? null,
    }));
  }

  file(): FileProgress | null {
    return this.#catalogFile.progress() ?? this.#storeFile.progress();
  }

  hear(input: PullInput) {
    const { state, effects } = pullStep(this.#state, input);
    this.#state = state;
    return effects;
  }

  /** HQ said this page unasked: it is taken where it is the one that would be asked for next. */
  offer(page: FeedPage): void {
    this.#offered.set(page.feed, page);
  }

  /** Own facts are in the feed: where nothing stands between they need not be read. */
  tookOwn(places: OwnPlaces): void {
    this.hear({ kind: 'own', ...places });
    const { ports } = this.#parts;
    const feed = this.#state.feeds.find((each) => each.feed === places.feed);
    if (feed === undefined || feed.position !== places.position) return;
    if (feed.position >= feed.end) this.#currentAt.set(feed.feed, ports.timers.now());
    this.#keeping ??= ports.timers.after(KEEP_EVERY, () => void this.keep().catch(ports.report));
  }

  /** Writes down where the cursors have come to over own places: forgotten, those would be read again. */
  async keep(): Promise<void> {
    if (this.#keeping === null) return;
    this.#keeping();
    this.#keeping = null;
    const { store } = this.#parts;
    await store.queue.bulk(async () => moveCursors(store.writer, this.#state.feeds));
  }

  met({ incarnation, feeds }: Pick<HelloReply, 'incarnation' | 'feeds'>): void {
    this.hear({ kind: 'greeted', incarnation, ends: feeds });
  }

  /** People may have changed without a fact that says so: a PIN, a key. */
  askForPeople(): void {
    this.#peopleDue = true;
  }

  /** Whether everything HQ was known to have has been read to its end. */
  isRead(): boolean {
    if (this.#peopleDue) return false;
    return this.view().every(({ position, end, currentAt }) => position >= end && currentAt !== null);
  }

  /** Whether people's keys came since this was last asked. */
  peopleCame(): boolean {
    const came = this.#peopleCame;
    this.#peopleCame = false;
    return came;
  }

  /** Fetches what is due next; null when nothing is. */
  async step(session: Session): Promise<StepEnd | null> {
    if (this.#peopleDue) {
      const end = await this.#fetchPeople(session);
      if (end !== null) return end;
    }
    const filed = (await this.#catalogStep(session)) ?? (await this.#storeStep(session));
    if (filed !== null) return filed;
    const next = nextFetch(this.#state, this.#lastFeed);
    if (next === null) return null;
    this.#lastFeed = next.feed;
    this.hear({ kind: 'asked', feed: next.feed });
    const { client, kept } = this.#parts;
    const page = this.#offeredFor(next) ?? (await client.feed(session.token, next));
    if (!page.ok) {
      this.hear({ kind: 'lost' });
      return this.#parts.session().failed(page.error, session);
    }
    kept.agreed(null);
    const { feed, incarnation, from, to, end, items } = page.value;
    for (const effect of this.hear({ kind: 'page', page: { feed, incarnation, from, to, end } })) {
      if (effect.do === 'greet') this.#parts.session().end();
      else if (effect.do === 'distrust') return { code: 'NOT_HQ', retryAfter: 0 };
      else await this.#take({ feed, incarnation, from, end, items });
    }
    return 'more';
  }

  #offeredFor({
    feed,
    from,
  }: {
    readonly feed: string;
    readonly from: number;
  }): Result<FeedPage, never> | null {
    const page = this.#offered.get(feed);
    this.#offered.delete(feed);
    return page?.from === from ? ok(page) : null;
  }

  async #catalogStep(session: Session): Promise<StepEnd | null> {
    const chain = this.#state.feeds.find(({ feed }) => feed === CHAIN_FEED);
    if (!chain) return null;
    return await this.#catalogFile.step(session, chain, (position) => {
      this.hear({ kind: 'jumped', feed: CHAIN_FEED, position });
      // What is in it may be of people too.
      this.#peopleDue = true;
    });
  }

  async #storeStep(session: Session): Promise<StepEnd | null> {
    const feed = this.#state.feeds.find((each) => each.feed !== CHAIN_FEED);
    if (!feed) return null;
    return await this.#storeFile.step(session, feed, (position) =>
      this.hear({ kind: 'jumped', feed: feed.feed, position }),
    );
  }

  async #take(page: Parameters<RegisterStore['receive']>[0]): Promise<void> {
    const { store, ports } = this.#parts;
    let stands = page.from;
    let stopped = false;
    try {
      const received = await store.receive(page);
      stands = received.feedPosition;
      stopped = received.stopped;
      if (stands >= page.end) this.#currentAt.set(page.feed, ports.timers.now());
      if (received.areas.includes('people')) this.#peopleDue = true;
    } finally {
      // After a failure of the disk, what was written is read from the disk.
      const kept = readFeeds(store.writer.db()).find(({ feed }) => feed === page.feed);
      this.hear({
        kind: 'taken',
        feed: page.feed,
        position: kept && kept.incarnation === page.incarnation ? kept.position : stands,
        stopped,
      });
    }
    ports.changed();
  }

  async #fetchPeople(session: Session): Promise<StepEnd | null> {
    const { store, ports, keys, client, kept } = this.#parts;
    const exchange = peopleExchange(store.self().device, keys);
    const reply = await client.people(session.token, exchange.query);
    if (!reply.ok) return this.#parts.session().failed(reply.error, session);
    const given = exchange.open(reply.value, Buffer.from(kept.row().hq_key, 'base64'));
    if (given === null) return { code: 'NOT_HQ', retryAfter: 0 };
    await ports.keepPepper(given.pepper);
    this.#peopleDue = false;
    if (await keepPeople(store, given)) {
      this.#peopleCame = true;
      store.announce(['people']);
    }
    return null;
  }
}

const feedState = ({ feed, incarnation, position, ends, stopped }: FeedRow): PullState['feeds'][number] => ({
  feed,
  incarnation,
  position,
  end: ends,
  stopped: stopped === 1,
  due: true,
});
