import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openCatalogFile } from '#electron/store/catalog/catalog-file.ts';
import { createChainJournal } from '#electron/store/catalog/chain-journal.ts';
import type { Product } from '#shared/domain/catalog/product.ts';
import { minor } from '#shared/domain/numbers.ts';
import { aCatalogStore, aProduct } from './catalog-store.ts';

const NAMES = ['apple', 'pear', 'plum'] as const;
const RUNS = Number(process.env['FC_RUNS'] ?? 40);
const seed = process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) };

const histories = fc.array(
  fc.record({
    id: fc.constantFrom('p1', 'p2'),
    name: fc.constantFrom(...NAMES),
    sku: fc.constantFrom(null, 'K1'),
    price: fc.integer({ min: 1, max: 3 }),
    // What the author says he replaced: what stood, or what he last saw. An undone import withdraws a product.
    said: fc.constantFrom('what stood', 'something else', 'withdraw'),
    followed: fc.boolean(),
  }),
  { minLength: 1, maxLength: 10 },
);

it('a product is found by the words of its newest version, whatever that version says it replaced', () => {
  const check = (steps: typeof histories extends fc.Arbitrary<infer T> ? T : never) => {
    const store = aCatalogStore();
    const file = openCatalogFile(store.folder.catalog(1));
    const journal = createChainJournal(store.reader());
    const stands = new Map<string, Product>();
    try {
      for (const { id, name, sku, price, said, followed } of steps) {
        const product = aProduct(id, { name, sku, price: minor(price) });
        const before = stands.get(id) ?? null;
        if (said === 'withdraw' && before !== null) {
          store.append('import.reverted', {
            import: 'i',
            part: 1,
            products: [{ id, product: null, imported: before }],
          });
          stands.delete(id);
        } else {
          const told = said === 'something else' && before !== null ? product : before;
          store.append('products.imported', { import: 'i', part: 1, products: [{ product, before: told }] });
          stands.set(id, product);
        }
        if (followed) file.step(journal, journal.head());
      }
      file.step(journal, journal.head());
      const db = store.reader();
      db.prepare('attach ? as catalog').run(store.folder.catalog(1));
      const found = db
        .prepare(
          'select p.id from product_search s join product p on p.row_number = s.rowid where product_search match ? order by p.id',
        )
        .pluck();
      const holding = (has: (product: Product) => boolean) =>
        [...stands.values()]
          .filter(has)
          .map(({ id }) => id)
          .sort();
      for (const name of NAMES) expect(found.all(`"${name}"`)).toEqual(holding((each) => each.name === name));
      expect(found.all('"k1"')).toEqual(holding(({ sku }) => sku !== null));
      expect(db.prepare('select products from catalog_state').pluck().get()).toBe(stands.size);
    } finally {
      file.close();
      store.close();
    }
  };
  fc.assert(fc.property(histories, check), { numRuns: RUNS, ...seed });
});
