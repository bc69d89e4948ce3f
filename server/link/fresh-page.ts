import { CHAIN_FEED, type FeedPage } from '#shared/link/feed-page.ts';
import type { Appended } from '#shared/link/hq/hq-store.ts';
import { CHAIN_STORE, feedName } from '#shared/link/hq/serve-feed.ts';
import { bytesOf, type FreshFacts } from './fresh-facts.ts';

/** What is said unasked to everyone who listens is short. */
const MOST_BYTES = 16 * 1024;
const MOST_UNPACKED = 64 * 1024;

/** Makes the page of what is being committed while PostgreSQL is at it. */
export const comingPage =
  (ports: { readonly packed: (page: FeedPage) => Promise<Buffer>; readonly incarnation: string }) =>
  ({ store, position: end, facts: items }: Appended): void => {
    if (store !== CHAIN_STORE || bytesOf(items) > MOST_UNPACKED) return;
    const page = {
      feed: CHAIN_FEED,
      incarnation: ports.incarnation,
      from: end - items.length,
      to: end,
      end,
      items,
    };
    // The commit goes out first. What it comes to is found by the list of facts, and forgotten with it.
    setImmediate(() => void ports.packed(page).catch(() => {}));
  };

/** What is new in a feed behind `from`: of a store's the facts, where they are at hand and all of one device. */
export interface News extends Omit<Appended, 'facts'> {
  readonly from: number;
  readonly facts: Appended['facts'] | null;
}

/** The page a register that has read up to `from` would ask for, packed; null where it is not at hand or too long to be said unasked. */
export const freshPage =
  (ports: {
    readonly fresh: Pick<FreshFacts, 'after'>;
    readonly packed: (page: FeedPage) => Promise<Buffer>;
    readonly incarnation: string;
  }) =>
  async ({ store, position, from, facts }: News): Promise<Buffer | null> => {
    const { fresh, packed, incarnation } = ports;
    const pushed = facts && bytesOf(facts) <= MOST_UNPACKED ? { end: position, items: facts } : null;
    const run = store === CHAIN_STORE ? fresh.after(store, from) : pushed;
    if (run === null) return null;
    const { end, items } = run;
    const page = await packed({ feed: feedName(store), incarnation, from, to: end, end, items });
    return page.length <= MOST_BYTES ? page : null;
  };
