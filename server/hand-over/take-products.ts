import { refuse } from '#shared/domain/error.ts';
import { err, ok } from '#shared/domain/result.ts';
import { patch, put } from '#shared/journal/change.ts';
import { type PricesChanged, pricesChanged } from '#shared/journal/entries/prices-changed.ts';
import { type PricesScheduled, pricesScheduled } from '#shared/journal/entries/prices-scheduled.ts';
import type { Codec, Entry } from '#shared/journal/entry.ts';
import { localHanded, localHandOver } from '#shared/link/hq/hand-over-tables.ts';
import type { Draft, Host } from '#shared/services/journal/host.ts';
import type { Reader } from '#shared/services/journal/query.ts';
import { handedId } from './handed-id.ts';
import { handedPriceChange } from './handed-price-change.ts';
import { handedPrices } from './handed-prices.ts';
import { handedFact, productsOf } from './handed-products.ts';
import { type NotTaken, takenOr } from './not-taken.ts';
import { productTerms } from './product-terms.ts';
import { type HandedRow, readHandOver } from './read-rows.ts';
import type { PlacedFact } from './store-facts.ts';

/**
 * Says a run of a store's facts about products once more as the chain's, each in the transaction that moves the hand-over past it, so
 * that none is said twice wherever this is broken off. They are given in one breath and share their commits. `from`: where the hand-over
 * stands. Answers the first one the chain can't take; `busy`: another process of headquarters is at it.
 */
export async function takeProducts(
  host: Host,
  device: string,
  { from, facts }: { readonly from: number; readonly facts: readonly PlacedFact[] },
): Promise<'taken' | 'busy' | NotTaken> {
  const taken = await Promise.all(
    facts.map((placed, at) => takeFact(host, device, { placed, behind: facts[at - 1]?.position ?? from })),
  );
  return taken.find((each) => typeof each === 'object') ?? (taken.includes('busy') ? 'busy' : 'taken');
}

async function takeFact(
  host: Host,
  device: string,
  given: { readonly placed: PlacedFact; readonly behind: number },
): Promise<'taken' | 'busy' | NotTaken> {
  const { fact } = given.placed;
  let isStale = false;
  const failed = await takenOr(nameOf(fact), async () => {
    isStale = (await sayFact(host, device, given)) === 'stale';
  });
  return failed ?? (isStale ? 'busy' : 'taken');
}

const nameOf = (fact: Entry): { readonly kind: string; readonly name: string } =>
  fact.type === pricesScheduled.type
    ? { kind: 'schedule', name: (fact.body as PricesScheduled).name }
    : { kind: 'product', name: productsOf(fact)[0]?.name ?? fact.type };

async function sayFact(
  host: Host,
  device: string,
  { placed: { position, fact }, behind }: { readonly placed: PlacedFact; readonly behind: number },
): Promise<'said' | 'stale'> {
  const command = {
    id: handedId(device, fact.id, host.codec),
    actor: fact.actor,
    name: 'hand-over.products',
    input: { device, fact: fact.id },
  };
  const taken = await host.commitPart(command, async ({ read }) => {
    const row = await readHandOver(read, device);
    if (row === undefined || row.position !== behind) return err(refuse('STALE'));
    const { entry, handed } = await handedOf(read, { device, fact, codec: host.codec });
    return ok({
      // A price by hand goes before those set for earlier: it keeps its time.
      ...(entry === null ? {} : { entry: { ...entry, madeAt: fact.at } }),
      local: [
        patch(localHandOver, { device }, { position, done: row.done + 1 }),
        ...handed.map((each) => put(localHanded, each)),
      ],
      answer: null,
    });
  });
  if (!taken.ok && taken.error.code !== 'STALE')
    throw new Error(`a fact of ${device} was not taken: ${taken.error.code}`);
  return taken.ok ? 'said' : 'stale';
}

/** What the chain says for a fact, and what is noted of it. */
async function handedOf(
  read: Reader,
  given: { readonly device: string; readonly fact: Entry; readonly codec: Codec },
): Promise<{ readonly entry: Draft | null; readonly handed: readonly HandedRow[] }> {
  const { device, fact } = given;
  if (fact.type === pricesScheduled.type)
    return await handedPrices(read, { device, said: fact.body as PricesScheduled });
  if (fact.type === pricesChanged.type)
    return await handedPriceChange(read, { ...given, said: fact.body as PricesChanged });
  const { terms, handed } = await productTerms(read, given);
  return { entry: handedFact(fact, terms), handed };
}
