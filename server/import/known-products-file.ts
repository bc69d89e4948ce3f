import DatabaseFile from 'better-sqlite3';
import type { HqPool } from '../store/pool.ts';

/** Rows of one question, and of one stretch of work between two turns of the event loop. */
const ROWS = 5000;

const PRODUCTS = `select id, sku from product where withdrawn = 0 and id > $1 order by id limit ${ROWS}`;
const CODES = `select b.code, b.product from barcode b join product p on p.id = b.product
  where b.listed = 1 and p.withdrawn = 0 and (b.code, b.product) > ($1, $2)
  order by b.code, b.product limit ${ROWS}`;

/** Writes the chain's products and their codes into a file, for the import's thread to look up a million rows without a question each. */
export async function writeKnownProducts(pool: HqPool, path: string): Promise<void> {
  const db = new DatabaseFile(path);
  try {
    // Nobody reads it before it is whole, and it is made anew for each import.
    db.pragma('journal_mode = off');
    db.pragma('synchronous = off');
    db.exec(`create table product (id text primary key, sku text, withdrawn integer not null default 0) without rowid;
      create table barcode (code text, product text, listed integer not null default 1, primary key (code, product)) without rowid`);
    const product = db.prepare('insert into product (id, sku) values (?, ?)');
    const barcode = db.prepare('insert into barcode (code, product) values (?, ?)');
    let last = '';
    for (let more = true; more; ) {
      const { rows } = await pool.once<{ id: string; sku: string | null }>(PRODUCTS, [last]);
      db.transaction(() => {
        for (const { id, sku } of rows) product.run(id, sku);
      })();
      last = rows.at(-1)?.id ?? last;
      more = rows.length === ROWS;
    }
    let at: readonly [string, string] = ['', ''];
    for (let more = true; more; ) {
      const { rows } = await pool.once<{ code: string; product: string }>(CODES, [...at]);
      db.transaction(() => {
        for (const row of rows) barcode.run(row.code, row.product);
      })();
      const end = rows.at(-1);
      if (end !== undefined) at = [end.code, end.product];
      more = rows.length === ROWS;
    }
    db.exec('create index product_by_sku on product (sku) where sku is not null');
  } finally {
    db.close();
  }
}
