import { soldTicket } from '#shared/journal/tables/ticket.ts';
import { listQuery } from '../journal/list-query.ts';
import { type Finding, namedBy, type Rule } from './rule.ts';

interface Sold {
  readonly root: string;
  readonly number: string;
}

/** Parked tickets that were sold more than once, whether by a copy or by two registers that both took one up. */
export function soldTwiceOf(sales: readonly Sold[]): Finding[] {
  return [...Map.groupBy(sales, ({ root }) => root)]
    .filter(([, of]) => of.length > 1)
    .map(([root, of]) => ({
      subject: root,
      detail: {
        times: of.length,
        numbers: of
          .map(({ number }) => number)
          .sort()
          .join(', '),
      },
    }));
}

const sales = listQuery<{ store: string }, Sold>((db, param, roots) =>
  db
    .selectFrom('sold_ticket as t')
    .innerJoin('sale as s', (on) => on.onRef('s.store', '=', 't.store').onRef('s.sale', '=', 't.sale'))
    .select(['t.root', 's.number'])
    .where('t.store', '=', param('store'))
    .where('t.root', 'in', roots),
);

/** Two sales of one parked ticket: a copy was sold as well, or a register sold what headquarters had given to another. */
export const soldTwice: Rule = {
  rule: 'SOLD_TWICE',
  touched: (change) => (change.table === soldTicket ? [String(namedBy(change)['root'])] : []),
  find: async (read, store, subjects) => soldTwiceOf(await sales.all(read, { store }, subjects)),
};
