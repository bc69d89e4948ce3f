import { z } from 'zod';
import { ask, tell } from './base.ts';

export const joinInput = z.object({
  address: z.string().trim().min(1).max(200),
  code: z.string().trim().min(6).max(40),
});
/** Under which codes this register sells from now on, and for whom. */
export const joinAnswer = z.object({ store: z.string(), register: z.string(), chain: z.string() });

/**
 * Why a store that was alone can't be taken over further. `UNREADABLE`: a fact of it, of the type `name`, does not count at headquarters yet.
 * `REFUSED`: the chain can't take a record of this kind and name.
 */
export const handOverStop = z.object({
  why: z.enum(['UNREADABLE', 'REFUSED']),
  kind: z.string(),
  name: z.string(),
});
export type HandOverStop = z.infer<typeof handOverStop>;

export const linkView = z.object({
  address: z.string(),
  chain: z.string(),
  state: z.enum(['filling', 'handing-over', 'joined']),
  online: z.boolean(),
  /** What is wrong with the line, or why headquarters turns this register away. */
  trouble: z.string().nullable(),
  /** Headquarters will not have this register as it is; a new code makes it one again. */
  turnedAway: z.boolean(),
  /** Facts headquarters has not confirmed, and when the oldest was made. */
  waiting: z.object({ facts: z.int(), since: z.int().nullable() }),
  /** When headquarters last answered. */
  agreedAt: z.int().nullable(),
  /** This clock less that of headquarters, ms. */
  skewMs: z.int().nullable(),
  feeds: z.array(
    z.object({
      feed: z.enum(['chain', 'store']),
      position: z.int(),
      end: z.int(),
      /** When all of it was last known to be here. */
      currentAt: z.int().nullable(),
      stopped: z.boolean(),
    }),
  ),
  /** How the last comparison of all facts with headquarters came out. */
  compared: z
    .object({
      at: z.int(),
      facts: z.int(),
      differed: z.int(),
      repaired: z.int(),
      /** Of those that differed, what headquarters had lost by a restore and holds again now. */
      regained: z.int(),
    })
    .nullable(),
  /** Facts of its catalog headquarters has taken, while a store that was alone hands it over. */
  handOver: z.object({ done: z.int(), total: z.int(), stopped: handOverStop.nullable() }).nullable(),
  /** The catalog's file while it is on its way: chunks that are here. */
  file: z.object({ chunks: z.int(), of: z.int() }).nullable(),
  /** Received facts that were put aside. */
  asides: z.int(),
});
export type LinkView = z.infer<typeof linkView>;

export const asideView = z.object({
  id: z.string(),
  type: z.string(),
  from: z.string(),
  state: z.enum(['parked', 'unknown', 'quarantined', 'waiting', 'fork', 'stopping']),
  reason: z.string(),
  at: z.int(),
});
export type AsideView = z.infer<typeof asideView>;

/** The register's tie to headquarters. */
export const link = {
  /** null: this register is a store of its own. */
  state: ask('anyone', false).output(linkView.nullable()),
  /** Joins a store that has sold on its own; its whole journal goes up. */
  join: tell('store.maintain', false).input(joinInput).output(joinAnswer),
  /** Tries everything now that is being waited with. */
  tryNow: tell('signed-in', false).output(linkView.nullable()),
  /** Compares every fact with headquarters now, and puts right what it can; answers why that was not possible, or null. */
  compare: tell('store.maintain', false).output(z.object({ trouble: z.string().nullable() })),
  asides: ask('store.maintain').output(z.array(asideView)),
  /** Looks again at every received fact that was put aside; answers those that still are. */
  retryAsides: tell('store.maintain', false).output(z.array(asideView)),
};
