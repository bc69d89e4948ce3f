import type { Database } from 'better-sqlite3';
import { indexedText } from '#node/catalog/indexed-text.ts';
import type { Upsert } from '#shared/journal/change.ts';

/** Most products that get the lowest row numbers in a new file, so that unranked search finds them first. */
export const MOST_RESERVED = 20_000;

/** Keeps the search index in step with the product rows of one catalog file. Call inside a transaction. */
export interface ProductIndex {
  /** The highest row number in use: products above it have not been indexed yet. */
  readonly highest: () => number;
  /** Whether a product, before this version of it is written, is found by the words it will be found by: its index need not be touched. */
  readonly isFoundAsBefore: (version: Upsert) => boolean;
  /** Indexes a product's words anew and answers by how many the products to be found changed; `known` is `highest()` from before. */
  readonly refresh: (product: string, known: number) => number;
  /** Takes the lowest row numbers for these products, `MOST_RESERVED` at most, in this order, before their facts are projected. */
  readonly reserve: (products: readonly string[]) => void;
  /** Gives back numbers whose products never came. */
  readonly dropReserved: () => void;
}

interface ProductRow {
  readonly row_number: number;
  readonly name: string;
  readonly names: string;
  readonly sku: string | null;
  readonly category: string | null;
  readonly withdrawn: number;
}

/** Columns that say by what a product is found, and whether at all. */
const FOUND_BY = ['name', 'names', 'sku', 'category', 'withdrawn'] as const;

export function createProductIndex(db: Database): ProductIndex {
  const highest = db.prepare('select coalesce(max(row_number), 0) as highest from product');
  const read = db.prepare(
    'select row_number, name, names, sku, category, withdrawn from product where id = ?',
  );
  const isIndexed = db.prepare('select 1 from product_search_docsize where id = ?');
  const remove = db.prepare('delete from product_search where rowid = ?');
  const insert = db.prepare(
    'insert into product_search (rowid, words, pinyin, category) values (?, ?, ?, ?)',
  );
  // Any fact's version is above this one, so its row replaces the reserved one and keeps the number.
  const reserve = db.prepare(
    `insert into product (id, name, names, unit, price, tax_class, active, withdrawn, barcodes, rev, whole_rev, alone_rev)
     values (?, '', '{}', 'piece', 0, '', 0, 1, '[]', -1, -1, 0)`,
  );
  const dropReserved = db.prepare('delete from product where row_number <= ? and rev = -1');
  return {
    highest: () => (highest.get() as { highest: number }).highest,
    isFoundAsBefore: ({ row, was }) => {
      // What its author replaced only says whether it is worth looking.
      if (was === undefined || FOUND_BY.some((column) => row[column] !== was[column])) return false;
      const stands = read.get(row['id']) as ProductRow | undefined;
      return (
        stands !== undefined &&
        FOUND_BY.every((column) => row[column] === stands[column]) &&
        isIndexed.get(stands.row_number) !== undefined
      );
    },
    refresh: (product, known) => {
      const row = read.get(product) as ProductRow | undefined;
      if (!row) return 0;
      const before = row.row_number <= known && isIndexed.get(row.row_number) !== undefined ? 1 : 0;
      if (before === 1) remove.run(row.row_number);
      if (row.withdrawn === 1) return -before;
      const { words, pinyin, category } = indexedText(row);
      insert.run(row.row_number, words, pinyin, category);
      return 1 - before;
    },
    reserve: (products) => {
      for (const product of products) reserve.run(product);
    },
    dropReserved: () => {
      dropReserved.run(MOST_RESERVED);
    },
  };
}
