import { z } from 'zod';
import type { Category, Product, TaxClass } from '#shared/domain/catalog/product.ts';
import type { CategoryId, ImportId, ProductId, TaxClassId } from '#shared/domain/ids.ts';
import type { Minor } from '#shared/domain/numbers.ts';
import type { Approval } from '#shared/domain/people/person.ts';
import { type Change, revise, upsert } from '../change.ts';
import type { EntryHeader } from '../entry.ts';
import { entryType } from '../entry-type.ts';
import { revision } from '../epoch.ts';
import { flag, id, minor, names, qty, rate, words } from '../schema.ts';
import { barcode, category, product, taxClass } from '../tables/catalog.ts';
import { approvals, unit } from './parts.ts';

const productSchema = z.strictObject({
  id: id<ProductId>(),
  name: words(),
  names,
  sku: words(80).nullable(),
  barcodes: z.array(z.string().min(1).max(80)).max(50),
  unit,
  price: minor,
  taxClass: id<TaxClassId>(),
  category: id<CategoryId>().nullable(),
  picture: words(80).nullable(),
  active: flag,
  minStock: qty.nullable(),
  taxCode: words(40).nullable(),
}) satisfies z.ZodType<Product>;

/** A version of a product and the one it replaces (null: it is new), so that undoing needs nothing but the fact itself. */
export interface ProductVersion {
  readonly product: Product;
  readonly before: Product | null;
}
export const version = z.strictObject({
  product: productSchema,
  before: productSchema.nullable(),
}) satisfies z.ZodType<ProductVersion>;

export interface ProductChanged extends ProductVersion {
  /** How it came: by hand, or in a hurry at the till. */
  readonly how: 'edited' | 'quick-add';
  /** What allowed it where the person alone may not. */
  readonly approvals: readonly Approval[];
}

export const productChanged = entryType<ProductChanged>('product.changed', {
  v: 2,
  scope: 'chain',
  body: version.extend({ how: z.enum(['edited', 'quick-add']), approvals }),
  upcasters: [(unapproved) => ({ ...unapproved, approvals: [] })],
  areas: ['catalog'],
  begins: (p) => (p.before === null ? [`product/${p.product.id}`] : []),
  project: (entry) => productChanges(entry, entry.body),
});

export interface ProductsImported {
  readonly import: ImportId;
  readonly part: number;
  readonly products: readonly ProductVersion[];
}

/** At most 500 rows and 256 KiB of a file that a person imported. */
export const productsImported = entryType<ProductsImported>('products.imported', {
  v: 1,
  scope: 'chain',
  body: z.strictObject({
    import: id<ImportId>(),
    part: z.int().min(1),
    products: z.array(version).min(1).max(500),
  }),
  areas: ['catalog', 'import'],
  project: (entry) => entry.body.products.flatMap((p) => productChanges(entry, p)),
});

export interface ImportReverted {
  readonly import: ImportId;
  readonly part: number;
  /** `product` is put back as it was; null withdraws a product the import had made. */
  readonly products: readonly {
    readonly id: ProductId;
    readonly product: Product | null;
    readonly imported: Product;
  }[];
}

/** An import taken back, part by part; what somebody edited since stays as it is and is not listed here. */
export const importReverted = entryType<ImportReverted>('import.reverted', {
  v: 1,
  scope: 'chain',
  body: z.strictObject({
    import: id<ImportId>(),
    part: z.int().min(1),
    products: z
      .array(
        z.strictObject({ id: id<ProductId>(), product: productSchema.nullable(), imported: productSchema }),
      )
      .min(1)
      .max(500),
  }),
  areas: ['catalog', 'import'],
  project: (entry) =>
    entry.body.products.flatMap(({ product: restored, imported }) =>
      productChanges(entry, { product: restored ?? imported, before: imported }, restored === null),
    ),
});

export function productChanges(
  entry: EntryHeader,
  { product: p, before }: ProductVersion,
  withdrawn = false,
): Change[] {
  const rev = revision(entry.epoch, entry.seq);
  const row = productRow(p, rev, withdrawn);
  const dropped = (before?.barcodes ?? []).filter((code) => withdrawn || !p.barcodes.includes(code));
  const kept = withdrawn ? [] : p.barcodes;
  return [
    before === null ? upsert(product, row) : upsert(product, row, productRow(before, rev - 1)),
    // Beside prices that begin at a minute, the instant of a change by hand says which of them it came after.
    ...(before === null || before.price === p.price
      ? []
      : [revise(product, pricedRow({ id: p.id, price: p.price, at: entry.at, rev }))]),
    ...kept.map((code) => upsert(barcode, { code, product: p.id, listed: 1, rev })),
    ...dropped.map((code) => upsert(barcode, { code, product: p.id, listed: 0, rev })),
  ];
}

/** A product of which nothing but its price has been said: nobody finds it. */
export const pricedRow = ({ id, price, at, rev }: Priced) => ({
  id,
  name: '',
  names: '{}',
  sku: null,
  unit: 'piece' as const,
  price,
  tax_class: '',
  category: null,
  picture: null,
  active: 0 as const,
  withdrawn: 1 as const,
  min_stock: null,
  tax_code: null,
  barcodes: '[]',
  rev,
  whole_rev: 0,
  priced_at: at,
  alone_rev: rev,
});

interface Priced {
  readonly id: ProductId;
  readonly price: Minor;
  /** The instant of the change by hand, in milliseconds. */
  readonly at: number;
  readonly rev: number;
}

/** The row of a product as of revision `rev`. */
export const productRow = (p: Product, rev: number, withdrawn = false) => ({
  id: p.id,
  name: p.name,
  names: JSON.stringify(p.names),
  sku: p.sku,
  unit: p.unit,
  price: p.price,
  tax_class: p.taxClass,
  category: p.category,
  picture: p.picture,
  active: p.active && !withdrawn ? (1 as const) : (0 as const),
  withdrawn: withdrawn ? (1 as const) : (0 as const),
  min_stock: p.minStock,
  tax_code: p.taxCode,
  barcodes: JSON.stringify(p.barcodes),
  rev,
  whole_rev: rev,
  priced_at: null,
  alone_rev: 0,
});

export const categorySchema = z.strictObject({
  id: id<CategoryId>(),
  name: words(120),
  names,
  sort: z.int(),
  taxClass: id<TaxClassId>(),
  openPrice: flag,
  active: flag,
}) satisfies z.ZodType<Category>;

export const categoryChanged = entryType<{ readonly category: Category }>('category.changed', {
  v: 1,
  scope: 'chain',
  body: z.strictObject({ category: categorySchema }),
  areas: ['catalog'],
  project: (entry) => [categoryChange(entry, entry.body.category)],
});

export const categoryChange = (entry: EntryHeader, c: Category): Change =>
  upsert(category, {
    id: c.id,
    name: c.name,
    names: JSON.stringify(c.names),
    sort: c.sort,
    tax_class: c.taxClass,
    open_price: c.openPrice ? 1 : 0,
    active: c.active ? 1 : 0,
    rev: revision(entry.epoch, entry.seq),
  });

export const taxClassSchema = z.strictObject({
  id: id<TaxClassId>(),
  name: words(80),
  letter: words(4),
  rates: z.array(z.strictObject({ name: words(40), rate })).max(8),
  active: flag,
}) satisfies z.ZodType<TaxClass>;

export const taxClassChanged = entryType<{ readonly taxClass: TaxClass }>('tax-class.changed', {
  v: 1,
  scope: 'chain',
  body: z.strictObject({ taxClass: taxClassSchema }),
  areas: ['settings', 'catalog'],
  project: (entry) => [taxClassChange(entry, entry.body.taxClass)],
});

export const taxClassChange = (entry: EntryHeader, t: TaxClass): Change =>
  upsert(taxClass, {
    id: t.id,
    name: t.name,
    letter: t.letter,
    rates: JSON.stringify(t.rates),
    active: t.active ? 1 : 0,
    rev: revision(entry.epoch, entry.seq),
  });
