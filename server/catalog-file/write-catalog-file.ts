import type { Database } from 'better-sqlite3';
import type { Client } from 'pg';
import { beginCatalogTables } from '#node/catalog/catalog-schema.ts';
import { indexedText } from '#node/catalog/indexed-text.ts';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import { TABLES } from '#shared/journal/database.ts';
import { quote } from '#shared/journal/ddl.ts';
import { product } from '#shared/journal/tables/catalog.ts';
import { toHex } from '#shared/link/bytes.ts';
import type { CatalogHead } from '#shared/link/catalog-file.ts';
import { CHAIN_STORE } from '#shared/link/hq/serve-feed.ts';
import { copyTable, each } from './copy-rows.ts';
import { inSnapshot } from './in-snapshot.ts';

/** What a file holds. */
export interface Written {
  /** Position in the chain's feed. */
  readonly position: number;
  readonly heads: readonly CatalogHead[];
  readonly products: number;
}

/** How many best sellers of the chain get the lowest row numbers, so that unranked search finds them first. */
const POPULAR = 20_000;

/**
 * Writes the chain's catalog, as it stands at one moment, into a new SQLite file: the projected tables, the search index over them, and
 * the position of the feed. What a register would project fact by fact is read from HQ's own projection, which the same projectors
 * wrote. Throws where the file, looked over at the end, is not sound.
 */
export const writeCatalogFile = (client: Client, path: string): Promise<Written> =>
  inSnapshot(client, path, (db) => fill(client, db));

async function fill(client: Client, db: Database): Promise<Written> {
  const { position, heads } = await standing(client);
  db.exec('begin');
  const index = beginCatalogTables(db, { author: 'hq', givenUp: 0, base: null });
  const products = await copyProducts(client, db);
  for (const table of TABLES)
    if (table.room === 'catalog' && table !== product) await copyTable(client, db, table);
  index();
  db.prepare('update catalog_state set products = ?').run(products);
  db.exec('commit');
  return { position, heads, products };
}

async function standing(client: Client): Promise<Pick<Written, 'position' | 'heads'>> {
  const at = await client.query<{ position: number }>('select position from feed_head where store = $1', [
    CHAIN_STORE,
  ]);
  const heads = await client.query<{ epoch: string; seq: number; hash: Buffer }>(
    'select epoch, seq, hash from journal_branch where store = $1 and origin = $2 and branch = 0 and seq > 0 order by epoch',
    [CHAIN_STORE, HQ_CHAIN],
  );
  return {
    position: at.rows[0]?.position ?? 0,
    heads: heads.rows.map(({ epoch, seq, hash }) => ({ epoch, seq, hash: toHex(hash) })),
  };
}

/** Best sellers first, with the search index; answers how many can be found. */
async function copyProducts(client: Client, db: Database): Promise<number> {
  const columns = Object.keys(product.columns);
  const list = columns.map((name) => `p.${quote(name)}`).join(', ');
  const popular = `select item, sum(times_sold) as sold from item_stat where times_sold > 0
    group by item order by sold desc, item limit ${POPULAR}`;
  const insert = db.prepare(
    `insert into product (${columns.map(quote).join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  );
  const index = db.prepare('insert into product_search (rowid, words, pinyin, category) values (?, ?, ?, ?)');
  const at = Object.fromEntries(columns.map((name, n) => [name, n]));
  let found = 0;
  const take = (row: unknown[]): void => {
    const { lastInsertRowid } = insert.run(row);
    const cell = (name: string) => row[at[name] ?? -1];
    if (cell('withdrawn') === 1) return;
    const { words, pinyin, category } = indexedText({
      name: String(cell('name')),
      names: String(cell('names')),
      sku: cell('sku') as string | null,
      category: cell('category') as string | null,
    });
    index.run(lastInsertRowid, words, pinyin, category);
    found += 1;
  };
  await each(
    client,
    `select ${list} from (${popular}) s join product p on p.id = s.item order by s.sold desc, s.item`,
    take,
  );
  await each(
    client,
    `select ${list} from product p where not exists (select 1 from (${popular}) s where s.item = p.id)`,
    take,
  );
  return found;
}
