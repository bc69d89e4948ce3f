import { sql } from 'kysely';
import { minuteAt } from '#shared/domain/pricing/local-minute.ts';
import type { Database } from '#shared/journal/database.ts';
import type { Queries } from '../journal/query.ts';
import { priceClock, pricesNow } from '../pricing/prices-now.ts';
import { narrowed, type ProductFilter } from './product-narrowing.ts';
import { type ProductRow, productRows, type ViewHost } from './product-view.ts';

/** So many products of schedules that have begun are laid over the order of the products' own prices within the time of a sale. */
const REPRICED = 10_000;
/** A clock set back an hour or two does not end what began. */
const SET_BACK_MS = 3 * 3_600_000;

/** Where the order of prices is read: of the products themselves, or of headquarters' copy of what a list by price needs. */
export type PriceOrder = 'product' | 'price_order';

interface Priced {
  readonly id: string;
  readonly price: number;
}

/** A stretch of the order of the products' own prices; `from`: how many come before it. */
interface Window {
  readonly ids: readonly Priced[];
  readonly from: number;
}

/**
 * One page in the order of the prices in force, or null where too many products have one that is not their own. The index knows the
 * order of the products' own prices; those of schedules that have begun are taken out of it and laid in where they belong now.
 */
export async function pageByPrice(
  host: ViewHost,
  filter: ProductFilter,
  order: PriceOrder,
): Promise<readonly ProductRow[] | null> {
  const { read, self } = host;
  const clock = priceClock(host);
  const begun = minuteAt(clock.at + SET_BACK_MS, clock.timeZone);
  const moved = await read.run((db) =>
    narrowed(db.selectFrom('product'), filter)
      .select(['product.id', 'product.price'])
      .where('product.id', 'in', repriced(db, begun))
      .limit(REPRICED + 1),
  );
  if (moved.length > REPRICED) return null;
  const now = await pricesNow(read, clock, moved);
  const laid = moved.map((row) => ({ id: row.id, price: now(row).price }));
  const own = await ownWindow(host, filter, { begun, moved: moved.length, order });
  const { ids, begins } = laidIn(own, laid, filter);
  const at = Math.max(0, filter.offset - begins);
  const shown = ids.slice(at, at + filter.limit);
  const rows = await read.run((db) => productRows(db, self.store).where('product.id', 'in', ['', ...shown]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return shown.flatMap((id) => byId.get(id) ?? []);
}

/** Products by their own prices, as many more than the page as may be laid in before it. */
async function ownWindow(
  { read }: ViewHost,
  filter: ProductFilter,
  { begun, moved, order }: { readonly begun: string; readonly moved: number; readonly order: PriceOrder },
): Promise<Window> {
  const direction = filter.descending ? 'desc' : 'asc';
  const from = Math.max(0, filter.offset - moved);
  const ids = await read.run((db) => {
    const all = narrowed(ordered(db, order), filter).select(['product.id', 'product.price']);
    const own = moved === 0 ? all : all.where('product.id', 'not in', repriced(db, begun));
    return own
      .orderBy('product.price', direction)
      .orderBy('product.id', direction)
      .limit(filter.offset - from + filter.limit)
      .offset(from);
  });
  return { ids, from };
}

/** The copy has the columns that narrow a list which is no search's. */
const ordered = (db: Queries, order: PriceOrder) =>
  order === 'product'
    ? db.selectFrom('product')
    : db.selectFrom(sql<Database['product']>`price_order`.as('product'));

const repriced = (db: Queries, begun: string) =>
  db
    .selectFrom('price_schedule')
    .innerJoin('scheduled_price', 'scheduled_price.schedule', 'price_schedule.id')
    .select('scheduled_price.product')
    .where('price_schedule.cancelled', '=', 0)
    .where('price_schedule.from_minute', '<=', begun);

type Order = Pick<ProductFilter, 'descending'>;

const compare =
  ({ descending }: Order) =>
  (a: Priced, b: Priced): number => {
    const up = a.price - b.price || (a.id < b.id ? -1 : 1);
    return descending ? -up : up;
  };

/** The part of the list from where its own window begins: what is laid in before that is counted and left out. */
function laidIn(
  own: Window,
  laid: readonly Priced[],
  order: Order,
): { ids: readonly string[]; begins: number } {
  const [first] = own.ids;
  const isInside = (each: Priced) => own.from === 0 || first === undefined || compare(order)(each, first) > 0;
  const inside = laid.filter(isInside);
  return {
    ids: [...own.ids, ...inside].sort(compare(order)).map(({ id }) => id),
    begins: own.from + laid.length - inside.length,
  };
}
