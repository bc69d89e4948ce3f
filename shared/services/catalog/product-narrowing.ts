import { sql } from 'kysely';
import type { ProductId } from '#shared/domain/ids.ts';

/** Which products a list is about. */
export interface ProductNarrowing {
  readonly category?: string | undefined;
  readonly state: 'active' | 'off' | 'all';
  /** `low`: below zero or at its minimum, lowest first, where the store knows its stock. */
  readonly stock?: 'any' | 'low' | undefined;
  /** Only these, e.g. what a search found. */
  readonly only?: readonly ProductId[] | undefined;
  /** Besides `only`: those switched off, which no search finds, whose name or code reads so. */
  readonly offText?: string | undefined;
}

/** What the back office's list shows. */
export interface ProductFilter extends ProductNarrowing {
  readonly sort: 'name' | 'price' | 'stock';
  readonly descending: boolean;
  readonly offset: number;
  /** At most 1,000 rows. */
  readonly limit: number;
}

/** The one place that says which rows a filter means, for the page and for its count. */
export function narrowed<T extends Narrowable>(
  rows: T,
  { category, state, only, offText }: ProductNarrowing,
): T {
  let narrow = rows.where('product.withdrawn', '=', 0) as T;
  if (category !== undefined) narrow = narrow.where('product.category', '=', category) as T;
  if (state !== 'all') narrow = narrow.where('product.active', '=', state === 'active' ? 1 : 0) as T;
  if (only === undefined) return narrow;
  const found = only.length > 0 ? only : [''];
  if (offText === undefined || state === 'active') return narrow.where('product.id', 'in', found) as T;
  const like = `%${offText
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return narrow.where(
    sql<boolean>`(product.id in (${sql.join(found)}) or (product.active = 0 and (lower(product.name) like ${like} escape '\\'
      or product.sku = ${offText.trim()} or lower(product.barcodes) like ${like} escape '\\')))`,
  ) as T;
}

interface Narrowable {
  where(column: 'product.withdrawn' | 'product.active', op: '=', value: number): unknown;
  where(column: 'product.category', op: '=', value: string): unknown;
  where(column: 'product.id', op: 'in', value: readonly string[]): unknown;
  where(expression: ReturnType<typeof sql<boolean>>): unknown;
}
