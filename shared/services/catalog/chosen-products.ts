import { sql } from 'kysely';
import type { Product } from '#shared/domain/catalog/product.ts';
import type { ProductId } from '#shared/domain/ids.ts';
import { type ListQuery, listQuery } from '../journal/list-query.ts';
import type { Queries, Reader } from '../journal/query.ts';
import { asKept, type PriceHost, priceClock, pricesNow } from '../pricing/prices-now.ts';
import { low } from './list-products.ts';
import { narrowed, type ProductNarrowing } from './product-narrowing.ts';
import { productOf, type ViewHost } from './product-view.ts';

/** Products somebody chose: one by one, or all that a filter leaves but for a few. */
export type ProductChoice =
  | { readonly of: 'these'; readonly products: readonly ProductId[] }
  | { readonly of: 'filter'; readonly filter: ProductNarrowing; readonly except: readonly ProductId[] };

/** Read at once: a few milliseconds of a large catalogue, so that a scan never waits long. */
const PAGE = 250;

/**
 * What is chosen, page by page, each product once; products taken back by an undone import are no longer there to be chosen. A page
 * begins after the last product of the one before, so the end of a long list costs no more than its beginning.
 */
export async function* chosenProducts(
  host: ViewHost,
  choice: ProductChoice,
): AsyncGenerator<readonly Product[]> {
  const { read, self } = host;
  const seen = new Set<string>(choice.of === 'filter' ? choice.except : []);
  const fresh = (products: readonly Product[]) =>
    products.filter(({ id }) => !seen.has(id) && seen.add(id) !== null);
  if (choice.of === 'filter' && isWalked(choice.filter)) {
    let after: Pick<Product, 'name' | 'id'> | null = null;
    do {
      const products: readonly Product[] = await pageAfter(host, choice.filter, after);
      after = products.length === PAGE ? (products.at(-1) ?? null) : null;
      yield fresh(products);
    } while (after !== null);
    return;
  }
  const ids = choice.of === 'these' ? choice.products : await fewOf(read, self.store, choice.filter);
  for (let at = 0; at < ids.length; at += PAGE)
    yield fresh(await productsById(read, host, ids.slice(at, at + PAGE)));
}

/** What a search found and what runs out is gathered in one go; the rest is as long as the catalogue. */
const isWalked = ({ only, stock }: ProductNarrowing): boolean => only === undefined && stock !== 'low';

async function pageAfter(
  host: ViewHost,
  filter: ProductNarrowing,
  after: Pick<Product, 'name' | 'id'> | null,
): Promise<readonly Product[]> {
  const rows = await host.read.run((db) => {
    const all = narrowed(db.selectFrom('product').select(COLUMNS), filter);
    const rest =
      after === null
        ? all
        : all.where(sql<boolean>`(product.name, product.id) > (${after.name}, ${after.id})`);
    return rest.orderBy('product.name').orderBy('product.id').limit(PAGE);
  });
  return await asKept(host.read, priceClock(host), rows.map(productOf));
}

async function fewOf(read: Reader, store: string, filter: ProductNarrowing): Promise<readonly string[]> {
  const of = (db: Queries) =>
    filter.stock === 'low' ? low(db, store, filter) : narrowed(db.selectFrom('product'), filter);
  return (await read.run((db) => of(db).select('product.id'))).map(({ id }) => id);
}

/** Products by id with their regular prices, those that are not there left out. */
export const productsById = async (
  read: Reader,
  host: PriceHost,
  ids: readonly string[],
): Promise<readonly Product[]> => (await rowsById(read, host, { ids, rows: byId })).map(productOf);

/** What is asked of products by id, each with its regular price, those that are not there left out. */
export async function rowsById<R extends { readonly id: string; readonly price: number } & Withdrawable>(
  read: Reader,
  host: PriceHost,
  { ids, rows }: { readonly ids: readonly string[]; readonly rows: ListQuery<Record<string, never>, R> },
): Promise<readonly R[]> {
  const [all, now] = await Promise.all([
    rows.all(read, {}, ids),
    pricesNow(
      read,
      priceClock(host),
      ids.map((id) => ({ id })),
    ),
  ]);
  return all.filter(isThere).map((row) => ({ ...row, price: now(row).regular }));
}

const COLUMNS = [
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
  'product.min_stock',
  'product.tax_code',
] as const;

interface Withdrawable {
  readonly withdrawn: number;
}

/**
 * Of products named by their ids, those nobody has taken back. Not asked of the engine: where it does not know yet that this holds for
 * nearly all of them, it takes it for the way in and reads an index of the whole catalogue.
 */
const isThere = ({ withdrawn }: Withdrawable): boolean => withdrawn === 0;

const byId = listQuery((db, _param, ids) =>
  db
    .selectFrom('product')
    .select([...COLUMNS, 'product.withdrawn'])
    .where('product.id', 'in', ids),
);
