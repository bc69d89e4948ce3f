import type { Product, Unit } from '#shared/domain/catalog/product.ts';
import type { CategoryId, ProductId, TaxClassId } from '#shared/domain/ids.ts';
import { type Minor, minor, type Qty, qty } from '#shared/domain/numbers.ts';
import type { Host } from '../journal/host.ts';
import { type Queries, query, type Reader } from '../journal/query.ts';
import { type PriceHost, priceClock, pricesNow } from '../pricing/prices-now.ts';
import { codesOf, stockOf } from './product-hit.ts';

/** A product as the back office and the counter see it: its facts, and what the store knows of its stock. */
export interface ProductView extends Product {
  readonly stock: Qty | null;
  readonly withdrawn: boolean;
  /** What is charged now; `price` is the regular one. */
  readonly priceNow: Minor;
}

export interface ProductRow {
  readonly id: string;
  readonly name: string;
  readonly names: string;
  readonly sku: string | null;
  readonly barcodes: string;
  readonly unit: Unit;
  readonly price: number;
  readonly tax_class: string;
  readonly category: string | null;
  readonly picture: string | null;
  readonly active: number;
  readonly withdrawn: number;
  readonly min_stock: number | null;
  readonly tax_code: string | null;
  readonly known: number | null;
  readonly on_hand: number | null;
}

/** Products beside what one store knows of them. */
export const productRows = (db: Queries, store: string) =>
  db
    .selectFrom('product')
    .leftJoin('item_stat', (join) =>
      join.onRef('item_stat.item', '=', 'product.id').on('item_stat.store', '=', store),
    )
    .leftJoin('balance', (join) =>
      join
        .onRef('balance.item', '=', 'product.id')
        .on('balance.store', '=', store)
        .on('balance.location', '=', 'SALEABLE'),
    )
    .select(PRODUCT_COLUMNS);

export const PRODUCT_COLUMNS = [
  'product.id',
  'product.name',
  'product.names',
  'product.sku',
  'product.barcodes',
  'product.unit',
  'product.price',
  'product.tax_class',
  'product.category',
  'product.picture',
  'product.active',
  'product.withdrawn',
  'product.min_stock',
  'product.tax_code',
  'item_stat.known',
  'balance.on_hand',
] as const;

const one = query<{ store: string; id: string }, ProductRow>((db, param) =>
  db
    .selectFrom('product')
    .leftJoin('item_stat', (join) =>
      join.onRef('item_stat.item', '=', 'product.id').on('item_stat.store', '=', param('store')),
    )
    .leftJoin('balance', (join) =>
      join
        .onRef('balance.item', '=', 'product.id')
        .on('balance.store', '=', param('store'))
        .on('balance.location', '=', 'SALEABLE'),
    )
    .select(PRODUCT_COLUMNS)
    .where('product.id', '=', param('id')),
);

/** What reads of products rest on. */
export type ViewHost = Pick<Host, 'read' | 'self'> & PriceHost;

/** One product by id, withdrawn ones too, or null. */
export async function readProduct(
  host: PriceHost,
  { read, self }: Pick<Host, 'read' | 'self'>,
  id: string,
): Promise<ProductView | null> {
  const row = await read.first(one, { store: self.store, id });
  return row ? ((await productViews(read, host, [row]))[0] ?? null) : null;
}

export async function productViews(
  read: Reader,
  host: PriceHost,
  rows: readonly ProductRow[],
): Promise<ProductView[]> {
  const now = await pricesNow(read, priceClock(host), rows);
  return rows.map((row) => {
    const { price, regular } = now(row);
    const facts = { ...productOf(row), price: regular };
    return { ...facts, stock: stockOf(row), withdrawn: row.withdrawn === 1, priceNow: price };
  });
}

/** The product's facts alone, as they stand in an entry. */
export const productOf = (row: Omit<ProductRow, 'known' | 'on_hand' | 'withdrawn'>): Product => ({
  id: row.id as ProductId,
  name: row.name,
  names: JSON.parse(row.names) as Record<string, string>,
  sku: row.sku,
  barcodes: codesOf(row.barcodes),
  unit: row.unit,
  price: minor(row.price),
  taxClass: row.tax_class as TaxClassId,
  category: row.category as CategoryId | null,
  picture: row.picture,
  active: row.active === 1,
  minStock: row.min_stock === null ? null : qty(row.min_stock),
  taxCode: row.tax_code,
});
