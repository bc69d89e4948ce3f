import { barcodeForms } from '#shared/domain/barcode/barcode-forms.ts';
import { type ProductHit, productHit } from '#shared/services/catalog/product-hit.ts';
import { productRows } from '#shared/services/catalog/product-view.ts';
import {
  DEFAULT_LIMIT,
  type ProductPage,
  type ProductQuery,
  type ProductSearch,
} from '#shared/services/catalog/search.ts';
import { searchTerms } from '#shared/services/catalog/search-terms.ts';
import type { Host } from '#shared/services/journal/host.ts';
import { priceClock, pricesNow } from '#shared/services/pricing/prices-now.ts';
import type { Sql } from '../store/pool.ts';
import { productsByName, productsByWords } from './word-search.ts';

type SearchHost = Pick<Host, 'read' | 'self' | 'chain' | 'now'>;

/** Products that carry the text as barcode, in any of its forms, or as SKU. */
const EXACT = `with carrying as (select id from product where sku = $2 union select product from barcode where listed = 1 and code = any ($3))
  select p.id from carrying c join product p on p.id = c.id
  where p.active = 1 and p.withdrawn = 0 and ($1::text is null or p.category = $1) order by p.name, p.id limit 100`;
const COUNT = 'select count(*) as n from product_words where shown = 1';
/** Counting reads an index of the whole catalogue, and is asked for with every search, ms. */
const COUNT_KEPT = 10_000;

/** Search over PostgreSQL's full text: exact codes, then words by name. What the register's search finds, in another order. */
export function createHqProductSearch(sql: Sql, host: SearchHost): ProductSearch {
  let counted: { readonly n: Promise<number>; readonly at: number } | null = null;
  const page = async (found: readonly string[], limit: number): Promise<ProductPage> => ({
    rows: await hits(host, found.slice(0, limit)),
    more: found.length > limit,
  });
  const tiles = async ({ category, limit = DEFAULT_LIMIT, offset = 0 }: Omit<ProductQuery, 'text'>) =>
    await page(await productsByName(sql, { category, limit: limit + 1, offset }), limit);
  return {
    search: async ({ text, ...asked }) => {
      const said = text.trim();
      if (said === '') return await tiles(asked);
      const { category, limit = DEFAULT_LIMIT, offset = 0 } = asked;
      const exact = await exactly(sql, said, category);
      const first = exact.slice(offset, offset + limit + 1);
      // A whole barcode means the products that carry it, and nothing that merely mentions it.
      const terms = exact.length > 0 && /^\d{8,14}$/.test(said) ? [] : searchTerms(said);
      if (terms.length === 0 || first.length > limit) return await page(first, limit);
      const rest = { limit: limit + 1 - first.length, offset: Math.max(0, offset - exact.length) };
      const found = await productsByWords(sql, { terms, category, except: exact, ...rest });
      return await page([...first, ...found], limit);
    },
    tiles,
    count: async () => {
      if (counted === null || performance.now() - counted.at > COUNT_KEPT) {
        const n = sql.query<{ n: number }>(COUNT).then(({ rows }) => rows[0]?.n ?? 0);
        counted = { n, at: performance.now() };
        n.catch(() => {
          counted = null;
        });
      }
      return await counted.n;
    },
  };
}

async function exactly(sql: Sql, said: string, category: string | undefined): Promise<string[]> {
  const forms = [said, ...barcodeForms(said)];
  const { rows } = await sql.query<{ id: string }>(EXACT, [category ?? null, said, forms]);
  return rows.map(({ id }) => id);
}

/** Products by id in that order, at the prices in force. */
async function hits(host: SearchHost, ids: readonly string[]): Promise<ProductHit[]> {
  if (ids.length === 0) return [];
  const rows = await host.read.run((db) =>
    productRows(db, host.self.store).where('product.id', 'in', [...ids]),
  );
  const now = await pricesNow(host.read, priceClock(host), rows);
  const byId = new Map(rows.map((row) => [row.id, { ...productHit(row), price: now(row).price }]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
