import type { Product } from '#shared/domain/catalog/product.ts';
import type { PriceClock } from '#shared/domain/pricing/price-in-force.ts';
import type { Database } from '#shared/journal/database.ts';
import { productOf } from '../catalog/product-view.ts';
import { listQuery } from '../journal/list-query.ts';
import { query, type Reader } from '../journal/query.ts';
import { asSold } from '../pricing/prices-now.ts';
import { isSellable } from './sellable.ts';

type ProductRow = Database['product'];
type Claim = ProductRow & { readonly code: string };

/** Products that claim one of these codes, the newest claim first. */
const byBarcode = listQuery<Record<string, never>, Claim>((db, _param, codes) =>
  db
    .selectFrom('barcode as b')
    .innerJoin('product as p', 'p.id', 'b.product')
    .selectAll('p')
    .select('b.code')
    .where('b.code', 'in', codes)
    .where('b.listed', '=', 1)
    .orderBy('b.rev', 'desc')
    .orderBy('p.id'),
);

const bySku = query<{ sku: string }, ProductRow>((db, param) =>
  db.selectFrom('product').selectAll().where('sku', '=', param('sku')).orderBy('rev', 'desc').orderBy('id'),
);

/**
 * Products that may be sold under a code, in any way of writing it: listed under the very first form, else under another,
 * else by SKU, at the price in force. Several mean that the clerk chooses.
 */
export async function productsOfCode(
  read: Reader,
  clock: PriceClock,
  forms: readonly string[],
): Promise<Product[]> {
  return await asSold(read, clock, await claiming(read, forms));
}

async function claiming(read: Reader, forms: readonly string[]): Promise<Product[]> {
  const claims = (await byBarcode.all(read, {}, forms)).filter(isSellable);
  const exact = claims.filter((claim) => claim.code === forms[0]);
  const found = distinct(exact.length > 0 ? exact : claims);
  if (found.length > 0) return found;
  const [code = ''] = forms;
  return distinct((await read.all(bySku, { sku: code })).filter(isSellable));
}

/** The product a scale label names: the likeliest of the ways it may be listed that anything is listed under. */
export async function productOfLabel(
  read: Reader,
  clock: PriceClock,
  lookups: readonly string[],
): Promise<Product | null> {
  const named = await namedBy(read, lookups);
  return named === null ? null : ((await asSold(read, clock, [named]))[0] ?? null);
}

async function namedBy(read: Reader, lookups: readonly string[]): Promise<Product | null> {
  const claims = (await byBarcode.all(read, {}, lookups)).filter(isSellable);
  for (const code of lookups) {
    const claim = claims.find((each) => each.code === code);
    if (claim) return productOf(claim);
    const row = (await read.all(bySku, { sku: code })).find(isSellable);
    if (row) return productOf(row);
  }
  return null;
}

const distinct = (rows: readonly ProductRow[]): Product[] => [
  ...new Map(rows.map((row) => [row.id, productOf(row)])).values(),
];
