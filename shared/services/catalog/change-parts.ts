import type { Product } from '#shared/domain/catalog/product.ts';
import { actOn, type ProductAction } from '#shared/domain/catalog/product-action.ts';
import type { CatalogKnown } from '#shared/domain/catalog/product-draft.ts';
import type { EntryId, ProductId } from '#shared/domain/ids.ts';
import type { ProductVersion } from '#shared/journal/entries/catalog.ts';
import type { ProductsChanged } from '#shared/journal/entries/products-changed.ts';
import { unseal } from '#shared/journal/entry.ts';
import { revision } from '#shared/journal/epoch.ts';
import type { JournalRow } from '../journal/commit.ts';
import type { Host } from '../journal/host.ts';
import { listQuery } from '../journal/list-query.ts';
import { query, type Reader } from '../journal/query.ts';
import type { PriceHost } from '../pricing/prices-now.ts';
import { productsById } from './chosen-products.ts';

/** The next part of the work, decided on the products as they stand when it is its turn. */
export type Part = (read: Reader) => Promise<Taken>;

export interface Taken {
  readonly products: readonly ProductVersion[];
  /** How many were looked at. */
  readonly looked: number;
  /** Of those, how many had to stay as they were. */
  readonly leftAlone: number;
  readonly next: Part | null;
}

/** At most so many products and about so many bytes, so that an entry stays within 256 KiB. */
export const PART_PRODUCTS = 500;
const PART_BYTES = 240 * 1024;

/** The action upon these products, from the `at`-th on; what it does not change is not written. */
export const partOf =
  (host: Pick<Host, 'chain'> & PriceHost, ids: readonly ProductId[], action: ProductAction, at = 0): Part =>
  async (read) => {
    const wanted = ids.slice(at, at + PART_PRODUCTS);
    const found = new Map((await productsById(read, host, wanted)).map((product) => [product.id, product]));
    const products: ProductVersion[] = [];
    let bytes = 0;
    let looked = 0;
    let leftAlone = 0;
    for (const id of wanted) {
      const before = found.get(id);
      const after = before === undefined ? null : actOn(before, action, knownOf(host));
      if (before !== undefined && after?.ok === true && after.value !== before) {
        const version = { product: after.value, before };
        bytes += byteLength(JSON.stringify(version));
        if (bytes > PART_BYTES && products.length > 0) break;
        products.push(version);
      } else if (after?.ok === false) leftAlone += 1;
      looked += 1;
    }
    const end = at + looked;
    return { products, looked, leftAlone, next: end < ids.length ? partOf(host, ids, action, end) : null };
  };

/** At most: a unit of UTF-16 takes no more than three bytes of UTF-8. */
const byteLength = (text: string): number => {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) bytes += 2;
  return bytes;
};

/** A change taken back, last part first: every product becomes what it was before, unless somebody changed it since. */
export const undoneFrom =
  (host: Pick<Host, 'codec'> & PriceHost, entry: EntryId): Part =>
  async (read) => {
    const row = await read.first(entryById, { id: entry });
    if (row === undefined) throw new Error(`entry ${entry} is not in the journal`);
    const { products, previous } = unseal(row, host.codec).body as ProductsChanged;
    const own = revision(row.epoch, row.seq);
    const ids = products.map(({ product }) => product.id);
    const now = new Map((await revisions.all(read, {}, ids)).map(({ id, rev }) => [id, rev]));
    const isUntouched = ({ product }: ProductVersion) => now.get(product.id) === own;
    const back = products
      .filter(isUntouched)
      .flatMap(({ product, before }) => (before === null ? [] : [{ product: before, before: product }]));
    const touched = products.filter((version) => !isUntouched(version));
    return {
      products: back,
      looked: products.length,
      leftAlone: await countOther(read, host, touched),
      next: previous === null ? null : undoneFrom(host, previous),
    };
  };

/** Those that are not as they were: what an undoing that was cut short had put back already is no one's change. */
async function countOther(
  read: Reader,
  host: PriceHost,
  touched: readonly ProductVersion[],
): Promise<number> {
  const now = await productsById(
    read,
    host,
    touched.map(({ product }) => product.id),
  );
  const texts = new Map<string, string>(now.map((product: Product) => [product.id, JSON.stringify(product)]));
  return touched.filter(({ product, before }) => texts.get(product.id) !== JSON.stringify(before)).length;
}

/** What a change may refer to, as the chain stands now. */
export const knownOf = ({ chain }: Pick<Host, 'chain'>): CatalogKnown => ({
  taxClasses: new Set(chain().taxClasses.keys()),
  categories: new Set(chain().categories.keys()),
});

const entryById = query<{ id: string }, JournalRow>((db, param) =>
  db.selectFrom('journal').selectAll().where('id', '=', param('id')),
);
const revisions = listQuery<Record<string, never>, { id: string; rev: number }>((db, _param, ids) =>
  db.selectFrom('product').select(['id', 'rev']).where('id', 'in', ids),
);
