import type { Codec } from '#shared/journal/entry.ts';
import type { HqStore } from '#shared/link/hq/hq-store.ts';
import { type Grown, relayFact } from '#shared/link/hq/relay.ts';
import { inTurns, type Rounds } from '../ops/in-turns.ts';

export interface RelayPorts {
  readonly hq: HqStore;
  readonly codec: Codec;
  /** The feed of a store has grown by what was brought to it. */
  readonly announce: (store: string, position: number) => void;
  readonly report: (error: unknown) => void;
}

/** Goods that were sent are on the other store's screens a moment later. */
const EVERY_MS = 1_000;
/** Facts asked for at once. */
const MOST = 200;

/** Brings what concerns another store there, behind everything that arrives. Nobody waits for it. */
export function relay({ hq, codec, announce, report }: RelayPorts): Rounds {
  /** One that can't be brought holds up no other; it is tried again with the next round. */
  const bring = async (): Promise<boolean> => {
    const routes = await hq.undelivered(MOST);
    let brought = 0;
    for (const route of routes) {
      try {
        const grown: Grown | null = await relayFact(hq, route, codec);
        brought += 1;
        if (grown !== null) announce(grown.store, grown.position);
      } catch (error) {
        report(error);
      }
    }
    return brought > 0 && routes.length === MOST;
  };
  return inTurns({
    everyMs: EVERY_MS,
    report,
    round: async (isOver) => {
      while (!isOver() && (await bring()));
    },
  });
}
