import { z } from 'zod';
import { MOST_CHOSEN } from '#shared/domain/catalog/product-action.ts';
import {
  amount,
  ask,
  code,
  commandId,
  id,
  label,
  minor,
  name,
  names,
  page,
  qty,
  rate,
  tell,
  unit,
} from './base.ts';

export const productHit = z.object({
  id: z.string(),
  name: z.string(),
  price: z.int(),
  unit,
  /** null: the store does not know its stock yet. */
  stock: z.int().nullable(),
  minStock: z.int().nullable(),
  category: z.string().nullable(),
  picture: z.string().nullable(),
  barcode: z.string().nullable(),
});
export type ProductHit = z.infer<typeof productHit>;

export const productInput = z.object({
  name,
  names,
  sku: z.string().trim().max(80).nullable(),
  barcodes: z.array(z.string().trim().min(1).max(80)).max(50),
  unit,
  price: amount,
  taxClass: id,
  category: id.nullable(),
  picture: z.string().max(80).nullable(),
  active: z.boolean(),
  minStock: qty.nullable(),
  taxCode: z.string().trim().max(40).nullable(),
});
export const productView = productInput.extend({
  id: z.string(),
  stock: z.int().nullable(),
  withdrawn: z.boolean(),
  /** What is charged now; `price` is the regular one. */
  priceNow: z.int(),
});
export type ProductView = z.infer<typeof productView>;

export const categoryView = z.object({
  id: z.string(),
  name: z.string(),
  names: z.record(z.string(), z.string()),
  sort: z.int(),
  taxClass: z.string(),
  openPrice: z.boolean(),
  active: z.boolean(),
  products: z.int(),
});
export type CategoryView = z.infer<typeof categoryView>;
export const taxClassView = z.object({
  id: z.string(),
  name: z.string(),
  letter: z.string(),
  rates: z.array(z.object({ name: z.string(), rate: z.int() })),
  active: z.boolean(),
});
export type TaxClassView = z.infer<typeof taxClassView>;

/** Which products a list is about. */
const narrowing = {
  text: z.string().max(200).optional(),
  category: id.optional(),
  state: z.enum(['active', 'off', 'all']).default('active'),
  /** `low`: below zero or at its minimum, lowest first; only where the store knows its stock. */
  stock: z.enum(['any', 'low']).default('any'),
};

const chosenIds = z.array(id).max(MOST_CHOSEN);
export const productChoice = z.discriminatedUnion('of', [
  z.object({ of: z.literal('these'), products: chosenIds }),
  /** All that the filter leaves, whether a page has seen them or not. */
  z.object({ of: z.literal('filter'), filter: z.object(narrowing), except: chosenIds }),
]);
export type ProductChoice = z.infer<typeof productChoice>;

export const productAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('active'), active: z.boolean() }),
  z.object({ kind: z.literal('category'), category: id.nullable() }),
  z.object({ kind: z.literal('tax-class'), taxClass: id }),
  z.object({ kind: z.literal('min-stock'), minStock: qty.nullable() }),
  /** In millionths of the price; below zero it gets cheaper. Rounded half up to the currency's minor unit. */
  z.object({ kind: z.literal('price-share'), share: z.int().min(-1_000_000).max(10_000_000) }),
  z.object({ kind: z.literal('price-amount'), amount: minor }),
]);
export type ProductAction = z.infer<typeof productAction>;

export const productChange = z.object({
  /** What can be undone. */
  id: z.string(),
  action: productAction,
  state: z.enum(['running', 'done', 'undoing', 'undone', 'stopped']),
  total: z.int(),
  /** Changed so far; of an undoing: put back. */
  changed: z.int(),
  /** Left as they were: refused, or, of an undoing, changed by somebody since. */
  leftAlone: z.int(),
  by: z.string(),
  at: z.int(),
});
export type ProductChange = z.infer<typeof productChange>;

const facts = productInput.extend({ id: z.string() });
export const changeTrial = z.object({
  chosen: z.int(),
  toChange: z.int(),
  refused: z.int(),
  examples: z.array(z.object({ before: facts, after: facts })),
});
export type ChangeTrial = z.infer<typeof changeTrial>;

export const catalog = {
  search: ask()
    .input(
      z.object({
        text: z.string().max(200),
        category: id.optional(),
        ...page,
        limit: z.int().min(1).max(100).default(20),
      }),
    )
    .output(z.object({ rows: z.array(productHit), more: z.boolean(), products: z.int(), ms: z.number() }))
    .route({
      method: 'GET',
      path: '/catalog/search',
      summary: 'Products by words, prefixes, barcode, SKU or pinyin initials; best sellers first',
    }),
  /** Tiles of a category, or the favourites (best sellers) when none is named. */
  tiles: ask()
    .input(z.object({ category: id.nullable(), ...page }))
    .output(z.object({ rows: z.array(productHit), more: z.boolean() })),
  categories: ask()
    .output(z.array(categoryView))
    .route({ method: 'GET', path: '/catalog/categories', summary: 'Departments' }),
  taxClasses: ask()
    .output(z.array(taxClassView))
    .route({ method: 'GET', path: '/catalog/tax-classes', summary: 'Tax classes' }),
  list: ask('signed-in')
    .input(
      z.object({
        ...narrowing,
        /** Only these, whatever the text. */
        only: z.array(id).max(1000).optional(),
        sort: z.enum(['name', 'price', 'stock']).default('name'),
        descending: z.boolean().default(false),
        ...page,
      }),
    )
    .output(
      z.object({
        rows: z.array(productView),
        more: z.boolean(),
        count: z.int().nullable(),
        /** What the rows are in order of: by name where so many can't be put in the order asked for while the counter sells. */
        order: z.enum(['name', 'price', 'stock']),
      }),
    )
    .route({ method: 'GET', path: '/catalog/products', summary: 'Products' }),
  get: ask()
    .input(z.object({ product: id }))
    .output(productView)
    .route({ method: 'GET', path: '/catalog/products/{product}', summary: 'One product' }),
  save: tell('catalog.edit')
    .input(z.object({ commandId, product: id.nullable(), value: productInput }))
    .output(productView)
    .route({ method: 'POST', path: '/catalog/products', summary: 'Add or edit a product' }),
  setActive: tell('catalog.edit')
    .input(z.object({ commandId, product: id, active: z.boolean() }))
    .output(productView),
  /** What an action would do to the chosen products. Writes nothing. */
  tryChange: ask('catalog.edit')
    .input(z.object({ choice: productChoice, action: productAction }))
    .output(changeTrial),
  /** Answers when the first part is written; `newestChange` tells how far the rest is. */
  changeMany: tell('catalog.edit')
    .input(z.object({ commandId, choice: productChoice, action: productAction }))
    .output(productChange)
    .route({ method: 'POST', path: '/catalog/products/change', summary: 'Change many products at once' }),
  undoChange: tell('catalog.edit')
    .input(z.object({ commandId, change: id }))
    .output(productChange),
  /** Ends the change under way after the part being written: what was changed stays, and can be undone. Answers as `newestChange`. */
  stopChange: tell('catalog.edit').output(productChange.nullable()),
  /** The change under way, or the newest of the last day. */
  newestChange: ask('catalog.edit').output(productChange.nullable()),
  quickAdd: tell('signed-in')
    .input(
      z.object({
        commandId,
        barcode: code,
        name,
        price: amount,
        category: id.nullable(),
        taxClass: id,
        approval: z.uuid().optional(),
      }),
    )
    .output(productView),
  saveCategory: tell('catalog.edit')
    .input(
      z.object({
        commandId,
        category: id.nullable(),
        value: categoryView.omit({ id: true, products: true }).extend({ name, names, taxClass: id }),
      }),
    )
    .output(categoryView),
  saveTaxClass: tell('settings.edit')
    .input(
      z.object({
        commandId,
        taxClass: id.nullable(),
        value: z.object({
          name,
          letter: z.string().trim().min(1).max(2),
          rates: z
            .array(z.object({ name: label, rate }))
            .min(1)
            .max(8),
          active: z.boolean(),
        }),
      }),
    )
    .output(taxClassView),
  /** Stores a PNG, JPEG or WebP of at most 2 MB (base64) and answers its name. */
  savePicture: tell('catalog.edit')
    .input(z.object({ data: z.string().max(3_000_000) }))
    .output(z.object({ picture: z.string() })),
};

const importPlan = z.object({
  file: z.string().max(200),
  /** Column index of each field, from 0. */
  columns: z.partialRecord(
    z.enum([
      'name',
      'name-zh',
      'name-en',
      'sku',
      'barcode',
      'price',
      'unit',
      'tax-class',
      'category',
      'min-stock',
      'on-hand',
      'cost',
      'tax-code',
      'active',
    ]),
    z.int().min(0).max(500),
  ),
  headerRows: z.int().min(0).max(10),
  defaults: z.object({ price: amount, unit, taxClass: id, category: id.nullable() }),
  /** What to do with a row whose barcode or SKU is known already. */
  known: z.enum(['update', 'skip', 'refuse']),
  badCheckDigits: z.enum(['refuse', 'accept']),
  makeCategories: z.boolean(),
});
export type ImportPlan = z.infer<typeof importPlan>;
const lineError = z.object({
  line: z.int(),
  column: z.string().nullable(),
  code: z.string(),
  value: z.string(),
});

export const importJob = z.object({
  id: z.string(),
  file: z.string(),
  state: z.enum(['running', 'done', 'stopped', 'failed', 'undoing', 'undone']),
  startedAt: z.int(),
  by: z.string(),
  /** Rows of the file, as far as known. */
  rows: z.int(),
  done: z.int(),
  added: z.int(),
  changed: z.int(),
  refused: z.int(),
  /** Lines whose product was taken and whose stock was not: it stays as it was. */
  withoutStock: z.int(),
  /** 0 … 1, of being undone too. */
  progress: z.number(),
  errors: z.array(lineError),
  reason: z.string().nullable(),
  /** Cut short, and it can be gone on with where it stands. */
  resumable: z.boolean(),
  undoable: z.boolean(),
});
export type ImportJob = z.infer<typeof importJob>;

export const imports = {
  /** A file comes in pieces of at most 512 KiB (base64); the answer names the upload. */
  upload: tell('catalog.import')
    .input(
      z.object({
        upload: id.nullable(),
        name: z.string().min(1).max(200),
        offset: z.int().min(0),
        data: z.string().max(720_000),
        last: z.boolean(),
      }),
    )
    .output(z.object({ upload: z.string(), size: z.int() })),
  /** Looks at the file: its columns, the first rows, and what the columns seem to be. */
  preview: ask('catalog.import')
    .input(z.object({ upload: id }))
    .output(
      z.object({
        encoding: z.string(),
        delimiter: z.string().nullable(),
        sheet: z.string().nullable(),
        rows: z.array(z.array(z.string())),
        plan: importPlan,
      }),
    ),
  /** Reads the whole file without changing anything. */
  dryRun: ask('catalog.import')
    .input(z.object({ upload: id, plan: importPlan }))
    .output(
      z.object({
        rows: z.int(),
        toAdd: z.int(),
        toChange: z.int(),
        refused: z.int(),
        /** Known already, and to be left as they are. */
        skipped: z.int(),
        withoutStock: z.int(),
        errors: z.array(lineError),
        sample: z.array(
          z.object({
            name: z.string(),
            barcode: z.string().nullable(),
            price: z.int(),
            category: z.string().nullable(),
          }),
        ),
      }),
    ),
  start: tell('catalog.import')
    .input(z.object({ commandId, upload: id, plan: importPlan }))
    .output(importJob),
  list: ask('catalog.import').output(z.array(importJob)),
  get: ask('catalog.import')
    .input(z.object({ import: id }))
    .output(importJob),
  cancel: tell('catalog.import')
    .input(z.object({ import: id }))
    .output(importJob),
  /** Goes on with an import cut short, by a person or with the register: no line is taken twice. */
  resume: tell('catalog.import')
    .input(z.object({ commandId, import: id }))
    .output(importJob),
  undo: tell('catalog.import')
    .input(z.object({ commandId, import: id }))
    .output(importJob),
  /** All lines that were refused, or their stock, as CSV. */
  errorsCsv: ask('catalog.import')
    .input(z.object({ import: id }))
    .output(z.object({ csv: z.string() })),
};
