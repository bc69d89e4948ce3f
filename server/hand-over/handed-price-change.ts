import { type PricesChanged, pricesChanged } from '#shared/journal/entries/prices-changed.ts';
import type { Codec } from '#shared/journal/entry.ts';
import { type Draft, fact } from '#shared/services/journal/host.ts';
import type { Reader } from '#shared/services/journal/query.ts';
import { handedPart } from './handed-products.ts';
import { chainsProducts, clashOfIds, handedProduct } from './product-terms.ts';
import { type HandedRow, readHandedProducts } from './read-rows.ts';

/**
 * How the chain takes a change of many prices of a store: for the products that came from it. A product of the chain's own keeps the
 * chain's price; where nothing was noted of it before, what the store asked for is.
 */
export async function handedPriceChange(
  read: Reader,
  { device, said, codec }: { readonly device: string; readonly said: PricesChanged; readonly codec: Codec },
): Promise<{ readonly entry: Draft | null; readonly handed: readonly HandedRow[] }> {
  const ids = said.prices.map(({ product }) => product);
  const [records, chains] = await Promise.all([
    readHandedProducts(read, device, ids),
    chainsProducts.all(read, {}, ids),
  ]);
  const known = new Map(records.map((row) => [row.theirs, row]));
  const there = new Map(chains.map((row) => [row.id, row]));
  const prices = said.prices.filter(({ product }) => known.get(product)?.whose === 'store');
  const handed = said.prices.flatMap(({ product, price }): HandedRow[] => {
    const row = known.get(product);
    const stands = there.get(product);
    const clash = stands && clashOfIds({ name: stands.name, price }, stands);
    if (row?.whose === 'store' || (row && row.rule !== null) || !clash) return [];
    return [handedProduct(device, product, { whose: 'chain', clash })];
  });
  const part = { ...handedPart(said, device, codec), prices };
  return { entry: prices.length === 0 ? null : fact(pricesChanged, part), handed };
}
