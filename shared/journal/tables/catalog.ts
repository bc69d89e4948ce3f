import type { Unit } from '#shared/domain/catalog/product.ts';
import { bool, int, json, nullable, text } from '../column.ts';
import { table } from '../table.ts';

export const product = table('product', {
  room: 'catalog',
  numbered: true,
  alone: ['price'],
  onlyAlone: ['priced_at'],
  columns: {
    id: text(),
    name: text(),
    names: json(),
    sku: nullable(text()),
    unit: text<Unit>(),
    price: int(),
    tax_class: text(),
    category: nullable(text()),
    picture: nullable(text()),
    active: bool(),
    /** Taken back by the undo of the import that made it. */
    withdrawn: bool(),
    min_stock: nullable(int()),
    tax_code: nullable(text()),
    barcodes: json(),
    rev: int(),
    whole_rev: int(),
    /** When its price was last changed by hand, in milliseconds; null: not since it was made. */
    priced_at: nullable(int()),
    alone_rev: int(),
  },
  key: ['id'],
  indexes: [
    { columns: ['sku'] },
    { columns: ['category', 'name', 'id'] },
    // The whole list in order: a page of it, however deep, is found without reading the products before it.
    { columns: ['withdrawn', 'name', 'id', 'active'] },
    // What is counted per category: answered without reading a product.
    { columns: ['category', 'active', 'withdrawn'] },
    // The list by price: of all, of one category. What is off is passed over within the index.
    { columns: ['withdrawn', 'price', 'id', 'active'], onDemand: true, onRegister: true },
    { columns: ['category', 'withdrawn', 'price', 'id', 'active'], onDemand: true, onRegister: true },
  ],
});

/** Which product a code means. Two products may claim one code; the newest claim is offered first and the clash shown. */
export const barcode = table('barcode', {
  room: 'catalog',
  columns: { code: text(), product: text(), listed: bool(), rev: int() },
  key: ['code', 'product'],
});

/** What was done to many products at once; one row per change and per undoing of one, as its newest part says. */
export const productChange = table('product_change', {
  room: 'catalog',
  columns: {
    id: text(),
    action: json(),
    undoes: nullable(text()),
    changed: int(),
    remaining: int(),
    last_entry: text(),
    by: text(),
    at: int(),
    rev: int(),
  },
  key: ['id'],
  indexes: [{ columns: ['at', 'id'] }],
});

export const category = table('category', {
  room: 'catalog',
  columns: {
    id: text(),
    name: text(),
    names: json(),
    sort: int(),
    tax_class: text(),
    open_price: bool(),
    active: bool(),
    rev: int(),
  },
  key: ['id'],
});

export const taxClass = table('tax_class', {
  room: 'catalog',
  columns: { id: text(), name: text(), letter: text(), rates: json(), active: bool(), rev: int() },
  key: ['id'],
});

export const tender = table('tender', {
  room: 'catalog',
  columns: {
    id: text(),
    name: text(),
    kind: text(),
    gives_change: bool(),
    opens_drawer: bool(),
    needs_reference: bool(),
    declared_at_close: bool(),
    sort: int(),
    active: bool(),
    rev: int(),
  },
  key: ['id'],
});

/** Settings by scope (`chain`, `store/<code>`, `register/<code>`) and key; the value is JSON of the key's own shape. */
export const setting = table('setting', {
  room: 'catalog',
  columns: { scope: text(), key: text(), value: json(), rev: int() },
  key: ['scope', 'key'],
});

export const role = table('role', {
  room: 'catalog',
  columns: { id: text(), name: text(), grants: json(), rev: int() },
  key: ['id'],
});

/** People by id. What is personal (name, badge) is sealed with a key kept beside the journal, so that a person can be erased. */
export const person = table('person', {
  room: 'catalog',
  columns: { id: text(), sealed: text(), role: text(), active: bool(), rev: int() },
  key: ['id'],
});
