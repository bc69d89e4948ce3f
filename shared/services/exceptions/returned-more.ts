import { returnLine, saleLine } from '#shared/journal/tables/sale.ts';
import { listQuery } from '../journal/list-query.ts';
import { type Finding, namedBy, type Rule } from './rule.ts';

interface Sold {
  readonly sale: string;
  readonly line: number;
  readonly number: string;
  readonly name: string;
  readonly qty: number;
}
type Back = Pick<Sold, 'sale' | 'line' | 'qty'>;

const subjectOf = ({ sale, line }: Pick<Sold, 'sale' | 'line'>): string => `${sale}/${line}`;

/** Lines of sales of which more came back than was sold, in however many returns. */
export function returnedMoreOf(sold: readonly Sold[], back: readonly Back[]): Finding[] {
  const returned = new Map<string, number>();
  for (const each of back) returned.set(subjectOf(each), (returned.get(subjectOf(each)) ?? 0) + each.qty);
  return sold.flatMap((line) => {
    const subject = subjectOf(line);
    const total = returned.get(subject) ?? 0;
    if (total <= line.qty) return [];
    const { number, name, qty } = line;
    return [{ subject, detail: { number, line: line.line, name, sold: qty, returned: total } }];
  });
}

const soldLines = listQuery<{ store: string }, Sold>((db, param, sales) =>
  db
    .selectFrom('sale_line as l')
    .innerJoin('sale as s', (on) => on.onRef('s.store', '=', 'l.store').onRef('s.sale', '=', 'l.sale'))
    .select(['l.sale', 'l.line', 's.number', 'l.name', 'l.qty'])
    .where('l.store', '=', param('store'))
    .where('l.sale', 'in', sales),
);
const returnLines = listQuery<{ store: string }, Back>((db, param, sales) =>
  db
    .selectFrom('return_line')
    .select(['sale', 'line', 'qty'])
    .where('store', '=', param('store'))
    .where('sale', 'in', sales),
);

/** Two registers that did not know of each other took the same goods back, or one took back what was never sold. */
export const returnedMore: Rule = {
  rule: 'RETURNED_MORE',
  touched: (change) => {
    if (change.table !== saleLine && change.table !== returnLine) return [];
    const { sale, line } = namedBy(change);
    return [subjectOf({ sale: String(sale), line: Number(line) })];
  },
  find: async (read, store, subjects) => {
    const asked = new Set(subjects);
    const sales = [...new Set(subjects.map((subject) => subject.slice(0, subject.lastIndexOf('/'))))];
    const [sold, back] = [
      await soldLines.all(read, { store }, sales),
      await returnLines.all(read, { store }, sales),
    ];
    return returnedMoreOf(sold, back).filter(({ subject }) => asked.has(subject));
  },
};
