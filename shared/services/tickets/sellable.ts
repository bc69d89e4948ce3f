import type { NewLine } from '#shared/domain/cart/cart-change.ts';
import { type OfProduct, productLine } from '#shared/domain/cart/new-line.ts';
import { isDivisible, type Product } from '#shared/domain/catalog/product.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { Minor, Qty } from '#shared/domain/numbers.ts';
import type { PriceClock } from '#shared/domain/pricing/price-in-force.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Database } from '#shared/journal/database.ts';
import { productOf } from '../catalog/product-view.ts';
import type { Host } from '../journal/host.ts';
import { query, type Reader } from '../journal/query.ts';
import { asSold } from '../pricing/prices-now.ts';

type ProductRow = Database['product'];

const productById = query<{ product: string }, ProductRow>((db, param) =>
  db.selectFrom('product').selectAll().where('id', '=', param('product')),
);

/** A product that may be sold now, at the price in force: in the catalog, active and not withdrawn. */
export async function sellableById(
  read: Reader,
  clock: PriceClock,
  product: string,
): Promise<Product | null> {
  const row = await read.first(productById, { product });
  if (!row || !isSellable(row)) return null;
  return (await asSold(read, clock, [productOf(row)]))[0] ?? null;
}

export const isSellable = (row: Pick<ProductRow, 'active' | 'withdrawn'>): boolean =>
  row.active === 1 && row.withdrawn === 0;

/** How a product came to the counter; without `qty` it is one piece. */
export interface Taken {
  readonly source: OfProduct['source'];
  readonly qty?: Qty | undefined;
  readonly barcode?: string | undefined;
  readonly fixedAmount?: Minor | undefined;
}

/**
 * The line of a product as the catalog states it now. Goods sold by weight or measure have no natural quantity: without one
 * it refuses QUANTITY_INVALID with the product, its name and unit, so that the screen can ask for it.
 */
export function lineOf(host: Host, product: Product, taken: Taken): Result<NewLine, DomainError> {
  if (taken.qty === undefined && isDivisible(product.unit))
    return err(
      refuse('QUANTITY_INVALID', {
        product: product.id,
        name: product.name,
        unit: product.unit,
        missing: true,
      }),
    );
  const taxClass = host.chain().taxClasses.get(product.taxClass);
  if (!taxClass) return err(refuse('NOT_FOUND', { taxClass: product.taxClass }));
  const { source, qty: quantity, barcode, fixedAmount } = taken;
  return ok(
    productLine(product, taxClass, {
      source,
      ...(quantity === undefined ? {} : { qty: quantity }),
      ...(barcode === undefined ? {} : { barcode }),
      ...(fixedAmount === undefined ? {} : { fixedAmount }),
    }),
  );
}
