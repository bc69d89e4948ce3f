import { err, ok, type Result } from '#shared/domain/result.ts';
import type { ReceivedEntry } from '../batch.ts';
import { type LinkFault, linkFault } from '../fault.ts';
import { CHAIN_FEED, type FeedPage, PAGE_LIMIT, storeFeed } from '../feed-page.ts';
import type { KnownDevice } from './hq-store.ts';

/** HQ's journals as those who follow them read them; PostgreSQL in the server, SQLite in the simulator. */
export interface FeedSource {
  readonly device: (device: string) => Promise<KnownDevice | undefined>;
  /** Where a store's feed ends; 0 where nothing was ever appended. */
  readonly end: (store: string) => Promise<number>;
  /**
   * The facts behind `after` in their order, without a gap: at most `items`, and at most `bytes` of headers and bodies, but one always.
   * Of the author and epoch in `without`, its first history, only the places (null).
   */
  readonly facts: (store: string, asked: FeedRange) => Promise<readonly (ReceivedEntry | null)[]>;
  /** All that is behind `after`, where it is at hand and fits a page; no device wrote any of it. */
  readonly fresh?: (store: string, after: number) => FreshRun | null;
}

/** Facts from somewhere in a feed up to where it ends. */
export interface FreshRun {
  readonly end: number;
  readonly items: readonly ReceivedEntry[];
}

export interface FeedRange {
  readonly after: number;
  readonly items: number;
  readonly bytes: number;
  readonly without: { readonly origin: string; readonly epoch: string } | null;
}

/**
 * The next page of a feed for a device. What it may read follows from who it is: the chain's feed and its own store's, of which its own
 * facts of its living epoch are places alone. Facts that are not posted are sent too: they are facts.
 * UNKNOWN_DEVICE, REVOKED, WRONG_STORE (another's feed), MALFORMED (no feed of that name, or a place it does not have).
 */
export async function serveFeed(
  source: FeedSource,
  asked: {
    readonly device: string;
    readonly feed: string;
    readonly from: number;
    /** The device as it stood a moment ago. */
    readonly known?: KnownDevice;
  },
  incarnation: string,
): Promise<Result<FeedPage, LinkFault>> {
  const { feed, from } = asked;
  const device = asked.known ?? (await source.device(asked.device));
  if (!device) return err(linkFault('UNKNOWN_DEVICE'));
  if (device.state === 'revoked') return err(linkFault('REVOKED'));
  const store = followedStore(feed, device);
  if (!store.ok) return store;
  if (!Number.isSafeInteger(from) || from < 0) return err(linkFault('MALFORMED'));
  const { epoch } = device;
  const without = epoch === null ? null : { origin: device.device, epoch };
  const fresh = source.fresh?.(store.value, from) ?? null;
  const [end, items] = fresh
    ? [fresh.end, fresh.items]
    : await Promise.all([
        source.end(store.value),
        source.facts(store.value, { after: from, ...PAGE_LIMIT, without }),
      ]);
  if (from > end + items.length) return err(linkFault('MALFORMED', { end }));
  const to = from + items.length;
  return ok({ feed, incarnation, from, to, end: Math.max(end, to), items });
}

/** The store whose journal a feed is, for a device that may read it. WRONG_STORE, MALFORMED. */
export function followedStore(feed: string, device: KnownDevice): Result<string, LinkFault> {
  if (feed === CHAIN_FEED) return ok(CHAIN_STORE);
  if (feed === storeFeed(device.store)) return ok(device.store);
  return err(linkFault(feed.startsWith(storeFeed('')) ? 'WRONG_STORE' : 'MALFORMED'));
}

/** The store key under which HQ keeps the chain's facts. */
export const CHAIN_STORE = 'chain';

/** What the journal of a store, or of the chain, is called as a feed. */
export const feedName = (store: string): string => (store === CHAIN_STORE ? CHAIN_FEED : storeFeed(store));
