import type { Unit } from '#shared/domain/catalog/product.ts';
import type { CategoryId, ProductId } from '#shared/domain/ids.ts';
import { type Minor, minor, type Qty, qty } from '#shared/domain/numbers.ts';

/** A product as the counter shows it in a list. */
export interface ProductHit {
  readonly id: ProductId;
  readonly name: string;
  readonly price: Minor;
  readonly unit: Unit;
  /** On the shelf, or null while the store does not know (domain.md, Stock). */
  readonly stock: Qty | null;
  readonly minStock: Qty | null;
  readonly category: CategoryId | null;
  readonly picture: string | null;
  readonly barcode: string | null;
}

/** What a hit is made of, as the queries of both engines answer it. */
export interface HitRow {
  readonly id: string;
  readonly name: string;
  readonly price: number;
  readonly unit: Unit;
  readonly category: string | null;
  readonly picture: string | null;
  readonly barcodes: string;
  readonly min_stock: number | null;
  readonly known: number | null;
  readonly on_hand: number | null;
}

export const productHit = (row: HitRow): ProductHit => ({
  id: row.id as ProductId,
  name: row.name,
  price: minor(row.price),
  unit: row.unit,
  stock: stockOf(row),
  minStock: row.min_stock === null ? null : qty(row.min_stock),
  category: row.category as CategoryId | null,
  picture: row.picture,
  barcode: firstCode(row.barcodes),
});

/** Unknown until a first opening, receipt or count; zero when it is known and nothing lies there. */
export const stockOf = (row: Pick<HitRow, 'known' | 'on_hand'>): Qty | null =>
  (row.known ?? 0) > 0 ? qty(row.on_hand ?? 0) : null;

export const codesOf = (json: string): string[] => JSON.parse(json) as string[];

const firstCode = (json: string): string | null => codesOf(json)[0] ?? null;
