import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Product } from '#shared/domain/catalog/product.ts';
import type { ImportId, PersonId, ProductId } from '#shared/domain/ids.ts';
import { micro } from '#shared/domain/numbers.ts';
import { ok } from '#shared/domain/result.ts';
import { productsImported } from '#shared/journal/entries/catalog.ts';
import { type Commit, fact } from '#shared/services/journal/host.ts';
import { rolesFor, tendersFor } from '#shared/services/setup/defaults.ts';
import type { StoreDraft } from '#shared/services/setup/found-store.ts';
import { opening, openingDraft } from './append-part.ts';
import type { DemoData, DemoPerson, DemoProduct } from './demo-data.ts';
import { PART_ROWS } from './import-task.ts';
import { newId } from './new-id.ts';

/** The demo store, ready to be founded and filled. */
export interface DemoStore {
  /** For `foundStore` of the set-up. The manager comes first: the founding fact is theirs. */
  readonly draft: StoreDraft;
  readonly people: readonly DemoPerson[];
  readonly products: readonly DemoProduct[];
}

/** Reads the demo store from a folder (`resources/demo`). Throws when it is not there: it ships with the program. */
export function readDemoStore(folder: string): DemoStore {
  const data = JSON.parse(readFileSync(join(folder, 'store.json'), 'utf8')) as DemoData;
  const { settings, taxClasses, categories, people, products, values } = data;
  const { currency, locale } = settings;
  return {
    draft: {
      settings,
      taxClasses,
      categories,
      people,
      values,
      tenders: tendersFor(locale, currency),
      roles: rolesFor(locale, currency),
    },
    people,
    products,
  };
}

/** Where the demo's goods go: one catalog, and the shelves of each store that sells from it. */
export interface DemoPlaces {
  readonly catalog: Commit;
  readonly shelves: readonly Commit[];
  readonly newId: () => string;
}

/**
 * Puts the demo's products and their stock into stores that were founded from its draft, as the facts an import would leave.
 * Some 2,000 products take about a second.
 */
export async function fillDemoStore(places: DemoPlaces, demo: DemoStore, by: PersonId): Promise<void> {
  const { catalog, shelves, newId: newCommandId } = places;
  const id = newCommandId() as ImportId;
  const command = (name: string, part: number) => ({
    id: newCommandId(),
    actor: by,
    name,
    input: [id, part],
  });
  for (let from = 0; from < demo.products.length; from += PART_ROWS) {
    const part = from / PART_ROWS + 1;
    const goods = demo.products
      .slice(from, from + PART_ROWS)
      .map((each) => ({ each, product: productOf(each) }));
    const products = goods.map(({ product }) => ({ product, before: null }));
    await catalog(command('demo.products', part), async () =>
      ok({ entry: fact(productsImported, { import: id, part, products }), answer: null }),
    );
    const moves = goods
      .filter(({ each }) => each.onHand > 0)
      .map(({ each, product }, at) =>
        opening({ line: at + 1, item: product.id, qty: each.onHand, cost: micro(each.cost) }),
      );
    for (const shelf of shelves)
      await shelf(command('demo.stock', part), async () =>
        ok({ entry: openingDraft(id, part, { moves, by }), answer: null }),
      );
  }
}

const productOf = (each: DemoProduct): Product => ({
  id: newId() as ProductId,
  name: each.name,
  names: each.names ?? {},
  sku: each.sku ?? null,
  barcodes: each.barcodes,
  unit: each.unit ?? 'piece',
  price: each.price,
  taxClass: each.taxClass,
  category: each.category,
  picture: null,
  active: true,
  minStock: each.minStock ?? null,
  taxCode: null,
});
