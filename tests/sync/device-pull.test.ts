import { array, assert, constant, integer, oneof, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextFetch, type PullInput, type PullState, pullStep } from '#shared/link/device/pull.ts';

const RUNS = { numRuns: 500, seed: Number(process.env['FC_SEED'] ?? 1) };
const FEEDS = ['chain', 'store/R01'] as const;

const NEW: PullState = {
  feeds: FEEDS.map((feed) => ({
    feed,
    incarnation: null,
    position: 0,
    end: 0,
    stopped: false,
    due: false,
  })),
  asked: null,
};

/** Feeds as lists of facts; a restored HQ has fewer of them and another name. */
class ModelFeeds {
  life = 1;
  #facts: Record<string, string[]> = { chain: [], 'store/R01': [] };
  #written = 0;

  append(feed: string): string {
    const fact = `${feed} ${++this.#written}`;
    this.#facts[feed]?.push(fact);
    return fact;
  }
  restore(kept: number): void {
    this.life += 1;
    for (const facts of Object.values(this.#facts)) facts.splice(kept);
  }
  get incarnation(): string {
    return `life-${this.life}`;
  }
  ends(): Record<string, number> {
    return Object.fromEntries(Object.entries(this.#facts).map(([feed, facts]) => [feed, facts.length]));
  }
  facts(feed: string): readonly string[] {
    return this.#facts[feed] ?? [];
  }
  page(feed: string, from: number, most: number) {
    const facts = this.facts(feed);
    const items = facts.slice(from, from + most);
    const at = { feed, incarnation: this.incarnation };
    return { ...at, from, to: from + items.length, end: Math.max(facts.length, from), items };
  }
}
type Page = ReturnType<ModelFeeds['page']>;

type Own = Extract<PullInput, { kind: 'own' }>;

/** A register as far as pulling goes: the facts and cursors on its disk move together. */
class ModelReader {
  readonly held = new Set<string>();
  state: PullState = NEW;
  greeted = false;
  distrusted = 0;
  #last: string | null = null;

  greet(feeds: ModelFeeds): void {
    this.greeted = true;
    this.#step({ kind: 'greeted', incarnation: feeds.incarnation, ends: feeds.ends() });
  }
  ask(): { readonly feed: string; readonly from: number } | null {
    const next = nextFetch(this.state, this.#last);
    if (next === null) return null;
    this.#last = next.feed;
    this.#step({ kind: 'asked', feed: next.feed });
    return next;
  }
  hear(page: Page | null): void {
    if (page === null) {
      this.#step({ kind: 'lost' });
      return;
    }
    const effects = this.#step({ kind: 'page', page });
    if (effects.some((effect) => effect.do === 'greet')) this.greeted = false;
    if (effects.some((effect) => effect.do === 'distrust')) this.distrusted += 1;
    if (!effects.some((effect) => effect.do === 'take')) return;
    for (const fact of page.items) this.held.add(fact);
    this.#step({ kind: 'taken', feed: page.feed, position: page.to, stopped: false });
  }
  /** Own facts are held before HQ has them; answers what HQ will say of them. */
  push(feeds: ModelFeeds, appended: number): Own {
    const feed = 'store/R01';
    for (let n = 0; n < appended; n++) this.held.add(feeds.append(feed));
    return {
      kind: 'own',
      feed,
      incarnation: feeds.incarnation,
      position: feeds.facts(feed).length,
      appended,
    };
  }
  acknowledged(own: Own): void {
    this.#step(own);
  }
  poke(feed: string, position: number): void {
    this.#step({ kind: 'poked', feed, position });
  }
  pollDue(): void {
    this.#step({ kind: 'due', again: false });
  }
  /** Cursors are on the disk; what was in mind is gone. */
  restart(): void {
    this.greeted = false;
    const feeds = this.state.feeds.map((feed) => ({ ...feed, end: feed.position, due: false }));
    this.state = { asked: null, feeds };
  }
  #step(input: Parameters<typeof pullStep>[1]) {
    const { state, effects } = pullStep(this.state, input);
    this.state = state;
    return effects;
  }
}

const event = oneof(
  { weight: 4, arbitrary: record({ do: constant('append' as const), feed: integer({ min: 0, max: 1 }) }) },
  {
    weight: 8,
    arbitrary: record({
      do: constant('fetch' as const),
      most: integer({ min: 1, max: 4 }),
      fate: oneof(constant('come'), constant('come'), constant('lost'), constant('old'), constant('other')),
    }),
  },
  { weight: 3, arbitrary: record({ do: constant('push' as const), facts: integer({ min: 1, max: 3 }) }) },
  { weight: 3, arbitrary: record({ do: constant('acknowledge' as const) }) },
  { weight: 1, arbitrary: record({ do: constant('restore' as const), kept: integer({ min: 0, max: 5 }) }) },
  { weight: 1, arbitrary: record({ do: constant('restart' as const) }) },
  { weight: 1, arbitrary: record({ do: constant('poke' as const) }) },
);

describe('pulling', () => {
  test('whatever is lost, repeated, out of order, restarted or restored, the register ends with all HQ has', () => {
    assert(
      property(array(event, { maxLength: 80 }), (events) => {
        const feeds = new ModelFeeds();
        const reader = new ModelReader();
        let old: Page | null = null;
        // Answers of pushes, the newest first; one that is never heard got lost.
        const answers: Own[] = [];
        for (const each of events) {
          if (each.do === 'append') feeds.append(FEEDS[each.feed] ?? 'chain');
          else if (each.do === 'restore') feeds.restore(each.kept);
          else if (each.do === 'restart') reader.restart();
          else if (each.do === 'push') answers.unshift(reader.push(feeds, each.facts));
          else if (each.do === 'acknowledge') {
            const [answer] = answers.splice(0, 1);
            if (answer) reader.acknowledged(answer);
          } else if (each.do === 'poke')
            for (const [feed, end] of Object.entries(feeds.ends())) reader.poke(feed, end);
          else if (each.do === 'fetch') {
            if (!reader.greeted) reader.greet(feeds);
            const asked = reader.ask();
            if (asked === null) continue;
            const page = feeds.page(asked.feed, asked.from, each.most);
            if (each.fate === 'come') reader.hear(page);
            else if (each.fate === 'old' && old) reader.hear(old);
            else if (each.fate === 'other') reader.hear(feeds.page(asked.feed, asked.from + 1, each.most));
            else reader.hear(null);
            old = page;
          }
          // A cursor never stands behind what was read of this life: nothing before it is missing.
          for (const { feed, position, incarnation } of reader.state.feeds) {
            if (incarnation !== feeds.incarnation) continue;
            for (const fact of feeds.facts(feed).slice(0, position)) expect(reader.held).toContain(fact);
          }
        }
        // Pokes may all have been lost: the poll of the minute stands behind them.
        reader.pollDue();
        for (let rounds = 0; rounds < 500; rounds++) {
          if (!reader.greeted) reader.greet(feeds);
          const asked = reader.ask();
          if (asked === null) break;
          reader.hear(feeds.page(asked.feed, asked.from, 3));
        }
        for (const feed of FEEDS) for (const fact of feeds.facts(feed)) expect(reader.held).toContain(fact);
      }),
      RUNS,
    );
  });

  const at = (position: number, end: number, more: Partial<PullState['feeds'][number]> = {}) => ({
    feed: 'chain',
    incarnation: 'life-1',
    position,
    end,
    stopped: false,
    due: false,
    ...more,
  });

  test('a stopped feed holds up no other, and is asked again when a person wishes it', () => {
    const state: PullState = {
      feeds: [at(3, 9, { stopped: true }), at(0, 2, { feed: 'store/R01' })],
      asked: null,
    };
    expect(nextFetch(state, null)).toEqual({ feed: 'store/R01', from: 0 });
    const poll = pullStep(state, { kind: 'due', again: false }).state;
    expect(nextFetch(poll, 'store/R01')).toEqual({ feed: 'store/R01', from: 0 });
    const asked = pullStep(state, { kind: 'due', again: true }).state;
    expect(nextFetch(asked, 'store/R01')).toEqual({ feed: 'chain', from: 3 });
  });

  test('feeds take turns, one page at a time', () => {
    const state: PullState = { feeds: [at(0, 9), at(0, 9, { feed: 'store/R01' })], asked: null };
    expect(nextFetch(state, 'chain')?.feed).toBe('store/R01');
    expect(nextFetch(state, 'store/R01')?.feed).toBe('chain');
    expect(nextFetch(pullStep(state, { kind: 'asked', feed: 'chain' }).state, null)).toBeNull();
  });

  test('a page that brings nothing though there is more moves nothing and is not asked for at once', () => {
    const state: PullState = { feeds: [at(3, 9)], asked: 'chain' };
    const page = { feed: 'chain', incarnation: 'life-1', from: 3, to: 3, end: 9 };
    expect(pullStep(state, { kind: 'page', page }).effects).toEqual([{ do: 'distrust' }]);
  });

  test('own places are passed over unread where nothing of others stands between', () => {
    const own = (feeds: PullState['feeds'], more: Partial<Own> = {}, asked: string | null = null) =>
      pullStep(
        { feeds, asked },
        { kind: 'own', feed: 'chain', incarnation: 'life-1', position: 5, appended: 2, ...more },
      ).state.feeds;
    expect(own([at(3, 3)])).toEqual([at(5, 5)]);
    expect(own([at(2, 2)])).toEqual([at(2, 5)]);
    expect(own([at(3, 3, { stopped: true })])).toEqual([at(3, 5, { stopped: true })]);
    // The page on its way says how far it goes.
    expect(own([at(3, 3)], {}, 'chain')).toEqual([at(3, 5)]);
    expect(own([at(3, 3)], { incarnation: 'life-2' })).toEqual([at(3, 3)]);
    // It was told no number: read like anybody's.
    expect(own([at(4, 4)], { appended: 0 })).toEqual([at(4, 5)]);
  });

  test('another life of HQ starts every feed over', () => {
    const state: PullState = { feeds: [at(30, 30)], asked: 'chain' };
    const page = { feed: 'chain', incarnation: 'life-2', from: 30, to: 30, end: 30 };
    expect(pullStep(state, { kind: 'page', page }).effects).toEqual([{ do: 'greet' }]);
    const again = pullStep(state, { kind: 'greeted', incarnation: 'life-2', ends: { chain: 4 } }).state;
    expect(again.feeds).toEqual([at(0, 4, { incarnation: 'life-2', due: true })]);
  });
});
