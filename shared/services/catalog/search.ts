import type { CategoryId } from '#shared/domain/ids.ts';
import type { ProductHit } from './product-hit.ts';

/**
 * Products by words, prefixes, accents off, barcode, SKU and pinyin; best sellers first. One interface, a twin per engine:
 * full text is the one thing both engines do too differently to write once.
 */
export interface ProductSearch {
  readonly search: (asked: ProductQuery) => Promise<ProductPage>;
  /** Tiles: a category's products, or the favourites when none is named; best sellers first. */
  readonly tiles: (asked: Omit<ProductQuery, 'text'>) => Promise<ProductPage>;
  /** How many products can be found. */
  readonly count: () => Promise<number>;
}

export interface ProductQuery {
  readonly text: string;
  readonly category?: CategoryId | undefined;
  /** At most 100 rows; default 20. */
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

export interface ProductPage {
  readonly rows: readonly ProductHit[];
  readonly more: boolean;
}

export const DEFAULT_LIMIT = 20;
