import { balance, itemStat } from '#shared/journal/tables/sale.ts';
import { listQuery } from '../journal/list-query.ts';
import { type Finding, namedBy, type Rule } from './rule.ts';

interface Shelf {
  readonly item: string;
  readonly on_hand: number;
  /** Facts that made the level known; null or 0: nobody has said what was there. */
  readonly known: number | null;
}

/** Items of which less than nothing is on the shelf, where the store knows what was there. */
export const negativeOf = (shelves: readonly Shelf[]): Finding[] =>
  shelves
    .filter(({ on_hand, known }) => on_hand < 0 && (known ?? 0) > 0)
    .map(({ item, on_hand }) => ({ subject: item, detail: { item, onHand: on_hand } }));

const shelves = listQuery<{ store: string }, Shelf>((db, param, items) =>
  db
    .selectFrom('balance as b')
    .leftJoin('item_stat as s', (on) => on.onRef('s.store', '=', 'b.store').onRef('s.item', '=', 'b.item'))
    .select(['b.item', 'b.on_hand', 's.known'])
    .where('b.store', '=', param('store'))
    .where('b.location', '=', 'SALEABLE')
    .where('b.item', 'in', items),
);

/** More was sold than the store is known to have had: have it counted. */
export const negative: Rule = {
  rule: 'NEGATIVE',
  touched: (change) => {
    const { item, location } = namedBy(change);
    const isShelf = change.table === balance && location === 'SALEABLE';
    return isShelf || change.table === itemStat ? [String(item)] : [];
  },
  find: async (read, store, subjects) => negativeOf(await shelves.all(read, { store }, subjects)),
};
