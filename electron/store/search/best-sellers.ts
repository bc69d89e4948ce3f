import type { Database } from 'better-sqlite3';
import { indexedText } from '#node/catalog/indexed-text.ts';
import { matchesTerms } from '#shared/services/catalog/search-terms.ts';

/** The store's best sellers in plain words, in memory: searched before the index, so that no broad prefix is ever ranked. */
export interface BestSellers {
  /** Row numbers of the best sellers that match, best first. */
  readonly matching: (terms: readonly string[], category: string | undefined) => number[];
  readonly has: (rowNumber: number) => boolean;
  /** Reads them again; called when sales or products were announced. */
  readonly refresh: () => void;
}

const BEST = 2_000;

interface Seller {
  readonly row_number: number;
  readonly id: string;
  readonly category: string | null;
  readonly rev: number;
  readonly text: string;
}

export function createBestSellers(connection: () => Database, store: () => string): BestSellers {
  let sellers: readonly Seller[] = [];
  let byId = new Map<string, Seller>();
  let numbers = new Set<number>();
  return {
    matching: (terms, category) => {
      const found: number[] = [];
      for (const seller of sellers) {
        if (category !== undefined && seller.category !== category) continue;
        if (matchesTerms(seller.text, terms)) found.push(seller.row_number);
      }
      return found;
    },
    has: (rowNumber) => numbers.has(rowNumber),
    refresh: () => {
      sellers = load(connection(), store(), byId);
      byId = new Map(sellers.map((s) => [s.id, s]));
      numbers = new Set(sellers.map((s) => s.row_number));
    },
  };
}

/** Ids and versions first; the words only of those that are new or changed. */
function load(db: Database, store: string, known: ReadonlyMap<string, Seller>): Seller[] {
  const rows = db
    .prepare(
      `select p.row_number, p.id, p.category, p.rev from item_stat s join product p on p.id = s.item
       where s.store = ? and s.times_sold > 0 and p.active = 1 and p.withdrawn = 0
       order by s.times_sold desc, s.item desc limit ?`,
    )
    .all(store, BEST) as Omit<Seller, 'text'>[];
  const wordsOf = db.prepare('select name, names, sku, category from product where row_number = ?');
  return rows.map((row) => {
    const before = known.get(row.id);
    if (before?.rev === row.rev) return { ...row, text: before.text };
    const { words, pinyin } = indexedText(wordsOf.get(row.row_number) as Parameters<typeof indexedText>[0]);
    return { ...row, text: ` ${words} ${pinyin}` };
  });
}
