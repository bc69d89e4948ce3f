import { err, ok, type Result } from '#shared/domain/result.ts';
import type { ReceivedEntry } from '../batch.ts';
import type { BlockList, BlockName, FeedDigest, HistoryDigest } from '../digest.ts';
import { type LinkFault, linkFault } from '../fault.ts';
import { PAGE_LIMIT } from '../feed-page.ts';
import type { KnownDevice } from './hq-store.ts';
import { followedStore } from './serve-feed.ts';

/** HQ's journals as those who compare theirs with it ask for them. */
export interface DigestSource {
  readonly device: (device: string) => Promise<KnownDevice | undefined>;
  readonly end: (store: string) => Promise<number>;
  /** What is held up to a position, by author, epoch and block. */
  readonly digest: (store: string, to: number) => Promise<readonly HistoryDigest[]>;
  readonly block: (store: string, block: BlockName) => Promise<BlockList['facts']>;
  /** Facts of these seqs, of every history of the epoch, as many as fit; one at least. */
  readonly facts: (
    store: string,
    asked: {
      readonly origin: string;
      readonly epoch: string;
      readonly seqs: readonly number[];
      readonly bytes: number;
    },
  ) => Promise<readonly ReceivedEntry[]>;
}

interface Asked {
  readonly device: string;
  readonly feed: string;
}

/** The digest of a feed, for a device that follows it. UNKNOWN_DEVICE, REVOKED, WRONG_STORE, MALFORMED (a place it does not have). */
export async function serveDigest(
  source: DigestSource,
  { to, ...asked }: Asked & { readonly to: number },
  { incarnation, regains }: { readonly incarnation: string; readonly regains: boolean },
): Promise<Result<FeedDigest, LinkFault>> {
  const store = await storeFor(source, asked);
  if (!store.ok) return store;
  const end = await source.end(store.value);
  if (!Number.isSafeInteger(to) || to < 0 || to > end) return err(linkFault('MALFORMED', { end }));
  const histories = await source.digest(store.value, to);
  return ok({ feed: asked.feed, incarnation, to, histories: [...histories], regains });
}

/** Every fact of a block, by seq and hash. Faults as `serveDigest`. */
export async function serveBlock(
  source: DigestSource,
  { block, ...asked }: Asked & { readonly block: BlockName },
  incarnation: string,
): Promise<Result<BlockList, LinkFault>> {
  const store = await storeFor(source, asked);
  if (!store.ok) return store;
  return ok({ incarnation, facts: [...(await source.block(store.value, block))] });
}

/** The facts of some seqs of an epoch, as bytes. Faults as `serveDigest`. */
export async function serveFacts(
  source: DigestSource,
  asked: Asked & { readonly origin: string; readonly epoch: string; readonly seqs: readonly number[] },
): Promise<Result<readonly ReceivedEntry[], LinkFault>> {
  const store = await storeFor(source, asked);
  if (!store.ok) return store;
  const { origin, epoch, seqs } = asked;
  return ok(await source.facts(store.value, { origin, epoch, seqs, bytes: PAGE_LIMIT.bytes }));
}

async function storeFor(source: DigestSource, { device, feed }: Asked): Promise<Result<string, LinkFault>> {
  const known = await source.device(device);
  if (!known) return err(linkFault('UNKNOWN_DEVICE'));
  return known.state === 'revoked' ? err(linkFault('REVOKED')) : followedStore(feed, known);
}
