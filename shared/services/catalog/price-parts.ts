import { type PriceAction, repriced } from '#shared/domain/catalog/product-action.ts';
import type { ProductId } from '#shared/domain/ids.ts';
import { type Minor, minor } from '#shared/domain/numbers.ts';
import type { PriceVersion } from '#shared/journal/entries/prices-changed.ts';
import { listQuery } from '../journal/list-query.ts';
import type { Reader } from '../journal/query.ts';
import type { PriceHost } from '../pricing/prices-now.ts';
import type { Taken } from './change-parts.ts';
import { rowsById } from './chosen-products.ts';

/** What the action makes of the prices of these products. */
export async function pricePart(
  read: Reader,
  host: PriceHost,
  { wanted, action }: { readonly wanted: readonly ProductId[]; readonly action: PriceAction },
): Promise<Omit<Taken, 'next'>> {
  const regular = await regularPrices(read, host, wanted);
  const prices: PriceVersion[] = [];
  let leftAlone = 0;
  for (const product of wanted) {
    const before = regular.get(product);
    const after = before === undefined ? null : repriced(before, action);
    if (after?.ok === false) leftAlone += 1;
    else if (before !== undefined && after !== null && after.value !== before)
      prices.push({ product, price: after.value, before });
  }
  return { ...saidOf(prices), looked: wanted.length, leftAlone };
}

/** Prices put back where nobody changed the product since. */
export async function pricesBack(
  read: Reader,
  host: PriceHost,
  given: { readonly prices: readonly PriceVersion[]; readonly isUntouched: (id: ProductId) => boolean },
): Promise<Pick<Taken, 'changed' | 'said' | 'leftAlone'>> {
  const back = given.prices
    .filter(({ product }) => given.isUntouched(product))
    .map(({ product, price, before }) => ({ product, price: before, before: price }));
  const touched = given.prices.filter(({ product }) => !given.isUntouched(product));
  const now = await regularPrices(
    read,
    host,
    touched.map(({ product }) => product),
  );
  // What an undoing that was cut short had put back already is no one's change.
  const leftAlone = touched.filter(({ product, before }) => now.get(product) !== before).length;
  return { ...saidOf(back), leftAlone };
}

const saidOf = (prices: readonly PriceVersion[]): Pick<Taken, 'changed' | 'said'> => ({
  changed: prices.map(({ product }) => product),
  said: { prices },
});

/** What these products cost when nothing passing holds; those that are not there are left out. */
const regularPrices = async (
  read: Reader,
  host: PriceHost,
  ids: readonly ProductId[],
): Promise<ReadonlyMap<string, Minor>> =>
  new Map((await rowsById(read, host, { ids, rows: pricesById })).map(({ id, price }) => [id, minor(price)]));

const pricesById = listQuery((db, _param, ids) =>
  db.selectFrom('product').select(['id', 'price', 'withdrawn']).where('id', 'in', ids),
);
