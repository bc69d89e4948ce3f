import type { Product } from '#shared/domain/catalog/product.ts';
import type {
  CategoryId,
  ImportId,
  MoveDocument,
  PersonId,
  ProductId,
  TaxClassId,
} from '#shared/domain/ids.ts';
import { type Micro, micro, minor } from '#shared/domain/numbers.ts';
import type { PriceClock } from '#shared/domain/pricing/price-in-force.ts';
import { costOf } from '#shared/domain/quantity.ts';
import type { Move } from '#shared/domain/stock/move.ts';
import type { ProductVersion } from '#shared/journal/entries/catalog.ts';
import { stockOpened } from '#shared/journal/entries/stock-opened.ts';
import { productOf } from '#shared/services/catalog/product-view.ts';
import { type Draft, fact } from '#shared/services/journal/host.ts';
import { listQuery } from '#shared/services/journal/list-query.ts';
import type { Reader } from '#shared/services/journal/query.ts';
import { asKept } from '#shared/services/pricing/prices-now.ts';
import { type LineError, stockKnownError } from './import-fault.ts';
import type { ImportPlan } from './import-plan.ts';
import type { TakenRow } from './row-judge.ts';

/** What a part of a file does to the catalog, decided on the versions that stand when it is its turn. */
export interface PartVersions {
  readonly versions: readonly ProductVersion[];
  readonly added: number;
  readonly changed: number;
}

const productRows = listQuery((db, _param, ids) =>
  db
    .selectFrom('product')
    .select([
      'id',
      'name',
      'names',
      'sku',
      'barcodes',
      'unit',
      'price',
      'tax_class',
      'category',
      'picture',
      'active',
      'min_stock',
      'tax_code',
    ])
    .where('id', 'in', ids),
);

/** Rows laid over what is known; a row that changes nothing writes nothing. */
export async function versionsOf(
  read: Reader,
  clock: PriceClock,
  rows: readonly TakenRow[],
  defaults: ImportPlan['defaults'],
): Promise<PartVersions> {
  const ids = rows.filter((row) => row.known).map((row) => row.product);
  const stands = await asKept(read, clock, (await productRows.all(read, {}, ids)).map(productOf));
  const known = new Map<string, Product>(stands.map((product) => [product.id, product]));
  const versions: ProductVersion[] = [];
  let changed = 0;
  for (const row of rows) {
    const before = known.get(row.product) ?? null;
    const product = before === null ? newProduct(row, defaults) : laidOver(before, row);
    if (before !== null && JSON.stringify(before) === JSON.stringify(product)) continue;
    if (before !== null) changed += 1;
    versions.push({ product, before });
  }
  return { versions, added: versions.length - changed, changed };
}

const newProduct = (row: TakenRow, defaults: ImportPlan['defaults']): Product => ({
  id: row.product,
  name: '',
  names: {},
  sku: null,
  barcodes: [],
  unit: defaults.unit,
  price: minor(defaults.price),
  taxClass: defaults.taxClass as TaxClassId,
  picture: null,
  active: true,
  minStock: null,
  taxCode: null,
  ...row.set,
  category: row.categoryId ?? (defaults.category as CategoryId | null),
});

/** Codes and names are added to those there; everything else the row says takes the place of what stood. */
const laidOver = (before: Product, { set, categoryId }: TakenRow): Product => ({
  ...before,
  ...set,
  names: { ...before.names, ...set.names },
  barcodes: [...new Set([...before.barcodes, ...(set.barcodes ?? [])])],
  category: categoryId ?? before.category,
});

const knownStock = listQuery<{ store: string }, { item: string }>((db, param, items) =>
  db
    .selectFrom('item_stat')
    .select('item')
    .where('store', '=', param('store'))
    .where('item', 'in', items)
    .where('known', '>', 0),
);

/** Openings of a part's rows: only where the store does not know the stock yet, or the goods would count twice. */
export async function openingsOf(
  read: Reader,
  store: string,
  rows: readonly TakenRow[],
): Promise<{ readonly moves: readonly Move[]; readonly errors: readonly LineError[] }> {
  const counted = rows.filter((row) => row.onHand !== null);
  const ids = counted.filter((row) => row.known).map((row) => row.product);
  const known = new Set((await knownStock.all(read, { store }, ids)).map((row) => row.item));
  const moves: Move[] = [];
  const errors: LineError[] = [];
  for (const { product, onHand, cost, line } of counted) {
    if (onHand === null) continue;
    if (known.has(product)) {
      errors.push(stockKnownError(line, onHand));
      continue;
    }
    moves.push(opening({ line: moves.length + 1, item: product, qty: onHand, cost }));
  }
  return { moves, errors };
}

/** Goods that lie on the shelf already; `cost` per unit, null where it is not known. */
export const opening = (given: {
  readonly line: number;
  readonly item: ProductId;
  readonly qty: Move['qty'];
  readonly cost: Micro | null;
}): Move => ({
  line: given.line,
  kind: 'opening',
  item: given.item,
  from: 'OPENING',
  to: 'SALEABLE',
  qty: given.qty,
  value: given.cost === null ? micro(0) : costOf(given.cost, given.qty),
  costUnknown: given.cost === null,
});

export const openingDraft = (
  id: ImportId,
  part: number,
  { moves, by }: { moves: readonly Move[]; by: PersonId },
): Draft => fact(stockOpened, { document: openingDocument(id, part), by, note: '', moves: [...moves] });

export const openingDocument = (id: ImportId, part: number): MoveDocument => `${id}/${part}` as MoveDocument;
