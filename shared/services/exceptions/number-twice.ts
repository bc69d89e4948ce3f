import { sale, saleReturn } from '#shared/journal/tables/sale.ts';
import { listQuery } from '../journal/list-query.ts';
import { type Finding, namedBy, type Rule } from './rule.ts';

interface Numbered {
  readonly number: string;
}

/** Numbers more than one ticket has. */
export function numberTwiceOf(tickets: readonly Numbered[]): Finding[] {
  const times = Map.groupBy(tickets, ({ number }) => number);
  return [...times]
    .filter(([, of]) => of.length > 1)
    .map(([number, of]) => ({ subject: number, detail: { number, times: of.length } }));
}

const sales = listQuery<{ store: string }, Numbered>((db, param, numbers) =>
  db.selectFrom('sale').select('number').where('store', '=', param('store')).where('number', 'in', numbers),
);
const returns = listQuery<{ store: string }, Numbered>((db, param, numbers) =>
  db
    .selectFrom('sale_return')
    .select('number')
    .where('store', '=', param('store'))
    .where('number', 'in', numbers),
);

/** Two tickets carry the same number: a copy of a register, or a disk that was put back. */
export const numberTwice: Rule = {
  rule: 'NUMBER_TWICE',
  touched: (change) =>
    change.table === sale || change.table === saleReturn ? [String(namedBy(change)['number'])] : [],
  find: async (read, store, subjects) =>
    numberTwiceOf([
      ...(await sales.all(read, { store }, subjects)),
      ...(await returns.all(read, { store }, subjects)),
    ]),
};
