import DatabaseFile from 'better-sqlite3';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OWN_FACTS } from '#electron/store/catalog/chain-journal.ts';
import { createExecutor } from '#electron/store/executor.ts';
import { createCatalogTables } from '#node/catalog/catalog-schema.ts';
import type { Product } from '#shared/domain/catalog/product.ts';
import type { EntryId, PersonId, StoreId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import type { Entry } from '#shared/journal/entry.ts';
import { projectEntry } from '#shared/journal/registry.ts';
import { aProduct } from './catalog-store.ts';

const RUNS = Number(process.env['FC_RUNS'] ?? 300);
const seed = process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) };

/** A history of few products and codes, so that versions and claims meet. */
const history = fc.array(
  fc.record({
    product: fc.constantFrom('p1', 'p2', 'p3'),
    price: fc.integer({ min: 1, max: 9 }),
    barcodes: fc.subarray(['c1', 'c2', 'c3']),
    kind: fc.constantFrom('edit', 'import', 'revert'),
  }),
  { minLength: 1, maxLength: 12 },
);
type Steps = typeof history extends fc.Arbitrary<infer T> ? T : never;

function entriesOf(steps: Steps): Entry[] {
  const now = new Map<string, Product>();
  return steps.map((step, at): Entry => {
    const before = now.get(step.product) ?? null;
    const product = aProduct(step.product, { price: minor(step.price), barcodes: step.barcodes });
    const reverted = step.kind === 'revert' && before !== null;
    if (!reverted) now.set(step.product, product);
    const body = reverted
      ? {
          import: 'i',
          part: at + 1,
          products: [{ id: product.id, product: at % 2 === 0 ? null : product, imported: before }],
        }
      : step.kind === 'import'
        ? { import: 'i', part: at + 1, products: [{ product, before }] }
        : { product, before, how: 'edited' };
    const type = reverted
      ? 'import.reverted'
      : step.kind === 'import'
        ? 'products.imported'
        : 'product.changed';
    return {
      id: `e${at}` as EntryId,
      origin: 'd',
      epoch: '1-0000000000000001',
      seq: at + 1,
      type,
      v: 1,
      at,
      actor: 'p' as PersonId,
      store: 'R01' as StoreId,
      shift: null,
      body,
    };
  });
}

function rowsAfter(entries: readonly Entry[]) {
  const db = new DatabaseFile(':memory:');
  createCatalogTables(db, OWN_FACTS);
  const executor = createExecutor(db);
  for (const entry of entries) for (const change of projectEntry(entry)) executor.apply(change);
  const products = db
    .prepare('select id, price, barcodes, active, withdrawn, rev from product order by id')
    .all();
  const barcodes = db.prepare('select * from barcode order by code, product').all();
  db.close();
  return { products, barcodes };
}

it('chain facts end in the same rows in whatever order they arrive', () => {
  fc.assert(
    fc.property(
      history.chain((steps) =>
        fc.tuple(
          fc.constant(steps),
          fc.shuffledSubarray(
            steps.map((_, i) => i),
            { minLength: steps.length },
          ),
        ),
      ),
      ([steps, order]) => {
        const entries = entriesOf(steps);
        const shuffled = order.flatMap((i) => entries[i] ?? []);
        expect(rowsAfter(shuffled)).toEqual(rowsAfter(entries));
      },
    ),
    { numRuns: RUNS, ...seed },
  );
});
