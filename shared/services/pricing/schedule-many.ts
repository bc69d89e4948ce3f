import { actOn, type ProductAction } from '#shared/domain/catalog/product-action.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { Minor } from '#shared/domain/numbers.ts';
import { MOST_SCHEDULED, type NewPrice, type ScheduleTimes } from '#shared/domain/pricing/schedule-draft.ts';
import { err, type Result } from '#shared/domain/result.ts';
import { knownOf } from '../catalog/catalog-known.ts';
import { chosenProducts, type ProductChoice } from '../catalog/chosen-products.ts';
import type { By } from '../journal/by.ts';
import type { Host } from '../journal/host.ts';
import { wasAnswered } from '../journal/was-answered.ts';
import { schedulePrices } from './schedule-prices.ts';
import type { ScheduleView } from './schedule-view.ts';

/** What becomes of the chosen products' prices, reckoned from their regular ones as they are when it is set. */
export type PriceChange =
  | { readonly kind: 'price'; readonly price: Minor }
  | Extract<ProductAction, { readonly kind: 'price-share' | 'price-amount' }>;

export interface ManyPrices extends ScheduleTimes {
  readonly choice: ProductChoice;
  readonly change: PriceChange;
}

/**
 * Sets coming prices of all chosen products, or of none. Refuses as `schedulePrices`, and PRICE_INVALID with the product whose price
 * would become what no price may be.
 */
export const scheduleMany =
  (host: Host) =>
  async (by: By, { choice, change, ...times }: ManyPrices): Promise<Result<ScheduleView, DomainError>> => {
    const prices: NewPrice[] = [];
    // Told again, it is answered as before, whatever is chosen by now.
    if (await wasAnswered(host.read, by.command.id)) return schedulePrices(host)(by, { ...times, prices });
    for await (const products of chosenProducts(host, choice)) {
      for (const product of products) {
        if (change.kind === 'price') prices.push({ product: product.id, price: change.price });
        else {
          const changed = actOn(product, change, knownOf(host));
          if (!changed.ok) return err(refuse('PRICE_INVALID', { field: 'price', product: product.name }));
          prices.push({ product: product.id, price: changed.value.price });
        }
      }
      if (prices.length > MOST_SCHEDULED) break;
    }
    return schedulePrices(host)(by, { ...times, prices });
  };
