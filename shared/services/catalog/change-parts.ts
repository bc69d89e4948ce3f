import { isPriceAction, type ProductAction } from '#shared/domain/catalog/product-action.ts';
import type { EntryId, ProductId } from '#shared/domain/ids.ts';
import { type PricesChanged, pricesChanged } from '#shared/journal/entries/prices-changed.ts';
import type { ProductsChanged } from '#shared/journal/entries/products-changed.ts';
import { unseal } from '#shared/journal/entry.ts';
import { revision } from '#shared/journal/epoch.ts';
import type { JournalRow } from '../journal/commit.ts';
import type { Host } from '../journal/host.ts';
import { listQuery } from '../journal/list-query.ts';
import { query, type Reader } from '../journal/query.ts';
import type { PriceHost } from '../pricing/prices-now.ts';
import { pricePart, pricesBack } from './price-parts.ts';
import { productPart, productsBack } from './product-parts.ts';

/** The next part of the work, decided on the products as they stand when it is its turn. */
export type Part = (read: Reader) => Promise<Taken>;

/** What a part's fact says: products whole, or nothing but their prices. */
export type Said = Pick<ProductsChanged, 'products'> | Pick<PricesChanged, 'prices'>;

export interface Taken {
  /** Products that change, each once. */
  readonly changed: readonly ProductId[];
  readonly said: Said;
  /** How many were looked at. */
  readonly looked: number;
  /** Of those, how many had to stay as they were. */
  readonly leftAlone: number;
  readonly next: Part | null;
}

export type PartHost = Pick<Host, 'chain' | 'codec'> & PriceHost;

/** At most so many products, so that an entry stays within 256 KiB and reading them holds nobody up. */
const PART_PRODUCTS = 500;

/** Whether all these products fit one part by their number. */
export const fitsOnePart = (ids: readonly ProductId[]): boolean =>
  ids.length > 0 && ids.length <= PART_PRODUCTS;

/** The action upon these products, from the `at`-th on; what it does not change is not written. */
export const partOf =
  (host: PartHost, ids: readonly ProductId[], action: ProductAction, at = 0): Part =>
  async (read) => {
    const wanted = ids.slice(at, at + PART_PRODUCTS);
    const part = isPriceAction(action)
      ? await pricePart(read, host, { wanted, action })
      : await productPart(read, host, { wanted, action });
    const end = at + part.looked;
    return { ...part, next: end < ids.length ? partOf(host, ids, action, end) : null };
  };

/** A change taken back, last part first: every product becomes what it was before, unless somebody changed it since. */
export const undoneFrom =
  (host: PartHost, entry: EntryId): Part =>
  async (read) => {
    const row = await read.first(entryById, { id: entry });
    if (row === undefined) throw new Error(`entry ${entry} is not in the journal`);
    const { type, body } = unseal(row, host.codec) as { type: string; body: ProductsChanged | PricesChanged };
    const own = revision(row.epoch, row.seq);
    const ids = productsOf(body);
    const now = new Map((await revisions.all(read, {}, ids)).map(({ id, rev }) => [id, rev]));
    const isUntouched = (id: ProductId) => now.get(id) === own;
    const back =
      type === pricesChanged.type
        ? await pricesBack(read, host, { prices: (body as PricesChanged).prices, isUntouched })
        : await productsBack(read, host, { products: (body as ProductsChanged).products, isUntouched });
    return {
      ...back,
      looked: ids.length,
      next: body.previous === null ? null : undoneFrom(host, body.previous),
    };
  };

const productsOf = (body: Said): readonly ProductId[] =>
  'prices' in body
    ? body.prices.map(({ product }) => product)
    : body.products.map(({ product }) => product.id);

const entryById = query<{ id: string }, JournalRow>((db, param) =>
  db.selectFrom('journal').selectAll().where('id', '=', param('id')),
);
const revisions = listQuery<Record<string, never>, { id: string; rev: number }>((db, _param, ids) =>
  db.selectFrom('product').select(['id', 'rev']).where('id', 'in', ids),
);
