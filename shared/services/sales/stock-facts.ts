import { sql } from 'kysely';
import type { CartLine } from '#shared/domain/cart/cart.ts';
import type { ProductId } from '#shared/domain/ids.ts';
import { micro, qty } from '#shared/domain/numbers.ts';
import { averageOf, type StockFacts, type StockOf } from '#shared/domain/sale/stock-facts.ts';
import { listQuery } from '../journal/list-query.ts';
import type { Reader } from '../journal/query.ts';

interface StockRow {
  readonly item: string;
  readonly on_hand: number;
  readonly value: number;
  /** Per whole unit, of the item's last move; only looked for when nothing is on hand to average over. */
  readonly last_cost: number | null;
}

/**
 * Shelf balances of a ticket's items in one query. Where nothing is on hand, the item's last move tells the average it was
 * stamped at, or, when goods came in, what they cost; a move of unknown cost tells nothing. Integer division is safe in both
 * engines: quantities are above zero, values not below.
 */
const stockRows = listQuery<{ store: string }, StockRow>(
  (db, param, items) =>
    db
      .selectFrom('balance as b')
      .select(['b.item', 'b.on_hand', 'b.value'])
      .select((eb) => {
        const last = eb
          .selectFrom('move as m')
          .select(
            sql<
              number | null
            >`case when m.cost_unknown = 1 then null else (m.value * 1000 + m.qty / 2) / m.qty end`.as(
              'cost',
            ),
          )
          .whereRef('m.store', '=', 'b.store')
          .whereRef('m.item', '=', 'b.item')
          .orderBy('m.at', 'desc')
          .orderBy('m.document', 'desc')
          .orderBy('m.line', 'desc')
          .limit(1);
        return sql<number | null>`case when b.on_hand <= 0 then ${last} end`.as('last_cost');
      })
      .where('b.store', '=', param('store'))
      .where('b.item', 'in', items)
      .where('b.location', '=', 'SALEABLE'),
  { outlastsTickets: true },
);

/** What this store knows of the items on these lines. An item that never moved is missing; goods on hand without any value have no cost. */
export async function readStock(
  read: Reader,
  store: string,
  lines: readonly Pick<CartLine, 'product'>[],
): Promise<StockOf> {
  const items = new Set<string>();
  for (const { product } of lines) if (product !== null) items.add(product);
  const rows = await stockRows.all(read, { store }, [...items]);
  return new Map(rows.map((row): [ProductId, StockFacts] => [row.item as ProductId, factsOf(row)]));
}

function factsOf({ on_hand, value, last_cost }: StockRow): StockFacts {
  const onHand = qty(on_hand);
  const averageCost = value > 0 ? averageOf(micro(value), onHand) : null;
  return { onHand, averageCost, lastCost: last_cost === null ? null : micro(last_cost) };
}
