import type { Category } from '#shared/domain/catalog/product.ts';
import type { CategoryId, ProductId } from '#shared/domain/ids.ts';
import type { FileRow, LineError } from './import-fault.ts';
import type { ReadingRules } from './import-plan.ts';
import type { KnownProducts } from './known-products.ts';
import { newId } from './new-id.ts';
import { plain, type ReadRow, readRow } from './read-row.ts';

/** A row that will be taken. */
export interface TakenRow extends ReadRow {
  readonly product: ProductId;
  /** The product is in the catalog already: what the row says is laid over it. */
  readonly known: boolean;
  readonly categoryId: CategoryId | null;
}

export type Judged =
  | { readonly kind: 'taken'; readonly row: TakenRow }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'refused'; readonly error: LineError };

export interface RowJudge {
  readonly judge: (row: FileRow) => Judged;
  /** Remembers the codes of a row that an earlier run of the same import took; one that it refused leaves them free, as it did then. */
  readonly pass: (row: FileRow) => void;
  /** Categories that rows named and nobody had, since the last call. */
  readonly newCategories: () => Category[];
}

const SKIPPED: Judged = { kind: 'skipped' };

/** Decides about rows one after the other: what each says, whether its codes came before in the file, whether the catalog knows it. */
export function createRowJudge(rules: ReadingRules, known: KnownProducts): RowJudge {
  const { plan } = rules;
  const codes = new Map<number | string, number>();
  const skus = new Map<string, number>();
  const categories = new Map<string, CategoryId>();
  for (const category of rules.categories)
    for (const name of [category.name, category.id, ...Object.values(category.names)])
      if (!categories.has(plain(name))) categories.set(plain(name), category.id);
  let fresh: Category[] = [];

  const refuse = (line: number, column: string | null, code: LineError['code'], value: string): Judged => ({
    kind: 'refused',
    error: { line, column, code, value: value.slice(0, 80) },
  });
  // Digits with their count in one exact number: a million of those take far less memory than as many texts.
  const keyOf = (code: string) => (/^\d{8,14}$/.test(code) ? Number(code) * 16 + code.length : code);
  const remember = (row: ReadRow) => {
    for (const code of row.set.barcodes ?? []) codes.set(keyOf(code), row.line);
    if (row.set.sku) skus.set(row.set.sku, row.line);
  };
  const categoryOf = (name: string): CategoryId | null => {
    const id = categories.get(plain(name));
    if (id !== undefined || !plan.makeCategories) return id ?? null;
    const made: Category = {
      id: newId() as CategoryId,
      name,
      names: {},
      sort: rules.categories.length + categories.size,
      taxClass: plan.defaults.taxClass as Category['taxClass'],
      openPrice: false,
      active: true,
    };
    categories.set(plain(name), made.id);
    fresh.push(made);
    return made.id;
  };
  /** The same code or SKU earlier in this file: the first line has it. */
  const cameBefore = (row: ReadRow): Judged | null => {
    for (const code of row.set.barcodes ?? []) {
      const line = codes.get(keyOf(code));
      if (line !== undefined) return refuse(row.line, 'barcode', 'BARCODE_TWICE', `${code} = ${line}`);
    }
    const line = row.set.sku ? skus.get(row.set.sku) : undefined;
    return line === undefined ? null : refuse(row.line, 'sku', 'SKU_TWICE', `${row.set.sku} = ${line}`);
  };
  const wasTaken = ({ set, category }: ReadRow): boolean =>
    known.matching(set.barcodes ?? [], set.sku ?? null).length === 1 &&
    (category === null || plan.makeCategories || categories.has(plain(category)));

  const judge = (file: FileRow): Judged => {
    const row = readRow(file, rules);
    if ('code' in row) return { kind: 'refused', error: row };
    const { line, set } = row;
    const twice = cameBefore(row);
    if (twice) return plan.known === 'skip' ? SKIPPED : twice;
    const matches = known.matching(set.barcodes ?? [], set.sku ?? null);
    const [match] = matches;
    if (matches.length > 1) return refuse(line, 'barcode', 'AMBIGUOUS', set.barcodes?.[0] ?? set.sku ?? '');
    if (match !== undefined && plan.known === 'skip') return SKIPPED;
    if (match !== undefined && plan.known === 'refuse')
      return refuse(line, 'barcode', 'KNOWN', set.barcodes?.[0] ?? set.sku ?? '');
    if (match === undefined && set.name === undefined) return refuse(line, 'name', 'NAME_MISSING', '');
    const categoryId = row.category === null ? null : categoryOf(row.category);
    if (row.category !== null && categoryId === null)
      return refuse(line, 'category', 'CATEGORY_UNKNOWN', row.category);
    remember(row);
    const product = (match ?? newId()) as ProductId;
    return { kind: 'taken', row: { ...row, product, known: match !== undefined, categoryId } };
  };
  return {
    judge,
    pass: (file) => {
      const row = readRow(file, rules);
      if (!('code' in row) && cameBefore(row) === null && wasTaken(row)) remember(row);
    },
    newCategories: () => {
      const made = fresh;
      fresh = [];
      return made;
    },
  };
}
