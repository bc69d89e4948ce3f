import { describe, expect, test } from 'vitest';
import type { CategoryId, ProductId, TaxClassId } from '../ids.ts';
import { MAX_AMOUNT } from '../money.ts';
import { minor, qty, rate } from '../numbers.ts';
import type { Product } from './product.ts';
import { actOn, type ProductAction } from './product-action.ts';

const standard = 'standard' as TaxClassId;
const dairy = 'dairy' as CategoryId;
const known = { taxClasses: new Set([standard]), categories: new Set([dairy]) };
/** Its barcode has a wrong check digit, as an import may have taken it: that is no action's to refuse. */
const milk: Product = {
  id: 'milk' as ProductId,
  name: 'Milk',
  names: {},
  sku: null,
  barcodes: ['4006381333932'],
  unit: 'piece',
  price: minor(1290),
  taxClass: standard,
  category: null,
  picture: null,
  active: true,
  minStock: qty(5000),
  taxCode: null,
};

describe('an action on a product', () => {
  test.each<readonly [ProductAction, Partial<Product>]>([
    [{ kind: 'active', active: false }, { active: false }],
    [{ kind: 'category', category: dairy }, { category: dairy }],
    [{ kind: 'min-stock', minStock: null }, { minStock: null }],
    [{ kind: 'price-amount', amount: minor(-290) }, { price: minor(1000) }],
    [{ kind: 'price-amount', amount: minor(-1290) }, { price: minor(0) }],
  ])('%j', (action, changed) => {
    expect(actOn(milk, action, known)).toEqual({ ok: true, value: { ...milk, ...changed } });
  });

  test.each([
    // 12.90 + 2.5 % = 13.2225
    [1290, 25_000, 1322],
    // The half goes up, and down the same way: 0.50 + 1 % = 0.505, 0.50 − 1 % = 0.495
    [50, 10_000, 51],
    [50, -10_000, 50],
    [1290, -1_000_000, 0],
    [0, 100_000, 0],
    [1290, 10_000_000, 14_190],
  ])('a price of %i by %i millionths is %i, rounded once', (price, share, expected) => {
    const changed = actOn(
      { ...milk, price: minor(price) },
      { kind: 'price-share', share: rate(share) },
      known,
    );
    expect(changed).toMatchObject({ ok: true, value: { price: expected } });
  });

  test.each<readonly [ProductAction, string]>([
    [{ kind: 'price-amount', amount: minor(-1291) }, 'PRICE_INVALID'],
    [{ kind: 'price-amount', amount: minor(MAX_AMOUNT) }, 'PRICE_INVALID'],
    [{ kind: 'min-stock', minStock: qty(-1) }, 'QUANTITY_INVALID'],
    [{ kind: 'tax-class', taxClass: 'none' as TaxClassId }, 'NOT_FOUND'],
    [{ kind: 'category', category: 'none' as CategoryId }, 'NOT_FOUND'],
  ])('%j is refused: %s', (action, code) => {
    expect(actOn(milk, action, known)).toMatchObject({ ok: false, error: { code } });
  });

  test('that changes nothing answers the very product', () => {
    expect(actOn(milk, { kind: 'active', active: true }, known)).toEqual({ ok: true, value: milk });
    expect(actOn(milk, { kind: 'tax-class', taxClass: standard }, known)).toEqual({ ok: true, value: milk });
  });
});
