import type { ProductId } from '#shared/domain/ids.ts';
import { type Minor, minor } from '#shared/domain/numbers.ts';
import { listQuery } from '../journal/list-query.ts';
import { query, type Reader } from '../journal/query.ts';
import { type PriceHost, priceClock } from './prices-now.ts';
import { type ScheduleRow, type ScheduleView, scheduleView } from './schedule-view.ts';

/** A schedule with its product: the one asked about, or the one it is of alone. */
export interface ListedSchedule extends ScheduleView {
  readonly only: SchedulePrice | null;
}

export interface SchedulePrice {
  readonly product: ProductId;
  readonly name: string;
  readonly price: Minor;
}

/** `coming`: what has not begun or will end, the next first; `past`: the rest, the latest first. */
export interface AskedSchedules {
  readonly when: 'coming' | 'past';
  /** Only those that set this product's price. */
  readonly product?: string | undefined;
}

/** Most schedules listed at once. */
const MOST_LISTED = 500;

/** Prices set for later, or once. */
export const listSchedules =
  (host: PriceHost & { readonly read: Reader }) =>
  async ({ when, product }: AskedSchedules): Promise<ListedSchedule[]> => {
    const rows = await host.read.run((db) => {
      const all = db.selectFrom('price_schedule').selectAll();
      const of =
        product === undefined
          ? all
          : all.where('id', 'in', (e) =>
              e.selectFrom('scheduled_price').select('schedule').where('product', '=', product),
            );
      return of.orderBy('from_minute', 'desc').orderBy('id', 'desc').limit(MOST_LISTED);
    });
    const clock = priceClock(host);
    const views = rows.map((row: ScheduleRow) => scheduleView(row, clock));
    const isAhead = ({ stage, until }: ScheduleView) =>
      stage === 'coming' || (stage === 'holding' && until !== null);
    const wanted = views.filter((view) => isAhead(view) === (when === 'coming'));
    const shown = when === 'coming' ? wanted.toReversed() : wanted;
    const ones = shown.filter(({ products }) => products === 1).map(({ id }) => id);
    const prices =
      product === undefined
        ? await pricesOf.all(host.read, {}, ones)
        : await host.read.all(ofProduct, { product });
    const only = new Map(prices.map((row) => [row.schedule, row]));
    return shown.map((view) => {
      const one = only.get(view.id);
      return { ...view, only: one === undefined ? null : schedulePrice(one) };
    });
  };

/** Every price a schedule sets, by the products' names. */
export const schedulePricesOf =
  ({ read }: { readonly read: Reader }) =>
  async (schedule: string): Promise<SchedulePrice[]> =>
    (await read.all(ofSchedule, { schedule })).map(schedulePrice);

interface PriceRow {
  readonly product: string;
  readonly name: string;
  readonly price: number;
}

const schedulePrice = ({ product, name, price }: PriceRow): SchedulePrice => ({
  product: product as ProductId,
  name,
  price: minor(price),
});

const pricesOf = listQuery<Record<string, never>, PriceRow & { readonly schedule: string }>(
  (db, _param, schedules) =>
    db
      .selectFrom('scheduled_price')
      .innerJoin('product', 'product.id', 'scheduled_price.product')
      .select([
        'scheduled_price.schedule',
        'scheduled_price.product',
        'scheduled_price.price',
        'product.name',
      ])
      .where('scheduled_price.schedule', 'in', schedules),
);

const ofProduct = query<{ product: string }, PriceRow & { readonly schedule: string }>((db, param) =>
  db
    .selectFrom('scheduled_price')
    .innerJoin('product', 'product.id', 'scheduled_price.product')
    .select(['scheduled_price.schedule', 'scheduled_price.product', 'scheduled_price.price', 'product.name'])
    .where('scheduled_price.product', '=', param('product')),
);

const ofSchedule = query<{ schedule: string }, PriceRow>((db, param) =>
  db
    .selectFrom('scheduled_price')
    .innerJoin('product', 'product.id', 'scheduled_price.product')
    .select(['scheduled_price.product', 'scheduled_price.price', 'product.name'])
    .where('scheduled_price.schedule', '=', param('schedule'))
    .orderBy('product.name')
    .orderBy('product.id'),
);
