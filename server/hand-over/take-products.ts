import { refuse } from '#shared/domain/error.ts';
import { err, ok } from '#shared/domain/result.ts';
import { patch, put } from '#shared/journal/change.ts';
import { localHanded, localHandOver } from '#shared/link/hq/hand-over-tables.ts';
import type { Host } from '#shared/services/journal/host.ts';
import { handedId } from './handed-id.ts';
import { handedFact } from './handed-products.ts';
import { productTerms } from './product-terms.ts';
import { readHandOver } from './read-rows.ts';
import type { PlacedFact } from './store-facts.ts';

/**
 * Says a run of a store's facts about products once more as the chain's, each in the transaction that moves the hand-over past it, so
 * that none is said twice wherever this is broken off. They are given in one breath and share their commits. `from`: where the hand-over
 * stands. Answers whether all were taken: not, when another process of headquarters is at it.
 */
export async function takeProducts(
  host: Host,
  device: string,
  { from, facts }: { readonly from: number; readonly facts: readonly PlacedFact[] },
): Promise<boolean> {
  const taken = await Promise.all(
    facts.map((placed, at) => takeFact(host, device, { placed, behind: facts[at - 1]?.position ?? from })),
  );
  return taken.every(Boolean);
}

async function takeFact(
  host: Host,
  device: string,
  { placed: { position, fact }, behind }: { readonly placed: PlacedFact; readonly behind: number },
): Promise<boolean> {
  const command = {
    id: handedId(device, fact.id, host.codec),
    actor: fact.actor,
    name: 'hand-over.products',
    input: { device, fact: fact.id },
  };
  const taken = await host.commitPart(command, async ({ read }) => {
    const row = await readHandOver(read, device);
    if (row === undefined || row.position !== behind) return err(refuse('STALE'));
    const { terms, handed } = await productTerms(read, { device, fact, codec: host.codec });
    const entry = handedFact(fact, terms);
    return ok({
      ...(entry === null ? {} : { entry }),
      local: [
        patch(localHandOver, { device }, { position, done: row.done + 1 }),
        ...handed.map((each) => put(localHanded, each)),
      ],
      answer: null,
    });
  });
  if (!taken.ok && taken.error.code !== 'STALE')
    throw new Error(`a fact of ${device} was not taken: ${taken.error.code}`);
  return taken.ok;
}
