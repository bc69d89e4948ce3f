import type { AliasableExpression } from 'kysely';
import type { Queries, Reader } from '../journal/query.ts';
import { type PriceOrder, pageByPrice } from './price-page.ts';
import { narrowed, type ProductFilter, type ProductNarrowing } from './product-narrowing.ts';
import {
  PRODUCT_COLUMNS,
  type ProductRow,
  type ProductView,
  productRows,
  productViews,
  type ViewHost,
} from './product-view.ts';

export interface ProductList {
  readonly rows: readonly ProductView[];
  readonly more: boolean;
  /** How many there are in all, or null where counting would take long. */
  readonly count: number | null;
  /** What the rows are in order of: by name where the order asked for would hold up the counter. */
  readonly order: ProductFilter['sort'];
}

/** Counting stops here: a person turns no thousand pages. */
const COUNTED = 100_000;

/**
 * So many products are put in order of their stock within the time of a sale. Stock moves with every sale and lies in another file
 * than products: an index in its order would be written at the counter, line by line, for a list that is looked at now and then, and
 * no index reaches over both files to say which of its rows a filter leaves. So the order goes out from what the store knows.
 */
const STOCK_SORTED = 20_000;

/**
 * One page of the product list: filtered, sorted, with an order that never leaves two rows to chance. `priceOrder`: where a list too
 * long to be counted is read by price, null while it can't be; where an order is made on demand, asking for it begins that.
 */
export const listProducts =
  (host: ViewHost, priceOrder: () => Promise<PriceOrder | null> = async () => 'product') =>
  async (asked: ProductFilter): Promise<ProductList> => {
    const limit = Math.min(Math.max(asked.limit, 1), 1000);
    const { store } = host.self;
    const filter = { ...asked, limit: limit + 1 };
    const count = await counted(host.read, (db) =>
      (filter.stock === 'low' ? low(db, store, filter) : narrowed(db.selectFrom('product'), filter))
        .select('product.id')
        .limit(COUNTED),
    );
    const isByStock = filter.sort === 'stock' && filter.stock !== 'low';
    const known = isByStock
      ? await counted(host.read, (db) =>
          stocked(db, store, filter)
            .select('product.id')
            .limit(STOCK_SORTED + 1),
        )
      : 0;
    const byPrice = filter.sort === 'price' && count === COUNTED ? await priceOrder() : 'product';
    const wanted = byPrice === null || known > STOCK_SORTED ? 'name' : filter.sort;
    const priced =
      wanted === 'price' && filter.stock !== 'low'
        ? await pageByPrice(host, filter, byPrice ?? 'product')
        : null;
    const order = priced === null && wanted === 'price' && filter.stock !== 'low' ? 'name' : wanted;
    const rows = priced ?? (await pageOf(host.read, store, { filter: { ...filter, sort: order }, known }));
    return {
      rows: await productViews(host.read, host, rows.slice(0, limit)),
      more: rows.length > limit,
      count: count === COUNTED ? null : count,
      order,
    };
  };

async function pageOf(
  read: Reader,
  store: string,
  { filter, known }: { readonly filter: ProductFilter; readonly known: number },
): Promise<readonly ProductRow[]> {
  if (filter.stock === 'low') return read.run((db) => lowPage(db, store, filter));
  const { sort, offset, limit } = filter;
  if (sort !== 'stock') return read.run((db) => pageByName(db, store, filter));
  const first = offset < known ? await read.run((db) => stockedPage(db, store, filter)) : [];
  if (first.length === limit) return first;
  const rest = { ...filter, offset: Math.max(0, offset - known), limit: limit - first.length };
  return [...first, ...(await read.run((db) => unknownPage(db, store, rest)))];
}

/** The ids of the page first, from an index alone where there is one; what a store knows is then looked up for these. */
function pageByName(db: Queries, store: string, filter: ProductFilter) {
  const direction = filter.descending ? 'desc' : 'asc';
  const ids = narrowed(db.selectFrom('product'), filter)
    .select('product.id')
    .orderBy('product.name', direction)
    .orderBy('product.id', direction)
    .limit(filter.limit)
    .offset(filter.offset);
  return productRows(db, store)
    .where('product.id', 'in', ids)
    .orderBy('product.name', direction)
    .orderBy('product.id', direction);
}

/** What the store knows the stock of. */
const stocked = (db: Queries, store: string, filter: ProductNarrowing) =>
  narrowed(
    db
      .selectFrom('item_stat')
      .innerJoin('product', 'product.id', 'item_stat.item')
      .leftJoin('balance', (join) =>
        join
          .onRef('balance.item', '=', 'item_stat.item')
          .on('balance.store', '=', store)
          .on('balance.location', '=', 'SALEABLE'),
      )
      .where('item_stat.store', '=', store)
      .where('item_stat.known', '>', 0),
    filter,
  );

const stockedPage = (db: Queries, store: string, filter: ProductFilter) =>
  stocked(db, store, filter)
    .select(PRODUCT_COLUMNS)
    .orderBy((e) => e.fn.coalesce('balance.on_hand', e.lit(0)), filter.descending ? 'desc' : 'asc')
    .orderBy('product.name')
    .orderBy('product.id')
    .limit(filter.limit)
    .offset(filter.offset);

/** What was never counted comes after all that was, by name. */
function unknownPage(db: Queries, store: string, filter: ProductFilter) {
  const ids = narrowed(db.selectFrom('product'), filter)
    .select('product.id')
    .where('product.id', 'not in', (e) =>
      e
        .selectFrom('item_stat')
        .select('item_stat.item')
        .where('item_stat.store', '=', store)
        .where('item_stat.known', '>', 0),
    )
    .orderBy('product.name')
    .orderBy('product.id')
    .limit(filter.limit)
    .offset(filter.offset);
  return productRows(db, store).where('product.id', 'in', ids).orderBy('product.name').orderBy('product.id');
}

/** Goes out from what the store knows, so that a large catalogue with little stock is not read through. */
export const low = (db: Queries, store: string, filter: ProductNarrowing) =>
  stocked(db, store, filter).where((e) =>
    e.or([
      e('balance.on_hand', '<', 0),
      e(e.fn.coalesce('balance.on_hand', e.lit(0)), '<=', e.ref('product.min_stock')),
    ]),
  );

const lowPage = (db: Queries, store: string, filter: ProductFilter) =>
  low(db, store, filter)
    .select(PRODUCT_COLUMNS)
    .orderBy((e) => e.fn.coalesce('balance.on_hand', e.lit(0)))
    .orderBy('product.id')
    .limit(filter.limit)
    .offset(filter.offset);

/** How many ids these are; the query says where to stop. */
async function counted(
  read: Reader,
  ids: (db: Queries) => AliasableExpression<{ readonly id: string }>,
): Promise<number> {
  const rows = await read.run((db) =>
    db.selectFrom(ids(db).as('found')).select((e) => e.fn.countAll<number>().as('n')),
  );
  return Number(rows[0]?.n ?? 0);
}
