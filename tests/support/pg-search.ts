import { indexedText } from '#node/catalog/indexed-text.ts';
import { barcodeForms } from '#shared/domain/barcode/barcode-forms.ts';
import { productHit } from '#shared/services/catalog/product-hit.ts';
import { type ProductRow, productRows } from '#shared/services/catalog/product-view.ts';
import {
  DEFAULT_LIMIT,
  type ProductPage,
  type ProductQuery,
  type ProductSearch,
} from '#shared/services/catalog/search.ts';
import { matchesTerms, searchTerms } from '#shared/services/catalog/search-terms.ts';
import type { Queries, Reader } from '#shared/services/journal/query.ts';

/** Search over any engine by reading every product: the twin that says what the register's index must find. */
export function createPlainSearch(read: Reader, store: string): ProductSearch {
  const rows = async (category: string | undefined): Promise<ProductRow[]> => {
    const all = await read.run((db) => offered(db, store));
    return category === undefined ? all : all.filter((row) => row.category === category);
  };
  const pageOf = (
    found: readonly ProductRow[],
    { limit = DEFAULT_LIMIT, offset = 0 }: Omit<ProductQuery, 'text'>,
  ): ProductPage => ({
    rows: found.slice(offset, offset + limit).map(productHit),
    more: found.length > offset + limit,
  });
  return {
    search: async ({ text, ...asked }) => {
      const all = await rows(asked.category);
      const terms = searchTerms(text);
      const forms = barcodeForms(text.trim());
      const isExact = (row: ProductRow) =>
        row.sku === text.trim() ||
        (JSON.parse(row.barcodes) as string[]).some((code) => forms.includes(code));
      const exact = all.filter(isExact);
      const isCode = exact.length > 0 && /^\d{8,14}$/.test(text.trim());
      const others = all.filter((row) => !isCode && !isExact(row) && terms.length > 0 && matches(row, terms));
      return pageOf(text.trim() === '' ? all : [...exact, ...others], asked);
    },
    tiles: async (asked) => pageOf(await rows(asked.category), asked),
    count: async () => (await rows(undefined)).length,
  };
}

/** Best sellers first, then by name. */
const offered = (db: Queries, store: string) =>
  productRows(db, store)
    .where('product.active', '=', 1)
    .where('product.withdrawn', '=', 0)
    .orderBy((e) => e.fn.coalesce('item_stat.times_sold', e.lit(0)), 'desc')
    .orderBy('product.name')
    .orderBy('product.id');

function matches(row: ProductRow, terms: readonly string[]): boolean {
  const { words, pinyin } = indexedText(row);
  return matchesTerms(` ${words} ${pinyin}`, terms);
}
