import type { ReceivedEntry } from '#shared/link/batch.ts';
import { PAGE_LIMIT } from '#shared/link/feed-page.ts';
import type { Appended } from '#shared/link/hq/hq-store.ts';
import { CHAIN_STORE, type FreshRun } from '#shared/link/hq/serve-feed.ts';
import type { PokeHub } from './poke-hub.ts';

/** The newest facts of the chain, held as they were committed: every register asks for them in the moment it is poked. */
export interface FreshFacts {
  readonly appended: (news: Appended) => void;
  /** All that is behind `after`, where it is held and the feed has not grown elsewhere. */
  readonly after: (store: string, after: number) => FreshRun | null;
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly facts: readonly ReceivedEntry[];
  readonly bytes: number;
}

/** Of headers and bodies, as a page's bounds count them. */
export const bytesOf = (facts: readonly ReceivedEntry[]): number =>
  facts.reduce((sum, { header, body }) => sum + header.length + body.length, 0);

/** Holds no more than a page takes, so that all behind any place of it is one page. */
export function freshFacts(hub: Pick<PokeHub, 'endsAt'>): FreshFacts {
  let runs: Run[] = [];
  /** By where they begin: who asks from the same place is given the same. */
  const answers = new Map<number, FreshRun>();
  const isTooMuch = () =>
    runs.reduce((sum, { bytes }) => sum + bytes, 0) > PAGE_LIMIT.bytes ||
    runs.reduce((sum, { facts }) => sum + facts.length, 0) > PAGE_LIMIT.items;
  return {
    appended: ({ store, position: to, facts }) => {
      if (store !== CHAIN_STORE) return;
      const from = to - facts.length;
      // What another process appended in between is not held.
      if (runs.at(-1)?.to !== from) runs = [];
      runs.push({ from, to, facts, bytes: bytesOf(facts) });
      while (isTooMuch()) runs.shift();
      answers.clear();
    },
    after: (store, after) => {
      const end = runs.at(-1)?.to;
      if (store !== CHAIN_STORE || end === undefined || !hub.endsAt(store, end)) return null;
      const at = runs.findIndex(({ from }) => from === after);
      if (at === -1) return null;
      const [run, ...more] = runs.slice(at);
      // Of one run alone they are the very list it was told with: what was made of that is found again.
      const items = run && more.length === 0 ? run.facts : runs.slice(at).flatMap(({ facts }) => facts);
      const answer = answers.get(after) ?? { end, items };
      answers.set(after, answer);
      return answer;
    },
  };
}
