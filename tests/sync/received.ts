import type { RegisterStore } from '#electron/store/register-store.ts';
import { nodeCodec } from '#node/codec.ts';
import { put } from '#shared/journal/change.ts';
import { type Entry, NO_HASH, seal } from '#shared/journal/entry.ts';
import { type LinkState, localLink } from '#shared/journal/tables/local.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';

/** Seals the facts of several authors as each of them would have: one chain per author and epoch, seqs from `first` on. */
export function sealedRuns(
  facts: readonly Entry[],
  first: number | 'as given' = 'as given',
): ReceivedEntry[] {
  const ends = new Map<string, { seq: number; hash: Uint8Array }>();
  return facts.map((fact) => {
    const branch = `${fact.origin} ${fact.epoch}`;
    const before = ends.get(branch);
    const seq = before ? before.seq + 1 : first === 'as given' ? fact.seq : first;
    const { body: _, ...head } = { ...fact, seq };
    const sealed = seal({ ...fact, seq }, before?.hash ?? NO_HASH, nodeCodec);
    ends.set(branch, { seq, hash: sealed.hash });
    return { ...sealed, head };
  });
}

/** Ties a store to headquarters, as joining does. */
export const tie = (store: RegisterStore, state: LinkState): void =>
  store.writer.write({
    journal: null,
    changes: [],
    local: [
      put(localLink, {
        id: 'self',
        address: 'https://hq.example',
        state,
        chain: 'Mallard',
        hq_key: '',
        device: store.self().device,
        joined_at: 0,
        incarnation: 'life-1',
        acked: '{}',
        alone_store: null,
        alone_register: null,
        agreed_at: null,
        skew: null,
        hq_time: null,
        refused: null,
      }),
    ],
  });

/** Follows a feed over these facts in pages of a size. */
export async function follow(
  store: RegisterStore,
  feed: string,
  facts: readonly (ReceivedEntry | null)[],
  { size = facts.length, from = 0 }: { readonly size?: number; readonly from?: number } = {},
) {
  let last: Awaited<ReturnType<RegisterStore['receive']>> | undefined;
  for (let at = 0; at < facts.length; at += size) {
    const page = { feed, incarnation: 'life-1', from: from + at, end: from + facts.length };
    last = await store.receive({ ...page, items: facts.slice(at, at + size) });
    if (last.stopped) break;
  }
  return last;
}
