import type { Codec } from '#shared/journal/entry.ts';
import type { HqStore, HqTx, Undelivered } from './hq-store.ts';
import { postFacts } from './post-facts.ts';
import { readFact } from './read-fact.ts';

/** A feed has grown by what was brought to it. */
export interface Grown {
  readonly store: string;
  readonly position: number;
}

/**
 * Brings one fact to a store it concerns: into that store's feed and tables in a transaction of that store alone, keyed by the fact's id,
 * and then off the list of the store it is from. No transaction touches both, so being killed between them only means that it is
 * brought again, and found to be there. Any number of processes may do so at once. null where it was there.
 */
export async function relayFact(hq: HqStore, route: Undelivered, codec: Codec): Promise<Grown | null> {
  const { store, entry, target, isOpen } = route;
  const position = isOpen ? await hq.transaction((tx) => deliver(tx, route, codec)) : null;
  await hq.transaction(async (tx) => {
    if (!isOpen) await tx.raise(store, { rule: 'NO_SUCH_STORE', subject: entry, detail: { to: target } });
    await tx.routed(route);
  });
  return position === null ? null : { store: target, position };
}

async function deliver(tx: HqTx, { entry, target, fact }: Undelivered, codec: Codec): Promise<number | null> {
  if (!(await tx.accept(target, entry))) return null;
  // It counts where it is from: whoever wrote it was in good standing.
  const read = readFact(fact.entry, { store: target, state: 'active' }, codec);
  const { device, branch } = fact;
  const arrived = { facts: [read], branch, delivered: true } as const;
  return (await postFacts(tx, { store: target, device }, arrived, codec)).position;
}
