import type { Product } from '#shared/domain/catalog/product.ts';
import { minor } from '#shared/domain/numbers.ts';
import type { LocalMinute } from '#shared/domain/pricing/local-minute.ts';
import {
  type PriceClock,
  type PriceNow,
  priceNow,
  type ScheduledPrice,
} from '#shared/domain/pricing/price-in-force.ts';
import type { Host } from '../journal/host.ts';
import { listQuery } from '../journal/list-query.ts';
import type { Reader } from '../journal/query.ts';

/** What of a host says which prices hold. */
export type PriceHost = Pick<Host, 'chain' | 'now' | 'priceTime'>;

/** The instant and the clock prices go by here. At headquarters minutes are read by the chain's own clock, or UTC before it has one. */
export const priceClock = ({ chain, now, priceTime }: PriceHost): PriceClock => ({
  at: priceTime?.() ?? now(),
  timeZone: chain().settings?.timeZone ?? 'UTC',
});

/** A product's price in its own row, which holds where nothing was scheduled. */
interface Listed {
  readonly id: string;
  readonly price: number;
}

const scheduledRows = listQuery((db, _param, products) =>
  db
    .selectFrom('scheduled_price')
    .innerJoin('price_schedule', 'price_schedule.id', 'scheduled_price.schedule')
    .innerJoin('product', 'product.id', 'scheduled_price.product')
    .select([
      'scheduled_price.product',
      'scheduled_price.price',
      'price_schedule.from_minute',
      'price_schedule.until_minute',
      'price_schedule.rev',
      'product.priced_at',
    ])
    .where('scheduled_price.product', 'in', products)
    .where('price_schedule.cancelled', '=', 0),
);

/** What each of these products costs now. One read by product; nearly always it finds nothing, and the product's own price holds. */
export async function pricesNow(
  read: Reader,
  clock: PriceClock,
  products: readonly Pick<Listed, 'id'>[],
): Promise<(product: Listed) => PriceNow> {
  const rows = await scheduledRows.all(
    read,
    {},
    products.map(({ id }) => id),
  );
  if (rows.length === 0) return plain;
  const of = Map.groupBy(rows, ({ product }) => product);
  return ({ id, price }) => {
    const own = of.get(id);
    if (own === undefined) return plain({ id, price });
    const scheduled = own.map(scheduledPrice);
    return priceNow({ price: minor(price), pricedAt: own[0]?.priced_at ?? null, scheduled }, clock);
  };
}

const plain = ({ price }: Listed): PriceNow => ({ price: minor(price), regular: minor(price), until: null });

/** A row of `scheduled_price` beside its schedule, as a price that holds from a minute on. */
export const scheduledPrice = (row: {
  readonly price: number;
  readonly from_minute: string;
  readonly until_minute: string | null;
  readonly rev: number;
}): ScheduledPrice => ({
  price: minor(row.price),
  from: row.from_minute as LocalMinute,
  until: row.until_minute as LocalMinute | null,
  rev: row.rev,
});

/** Products as they are sold now: at the price in force. */
export async function asSold<P extends Product>(
  read: Reader,
  clock: PriceClock,
  products: readonly P[],
): Promise<P[]> {
  const now = await pricesNow(read, clock, products);
  return products.map((product) => ({ ...product, price: now(product).price }));
}

/** Products as they are edited now: at the regular price, whichever passing one holds. */
export async function asKept<P extends Product>(
  read: Reader,
  clock: PriceClock,
  products: readonly P[],
): Promise<P[]> {
  const now = await pricesNow(read, clock, products);
  return products.map((product) => ({ ...product, price: now(product).regular }));
}
