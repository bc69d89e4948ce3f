import type { Category, Product, TaxClass } from '#shared/domain/catalog/product.ts';
import type { RoleId } from '#shared/domain/ids.ts';
import type { StoreSettings } from '#shared/domain/store/settings.ts';

/** The demo store as `resources/demo/store.json` holds it, written by `scripts/make-demo-store.ts`. Amounts in minor units, quantities in thousandths. */
export interface DemoData {
  readonly settings: StoreSettings;
  /** Further settings by key, JSON. */
  readonly values: Readonly<Record<string, string>>;
  readonly taxClasses: readonly TaxClass[];
  readonly categories: readonly Category[];
  readonly people: readonly DemoPerson[];
  readonly products: readonly DemoProduct[];
}

export interface DemoPerson {
  readonly name: string;
  readonly role: RoleId;
  readonly pin: string;
}

/** Only what is not plain: a piece without SKU, minimum or further names leaves those out. */
export interface DemoProduct extends Pick<Product, 'name' | 'barcodes' | 'price' | 'taxClass' | 'category'> {
  readonly names?: Product['names'];
  readonly sku?: string;
  readonly unit?: Product['unit'];
  readonly minStock?: Product['minStock'];
  /** On the shelf when the demo begins. */
  readonly onHand: NonNullable<Product['minStock']>;
  /** Micro-units of the currency per unit. */
  readonly cost: number;
}
