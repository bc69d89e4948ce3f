import type { Database, Statement } from 'better-sqlite3';
import { categoryWord } from '#node/catalog/indexed-text.ts';
import { barcodeForms } from '#shared/domain/barcode/barcode-forms.ts';
import type { PriceClock } from '#shared/domain/pricing/price-in-force.ts';
import { type HitRow, type ProductHit, productHit } from '#shared/services/catalog/product-hit.ts';
import { DEFAULT_LIMIT, type ProductPage, type ProductSearch } from '#shared/services/catalog/search.ts';
import { searchTerms } from '#shared/services/catalog/search-terms.ts';
import { type BestSellers, createBestSellers } from './best-sellers.ts';
import { atPricesNow } from './hit-prices.ts';

/** Search on the register: exact codes, then best sellers from memory, then the index, unranked, in the order of its row numbers. */
export interface SqliteProductSearch extends ProductSearch {
  /** To be called at start and when sales or products were announced; best sellers are read again off the way of a search. */
  readonly refresh: () => void;
}

export interface SearchPorts {
  /** A connection that reads store and catalog. */
  readonly connection: () => Database;
  /** The catalog file it sees: row numbers are local to it. */
  readonly file: () => string;
  /** The store whose sales and stock count. */
  readonly store: () => string;
  /** What time it is for prices. */
  readonly clock: () => PriceClock;
  /** Best sellers are read again at most this often; default 30 s. */
  readonly restMs?: number;
}

const MAX_LIMIT = 1_000;
/** Products a department shows among the favourites before it has sold any. */
const FEW = 3;

/** `+?`, here and where a product is asked for by a key: with a bare parameter SQLite plans a statement anew at every run (`shared/services/journal/query.ts`). */
const HIT = `select p.row_number, p.id, p.name, p.price, p.unit, p.category, p.picture, p.barcodes, p.min_stock, s.known, b.on_hand
  from product p
  left join item_stat s on s.store = +? and s.item = p.id
  left join balance b on b.store = +? and b.item = p.id and b.location = 'SALEABLE'`;

export function createProductSearch({
  connection,
  file,
  store,
  clock,
  restMs = 30_000,
}: SearchPorts): SqliteProductSearch {
  const sellers = createBestSellers(connection, store);
  const engine = createStatements(connection);
  let seen = '';
  let timer: NodeJS.Timeout | null = null;
  let loadedAt = Number.NEGATIVE_INFINITY;
  const reload = () => {
    loadedAt = performance.now();
    seen = file();
    sellers.refresh();
  };
  const fresh = (): BestSellers => {
    if (seen !== file()) reload();
    return sellers;
  };
  const page = (numbers: Iterable<number>, limit = DEFAULT_LIMIT, offset = 0): ProductPage => {
    const wanted = Math.min(limit, MAX_LIMIT);
    const rows: ProductHit[] = [];
    let passed = 0;
    for (const number of numbers) {
      if (passed++ < offset) continue;
      if (rows.length === wanted) return { rows: atPricesNow(connection(), rows, clock), more: true };
      rows.push(productHit(engine.hit(store(), number)));
    }
    return { rows: atPricesNow(connection(), rows, clock), more: false };
  };
  return {
    search: async ({ text, category, limit, offset }) => {
      const typed = text.trim();
      if (typed === '') return page(engine.tiles(fresh(), category), limit, offset);
      const exact = engine.exact(typed, category);
      // A whole barcode means the products that carry it, and nothing that merely mentions it.
      const terms = exact.length > 0 && isGtin(typed) ? [] : searchTerms(typed);
      return page(engine.found({ terms, exact, sellers: fresh(), category }), limit, offset);
    },
    tiles: async ({ category, limit, offset }) => page(engine.tiles(fresh(), category), limit, offset),
    count: async () => engine.count(),
    refresh: () => {
      if (timer) return;
      timer = setTimeout(
        () => {
          timer = null;
          if (connection().open) reload();
        },
        Math.max(0, loadedAt + restMs - performance.now()),
      );
      timer.unref();
    },
  };
}

const isGtin = (text: string): boolean => /^\d{8,14}$/.test(text);

interface Asked {
  readonly terms: readonly string[];
  readonly exact: readonly number[];
  readonly sellers: BestSellers;
  readonly category: string | undefined;
}

function createStatements(connection: () => Database) {
  const prepared = new Map<string, Statement>();
  const get = (sql: string): Statement => {
    const known = prepared.get(sql);
    if (known) return known;
    const made = connection().prepare(sql);
    prepared.set(sql, made);
    return made;
  };
  const numbers = (sql: string, ...values: unknown[]): IterableIterator<number> =>
    get(sql)
      .pluck()
      .iterate(...values) as IterableIterator<number>;

  /** Memory may lag behind: what was switched off a moment ago is not offered. */
  function* offered(sellers: Iterable<number>): Generator<number> {
    const check = get('select 1 from product where row_number = +? and active = 1 and withdrawn = 0');
    for (const number of sellers) if (check.get(number)) yield number;
  }

  function* tiles(sellers: BestSellers, category: string | undefined): Generator<number> {
    yield* offered(sellers.matching([], category));
    const rest =
      category === undefined
        ? someOfEach()
        : numbers(
            `select row_number from product where category = ? and active = 1 and withdrawn = 0 order by name, id`,
            category,
          );
    for (const number of rest) if (!sellers.has(number)) yield number;
  }

  /** A few products of each department in the order of the till's tabs, then all others: before the first sale the favourites are not one department's. */
  function* someOfEach(): Generator<number> {
    const departments = get('select id from category where active = 1 order by sort, id').pluck().all();
    const first = get(
      `select row_number from product where category = ? and active = 1 and withdrawn = 0 order by row_number limit ${FEW}`,
    ).pluck();
    const few = new Set(departments.flatMap((id) => first.all(id) as number[]));
    yield* few;
    const all = numbers(
      'select row_number from product not indexed where active = 1 and withdrawn = 0 order by row_number',
    );
    for (const number of all) if (!few.has(number)) yield number;
  }

  function* found({ terms, exact, sellers, category }: Asked): Generator<number> {
    yield* exact;
    if (terms.length === 0) return;
    for (const number of offered(sellers.matching(terms, category)))
      if (!exact.includes(number)) yield number;
    // The join asks the index row by row, in the order of row numbers, and stops where the page is full.
    const indexed = numbers(
      `select p.row_number from product_search f cross join product p on p.row_number = f.rowid
       where f.product_search match ? and p.active = 1 and p.withdrawn = 0`,
      matchOf(terms, category),
    );
    for (const number of indexed) if (!sellers.has(number) && !exact.includes(number)) yield number;
  }

  return {
    tiles,
    found,
    hit: (store: string, number: number): HitRow =>
      get(`${HIT} where p.row_number = +?`).get(store, store, number) as HitRow,
    /** Row numbers of products that carry the text as barcode (in any of its forms) or SKU. */
    exact: (text: string, category: string | undefined): number[] => {
      const forms = barcodeForms(text);
      const rows = get(
        `select p.row_number from barcode b join product p on p.id = b.product
         where b.code in (${forms.map(() => '+?').join(', ')}) and b.listed = 1 and p.active = 1 and p.withdrawn = 0
           and coalesce(+?, p.category) is p.category
         union
         select p.row_number from product p
         where p.sku = +? and p.active = 1 and p.withdrawn = 0 and coalesce(+?, p.category) is p.category`,
      )
        .pluck()
        .all(...forms, category ?? null, text, category ?? null);
      return rows as number[];
    },
    count: (): number => (get('select products from catalog_state').get() as { products: number }).products,
  };
}

/** Quoted, so that nothing typed is syntax; every term a prefix but runs of Han characters, whose last character stands for itself. */
function matchOf(terms: readonly string[], category: string | undefined): string {
  const words = terms.map((t) => (t.includes(' ') ? `"${t}"` : `"${t}"*`)).join(' ');
  return category === undefined ? words : `(${words}) AND category : "${categoryWord(category)}"`;
}
