import { type DomainError, refuse } from '../error.ts';
import type { CategoryId, TaxClassId } from '../ids.ts';
import { mulDiv } from '../money.ts';
import { type Minor, minor, type Qty, RATE_ONE, type Rate } from '../numbers.ts';
import { err, ok, type Result } from '../result.ts';
import type { Product } from './product.ts';
import { type CatalogKnown, isAmount, productProblems } from './product-draft.ts';

/** So many products can be chosen, or left out of all, one by one. */
export const MOST_CHOSEN = 10_000;

/** What is done to many products at once. A negative share or amount makes them cheaper. */
export type ProductAction =
  | { readonly kind: 'active'; readonly active: boolean }
  | { readonly kind: 'category'; readonly category: CategoryId | null }
  | { readonly kind: 'tax-class'; readonly taxClass: TaxClassId }
  | { readonly kind: 'min-stock'; readonly minStock: Qty | null }
  | { readonly kind: 'price-share'; readonly share: Rate }
  | { readonly kind: 'price-amount'; readonly amount: Minor };

/** What changes nothing but prices. */
export type PriceAction = Extract<ProductAction, { readonly kind: 'price-share' | 'price-amount' }>;

export const isPriceAction = (action: ProductAction): action is PriceAction =>
  action.kind === 'price-share' || action.kind === 'price-amount';

/**
 * A price as the action leaves it. Refuses PRICE_INVALID for what no price may be.
 *
 * @example 12.90 raised by 2.5 % is 13.22: rounded once, half up, to the currency's minor unit
 */
export function repriced(price: Minor, action: PriceAction): Result<Minor, DomainError> {
  const changed = changedPrice(price, action);
  return changed === price || isAmount(changed)
    ? ok(changed)
    : err(refuse('PRICE_INVALID', { field: 'price' }));
}

const changedPrice = (price: Minor, action: PriceAction): Minor =>
  action.kind === 'price-share'
    ? minor(mulDiv(price, RATE_ONE + action.share, RATE_ONE))
    : minor(price + action.amount);

/**
 * The product as the action leaves it. Refuses what `productProblems` says of the very field that is changed; what was wrong with the
 * product before is not this action's to refuse.
 */
export function actOn(
  product: Product,
  action: ProductAction,
  known: CatalogKnown,
): Result<Product, DomainError> {
  const changed = { ...product, ...change(product, action) };
  const field = FIELDS[action.kind];
  if (changed[field] === product[field]) return ok(product);
  const problem = productProblems(changed, known).find(({ data }) => data?.['field'] === field);
  return problem === undefined ? ok(changed) : err(problem);
}

function change({ price }: Product, action: ProductAction): Partial<Product> {
  switch (action.kind) {
    case 'active':
      return { active: action.active };
    case 'category':
      return { category: action.category };
    case 'tax-class':
      return { taxClass: action.taxClass };
    case 'min-stock':
      return { minStock: action.minStock };
    case 'price-share':
    case 'price-amount':
      return { price: changedPrice(price, action) };
  }
}

const FIELDS = {
  active: 'active',
  category: 'category',
  'tax-class': 'taxClass',
  'min-stock': 'minStock',
  'price-share': 'price',
  'price-amount': 'price',
} as const satisfies Record<ProductAction['kind'], keyof Product>;
