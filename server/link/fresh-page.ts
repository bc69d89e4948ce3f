import { CHAIN_FEED, type FeedPage } from '#shared/link/feed-page.ts';
import { CHAIN_STORE } from '#shared/link/hq/serve-feed.ts';
import type { Appended } from '../store/author.ts';
import type { FreshFacts } from './fresh-facts.ts';

/** What is said unasked to everyone who listens is short. */
const MOST_BYTES = 16 * 1024;
const MOST_UNPACKED = 64 * 1024;

/** Makes the page of what is being committed while PostgreSQL is at it. */
export const comingPage =
  (ports: { readonly packed: (page: FeedPage) => Promise<Buffer>; readonly incarnation: string }) =>
  ({ store, position: end, facts: items }: Appended): void => {
    const bytes = items.reduce((sum, { header, body }) => sum + header.length + body.length, 0);
    if (store !== CHAIN_STORE || bytes > MOST_UNPACKED) return;
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

/** The page a register that has read up to `from` would ask for, packed; null where it is not at hand or too long to be said unasked. */
export const freshPage =
  (ports: {
    readonly fresh: Pick<FreshFacts, 'after'>;
    readonly packed: (page: FeedPage) => Promise<Buffer>;
    readonly incarnation: string;
  }) =>
  async (store: string, from: number): Promise<Buffer | null> => {
    const { fresh, packed, incarnation } = ports;
    const run = store === CHAIN_STORE ? fresh.after(store, from) : null;
    if (run === null) return null;
    const { end, items } = run;
    const page = await packed({ feed: CHAIN_FEED, incarnation, from, to: end, end, items });
    return page.length <= MOST_BYTES ? page : null;
  };
