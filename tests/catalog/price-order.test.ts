import type { Database } from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { type Catalog, openCatalog } from '#electron/store/catalog/catalog.ts';
import { createPriceOrder } from '#electron/store/catalog/price-order.ts';
import { createReader } from '#electron/store/sqlite-reader.ts';
import type { CategoryId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import { productChanged } from '#shared/journal/entries/catalog.ts';
import { listProducts } from '#shared/services/catalog/list-products.ts';
import type { ProductFilter } from '#shared/services/catalog/product-narrowing.ts';
import { NO_FACTS } from '#shared/services/journal/chain-facts.ts';
import { REGISTER_1 } from '../support/test-host.ts';
import { aCatalogStore, aProduct, type CatalogStore } from './catalog-store.ts';

// A long list is read by price without reading the products before the page, and an import never pays for that.

let store: CatalogStore;
let catalog: Catalog;
afterEach(async () => {
  await catalog.close();
  store.close();
});

async function aStore() {
  store = aCatalogStore();
  catalog = openCatalog(store.folder, { keeper: 'inline' });
  const reader = store.reader();
  catalog.attachTo(reader);
  const imported = (from: number, many: number) =>
    catalog.advance(
      store.importProducts(
        Array.from({ length: many }, (_, n) =>
          aProduct(`p${from + n}`, {
            price: minor(((from + n) * 37) % 500),
            category: n % 2 === 0 ? ('a' as CategoryId) : null,
          }),
        ),
      ),
    );
  await imported(0, 500);
  const faults: unknown[] = [];
  const made = Promise.withResolvers<void>();
  const priceOrder = createPriceOrder({
    reading: reader,
    catalog,
    isBusy: async () => false,
    made: () => made.resolve(),
    report: (error) => faults.push(error),
  });
  return { reader, imported, priceOrder, made: made.promise, faults };
}

test('is made when it is first asked for, kept by an edit, dropped by the next part of an import', async () => {
  const { priceOrder, made, imported, faults } = await aStore();
  expect(await priceOrder()).toBeNull();
  await made;
  expect(await priceOrder()).toBe('product');
  const edit = { product: aProduct('p1', { price: minor(7) }), before: aProduct('p1'), how: 'edited' };
  await catalog.advance(store.append(productChanged.type, edit));
  expect(await priceOrder()).toBe('product');
  await imported(500, 500);
  expect([await priceOrder(), faults]).toEqual([null, []]);
});

test('is not made while many products are written', async () => {
  const { reader } = await aStore();
  const asked: string[] = [];
  const priceOrder = createPriceOrder({
    reading: reader,
    catalog: { index: async () => void asked.push('index') },
    isBusy: async () => true,
    made: () => asked.push('made'),
    report: (error) => asked.push(String(error)),
  });
  expect([await priceOrder(), asked]).toEqual([null, []]);
});

test.each([
  [{ state: 'active' }, 'product_by_withdrawn_price_id_active'],
  [{ state: 'active', descending: true, offset: 300 }, 'product_by_withdrawn_price_id_active'],
  [{ state: 'off' }, 'product_by_withdrawn_price_id_active'],
  [{ state: 'all' }, 'product_by_withdrawn_price_id_active'],
  [{ state: 'active', category: 'a' }, 'product_by_category_withdrawn_price_id_active'],
  [{ state: 'off', category: 'a', descending: true }, 'product_by_category_withdrawn_price_id_active'],
] as const)('a page of %j comes from an index alone', async (over, index) => {
  const { reader, priceOrder, made } = await aStore();
  await priceOrder();
  await made;
  const statements = recorded(reader);
  const host = { read: createReader(() => reader), self: REGISTER_1, now: Date.now, chain: () => NO_FACTS };
  const filter: ProductFilter = { sort: 'price', descending: false, offset: 0, limit: 100, ...over };
  const { rows } = await listProducts(host)(filter);
  const prices = rows.map(({ price }) => price);
  expect(prices).toEqual(prices.toSorted((a, b) => (filter.descending ? b - a : a - b)));
  const page = statements.find((sql) => sql.includes('offset')) ?? '';
  const plan = planOf(reader, page);
  expect(plan).toContain(`SEARCH product USING COVERING INDEX ${index}`);
  expect(plan).not.toContain('TEMP B-TREE');
  // Which products have a price that is not their own is asked of the schedules, not of the catalogue.
  const moved = statements.find((sql) => sql.includes('scheduled_price') && !sql.includes('offset')) ?? '';
  expect(planOf(reader, moved)).toContain('SEARCH product USING INDEX sqlite_autoindex_product_1 (id=?)');
});

function recorded(db: Database): string[] {
  const seen: string[] = [];
  const prepare = db.prepare.bind(db);
  db.prepare = (sql: string) => {
    seen.push(sql);
    return prepare(sql);
  };
  return seen;
}

function planOf(db: Database, sql: string): string {
  const marks = sql.match(/\?/g)?.length ?? 0;
  const rows = db.prepare(`explain query plan ${sql}`).all(...Array(marks).fill(1)) as { detail: string }[];
  return rows.map(({ detail }) => detail).join('\n');
}
