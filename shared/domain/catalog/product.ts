import type { CategoryId, ProductId, TaxClassId } from '../ids.ts';
import type { Minor, Qty, Rate } from '../numbers.ts';

/** Units an item is sold in. Pieces are indivisible; the others are weighed or measured in thousandths. */
export const UNITS = ['piece', 'kg', 'l', 'm'] as const;
export type Unit = (typeof UNITS)[number];
export const isDivisible = (unit: Unit): boolean => unit !== 'piece';

/** A product as the chain states it. `name` is the one printed; `names` holds further languages by tag. */
export interface Product {
  readonly id: ProductId;
  readonly name: string;
  readonly names: Readonly<Record<string, string>>;
  readonly sku: string | null;
  readonly barcodes: readonly string[];
  readonly unit: Unit;
  readonly price: Minor;
  readonly taxClass: TaxClassId;
  readonly category: CategoryId | null;
  /** Address of a picture inside the register's picture folder, e.g. its SHA-256, or null. */
  readonly picture: string | null;
  readonly active: boolean;
  readonly minStock: Qty | null;
  /** Tax classification code of the country's tax office (China: 19 digits), where one is needed. */
  readonly taxCode: string | null;
}

/** A department of the shop, on a tab of tiles and in reports. `openPrice`: may sell unlisted goods at a typed price. */
export interface Category {
  readonly id: CategoryId;
  readonly name: string;
  readonly names: Readonly<Record<string, string>>;
  readonly sort: number;
  readonly taxClass: TaxClassId;
  readonly openPrice: boolean;
  readonly active: boolean;
}

/** A tax class: its rates (several where one sale is taxed twice) and the letter that marks it on the slip. */
export interface TaxClass {
  readonly id: TaxClassId;
  readonly name: string;
  readonly letter: string;
  readonly rates: readonly { readonly name: string; readonly rate: Rate }[];
  readonly active: boolean;
}
