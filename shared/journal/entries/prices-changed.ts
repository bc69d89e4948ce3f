import { z } from 'zod';
import type { ProductId } from '#shared/domain/ids.ts';
import type { Minor } from '#shared/domain/numbers.ts';
import { revise } from '../change.ts';
import { entryType } from '../entry-type.ts';
import { revision } from '../epoch.ts';
import { id, minor } from '../schema.ts';
import { product } from '../tables/catalog.ts';
import { pricedRow } from './catalog.ts';
import { type ChangePart, changePart, changeProgress } from './products-changed.ts';

/** A product's regular price and the one it replaces; what else is known of the product is not said. */
export interface PriceVersion {
  readonly product: ProductId;
  readonly price: Minor;
  readonly before: Minor;
}

export interface PricesChanged extends ChangePart {
  readonly prices: readonly PriceVersion[];
}

/** The prices of many products changed at once by hand, or that change taken back: at most 500 of them. */
export const pricesChanged = entryType<PricesChanged>('prices.changed', {
  v: 1,
  scope: 'chain',
  body: changePart.extend({
    prices: z
      .array(z.strictObject({ product: id<ProductId>(), price: minor, before: minor }))
      .min(1)
      .max(500),
  }),
  areas: ['catalog'],
  project: (entry) => {
    const rev = revision(entry.epoch, entry.seq);
    return [
      changeProgress(entry, entry.body),
      ...entry.body.prices.map(({ product: id, price }) =>
        revise(product, pricedRow({ id, price, at: entry.at, rev })),
      ),
    ];
  },
});
