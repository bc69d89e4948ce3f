import type { Category, Product, TaxClass } from '../catalog/product.ts';
import { type Minor, ONE_PIECE, type Qty } from '../numbers.ts';
import type { LineSource } from './cart.ts';
import type { NewLine } from './cart-change.ts';

export interface OfProduct {
  readonly qty?: Qty;
  readonly source: LineSource;
  /** The code that was scanned, where one was. */
  readonly barcode?: string;
  /** From a priced scale label. */
  readonly fixedAmount?: Minor;
}

/** A line of a product as the catalog states it now; one piece or one whole unit unless said otherwise. */
export const productLine = (product: Product, taxClass: TaxClass, given: OfProduct): NewLine => ({
  product: product.id,
  category: product.category,
  name: product.name,
  unit: product.unit,
  barcode: given.barcode ?? null,
  qty: given.qty ?? ONE_PIECE,
  price: product.price,
  listPrice: product.price,
  fixedAmount: given.fixedAmount ?? null,
  ...taxOf(taxClass),
  taxCode: product.taxCode,
  source: given.source,
});

/** Goods the catalog doesn't know, sold at a typed price under a department that allows it (`openPrice`). */
export const openPriceLine = (
  category: Category,
  taxClass: TaxClass,
  given: { readonly price: Minor; readonly qty?: Qty; readonly name?: string; readonly barcode?: string },
): NewLine => ({
  product: null,
  category: category.id,
  name: given.name ?? category.name,
  unit: 'piece',
  barcode: given.barcode ?? null,
  qty: given.qty ?? ONE_PIECE,
  price: given.price,
  listPrice: given.price,
  fixedAmount: null,
  ...taxOf(taxClass),
  taxCode: null,
  source: 'open-price',
});

const taxOf = (taxClass: TaxClass) => ({
  taxClass: taxClass.id,
  taxLetter: taxClass.letter,
  taxRates: taxClass.rates.map(({ rate }) => rate),
});
