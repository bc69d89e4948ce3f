import { join } from 'node:path';
import DatabaseFile from 'better-sqlite3';
import { changeStatements, insertRows } from '#server/store/executor.ts';
import type { ProductId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import { type Change, type Row, revise, upsert } from '#shared/journal/change.ts';
import { ddl } from '#shared/journal/ddl.ts';
import { pricedRow } from '#shared/journal/entries/catalog.ts';
import { product } from '#shared/journal/tables/catalog.ts';
import { journal } from '#shared/journal/tables/journal.ts';
import { hqJournal } from '#shared/link/hq/tables.ts';
import { freshDatabase } from './fresh-database.ts';

/** What no change of prices can do without: its fact and its rows durable in PostgreSQL, then in a register's SQLite. */
export interface BareChange {
  /** The n-th change, `fact` a row of headquarters' journal: milliseconds of both together. */
  readonly commit: (fact: Row, nth: number, chosen: readonly ProductId[]) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** The same tables beside headquarters' own and beside a register's, with these products in them and nothing that looks at what is written. */
export async function bareChange(
  socket: string,
  folder: string,
  products: readonly ProductId[],
): Promise<BareChange> {
  const pool = await freshDatabase(socket, 'bare', 1);
  const priced = (id: ProductId, rev: number) => pricedRow({ id, price: minor(rev), at: rev, rev });
  const all = products.map((id) => priced(id, 0));
  await pool.transaction(async (sql) => {
    const rows = all.map((row): Change => upsert(product, row));
    for (const { text, values } of changeStatements(sql.types, rows)) await sql.query(text, values);
  });
  const db = new DatabaseFile(join(folder, 'bare.db'));
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = full');
  for (const table of [journal, product]) for (const text of ddl(table, 'sqlite')) db.exec(text);
  const into = (name: string, columns: readonly string[]) =>
    db.prepare(`insert into ${name} (${columns.join()}) values (${columns.map((c) => `@${c}`).join()})`);
  const addProduct = into('product', Object.keys(product.columns));
  db.transaction(() => {
    for (const row of all) addProduct.run(row);
  })();
  const addFact = into('journal', Object.keys(journal.columns));
  const setPrice = db.prepare(
    'update product set price = @price, rev = @rev, priced_at = @at where id = @id',
  );
  const here = db.transaction((fact: Row, rows: readonly Row[]) => {
    addFact.run(fact);
    for (const { id, price, rev, priced_at: at } of rows) setPrice.run({ id, price, rev, at });
  });
  return {
    commit: async (like, nth, chosen) => {
      const rows = chosen.map((id) => priced(id, nth));
      const fact: Row = { ...like, id: `bare ${nth}`, seq: nth, position: nth };
      const begun = performance.now();
      await pool.transaction(async (sql) => {
        const statements = [
          insertRows(sql.types, hqJournal, [fact]),
          ...changeStatements(
            sql.types,
            rows.map((row) => revise(product, row)),
          ),
        ];
        await Promise.all(statements.map(({ text, values }) => sql.query(text, values)));
      });
      here.immediate(fact, rows);
      return performance.now() - begun;
    },
    close: async () => {
      db.close();
      await pool.close();
    },
  };
}
