import type { Database } from 'better-sqlite3';
import { TABLES } from '#shared/journal/database.ts';
import { ddl, onDemand, quote } from '#shared/journal/ddl.ts';

/** The shape of a catalog file. A file of another shape is never migrated: it is rebuilt from the journal. */
export const CATALOG_VERSION = 9;

/**
 * Whose chain facts make a catalog: a store's own devices, or headquarters. Versions of two authors do not compare, so a catalog is of
 * one of them.
 */
export type ChainAuthor = 'own' | 'hq';

/** What a catalog is made of. One made of something else is not followed on, but made anew. */
export interface CatalogSource {
  readonly author: ChainAuthor;
  /** How many of the author's facts were left out because it took them back. */
  readonly givenUp: number;
  /** The file of headquarters it was begun with; null where every fact of it came one by one. */
  readonly base: string | null;
}

/**
 * Makes the tables of chain facts, the search index and the one row of state.
 * `position`: up to where in the journal the file has followed; `head`: the hash of the entry there, so that a file that
 * followed another journal (a restored store) is told apart; `author`, `given_up`, `base`: what it is made of; `built`: it may be read;
 * `products`: how many can be found.
 * The search index keeps no text: rows are found by number in `product`, numbers follow popularity when a file is rebuilt.
 */
export function createCatalogTables(db: Database, source: CatalogSource): void {
  beginCatalogTables(db, source)();
}

/** The same in two steps: rows that are there before the answer is called are indexed at once, in half the time. */
export function beginCatalogTables(db: Database, { author, givenUp, base }: CatalogSource): () => void {
  const statements = TABLES.filter((t) => t.room === 'catalog').map((table) => ddl(table, 'sqlite'));
  for (const [table] of statements) if (table !== undefined) db.exec(table);
  db.exec(`create table catalog_state (
    id integer primary key check (id = 1),
    position integer not null,
    head blob,
    author text not null,
    given_up integer not null,
    base text,
    products integer not null,
    built integer not null check (built in (0, 1))
  ) strict`);
  db.exec(`create table catalog_skipped (
    position integer primary key,
    type text not null,
    reason text not null
  ) strict`);
  db.exec(`create virtual table product_search using fts5(
    words, pinyin, category, content='', contentless_delete=1, prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 2"
  )`);
  const begin =
    'insert into catalog_state (id, position, head, author, given_up, base, products, built) values (1, 0, null, ?, ?, ?, 0, 0)';
  db.prepare(begin).run(author, givenUp, base);
  db.pragma(`user_version = ${CATALOG_VERSION}`);
  return () => {
    for (const [, ...indexes] of statements) for (const index of indexes) db.exec(index);
    tellPlanner(db);
  };
}

/**
 * What a large catalogue's indexes are good for, told once: the planner would take `withdrawn = 0`, which holds for nearly every
 * product, for as good a way in as a barcode, and a search would read the whole catalogue. One row per index: rows in all, then how
 * many share each further column (sqlite.org/fileformat2.html#the_sqlite_stat1_table).
 */
function tellPlanner(db: Database): void {
  db.exec('analyze sqlite_schema');
  tell(db, SELECTIVITY);
}

function tell(db: Database, selectivity: typeof SELECTIVITY): void {
  const row = db.prepare('insert into sqlite_stat1 (tbl, idx, stat) values (?, ?, ?)');
  for (const [table, index, stat] of selectivity) row.run(table, index, stat);
}

const ALL = 1_000_000;
const SELECTIVITY: readonly (readonly [table: string, index: string, stat: string])[] = [
  ['product', 'sqlite_autoindex_product_1', `${ALL} 1`],
  ['product', 'product_by_sku', `${ALL} 1`],
  ['product', 'product_by_category_name_id', `${ALL} 20000 2 1`],
  ['product', 'product_by_category_active_withdrawn', `${ALL} 20000 20000 20000`],
  ['product', 'product_by_withdrawn_name_id_active', `${ALL} ${ALL} 2 1 1`],
  ['barcode', 'barcode', `${ALL} 1 1`],
];
const ON_DEMAND: typeof SELECTIVITY = [
  ['product', 'product_by_withdrawn_price_id_active', `${ALL} ${ALL} 500 1 1`],
  ['product', 'product_by_category_withdrawn_price_id_active', `${ALL} 20000 20000 20 1 1`],
];

/** Makes the next of the indexes that are made on demand; answers whether all are there. Call inside a transaction. */
export function createOnDemand(db: Database): boolean {
  const known = db.prepare('select name from sqlite_schema').pluck().all();
  const next = ON_DEMAND_INDEXES.find(({ name }) => !known.includes(name));
  if (next !== undefined) {
    db.exec(next.ddl);
    tell(
      db,
      ON_DEMAND.filter(([, index]) => index === next.name),
    );
  }
  return hasOnDemand(db);
}

/** Makes room for a bulk of changes; what was told the planner of them goes with them. */
export function dropOnDemand(db: Database): void {
  for (const { name } of ON_DEMAND_INDEXES) db.exec(`drop index if exists ${quote(name)}`);
}

export const hasOnDemand = (db: Database, schema = 'main'): boolean =>
  db
    .prepare(`select count(*) from ${quote(schema)}.sqlite_schema where name in (${ON_DEMAND_NAMES})`)
    .pluck()
    .get() === ON_DEMAND_INDEXES.length;

const ON_DEMAND_INDEXES = TABLES.filter((t) => t.room === 'catalog').flatMap(onDemand);
const ON_DEMAND_NAMES = ON_DEMAND_INDEXES.map(({ name }) => `'${name}'`).join(', ');
