import { HQ_CHAIN } from '#shared/journal/author.ts';
import type { Entry } from '#shared/journal/entry.ts';
import { ENTRY_TYPES } from '#shared/journal/registry.ts';
import { threeAuthors } from '../support/stories.ts';
import { sealedRuns } from './received.ts';

let told: Promise<Entry[]> | undefined;
const isChain = ({ type }: Entry) => ENTRY_TYPES.get(type)?.scope === 'chain';
/** Two other registers of this shop, with every kind of fact; what one of them says of the chain, HQ says. */
export const others = async () => {
  told ??= threeAuthors(Number(process.env['FC_SEED'] ?? 1));
  const all = (await told).map((fact) =>
    fact.origin === 'device-1' ? { ...fact, origin: 'device-4' } : fact,
  );
  return {
    chain: sealedRuns(
      all.filter(isChain).map((fact) => ({ ...fact, origin: HQ_CHAIN })),
      1,
    ),
    shop: sealedRuns(
      all.filter((fact) => !isChain(fact)),
      1,
    ),
  };
};
