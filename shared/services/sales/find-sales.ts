import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Database } from '#shared/journal/database.ts';
import type { Host } from '../journal/host.ts';
import { listQuery } from '../journal/list-query.ts';
import type { Queries, Reader } from '../journal/query.ts';

export interface SalesFilter {
  /** Number or part of it. */
  readonly text?: string | undefined;
  /** Business dates, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** The document's total, or what was paid after cash rounding; minor units, without sign. */
  readonly total?: number | undefined;
  readonly kind?: 'sale' | 'return' | undefined;
  readonly offset: number;
  readonly limit: number;
}

export interface SaleRow {
  readonly kind: 'sale' | 'return';
  readonly id: string;
  readonly number: string;
  readonly at: number;
  readonly businessDate: string;
  readonly clerk: string;
  /** Negative for a return. */
  readonly total: number;
  readonly items: number;
  readonly tenders: string;
  readonly returned: boolean;
}

export interface SalesFound {
  readonly rows: SaleRow[];
  readonly more: boolean;
  /** Of all that match, not of this page; returns count against the sum. */
  readonly count: number;
  readonly sum: number;
}

/** Sales and returns that match, newest first. */
export const findSales =
  (host: Host) =>
  async (filter: SalesFilter): Promise<SalesFound> => {
    const { read, self } = host;
    const page = await read.run((db) =>
      documents(db, self.store, filter)
        .selectAll()
        .orderBy('business_date', 'desc')
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(filter.limit + 1)
        .offset(filter.offset),
    );
    const [sums] = await read.run((db) =>
      documents(db, self.store, filter).select((eb) => [
        eb.fn.countAll<number>().as('count'),
        eb.fn.coalesce(eb.fn.sum<number>('total'), sql<number>`0`).as('sum'),
      ]),
    );
    const rows = page.slice(0, filter.limit);
    return {
      rows: await rowsOf(read, self.store, rows),
      more: page.length > filter.limit,
      count: sums?.count ?? 0,
      sum: sums?.sum ?? 0,
    };
  };

interface DocumentRow {
  readonly kind: string;
  readonly id: string;
  readonly number: string;
  readonly at: number;
  readonly business_date: string;
  readonly clerk: string;
  readonly total: number;
  readonly items: number;
}

function documents(db: Queries, store: string, filter: SalesFilter) {
  const sales = db
    .selectFrom('sale')
    .select([sql<string>`'sale'`.as('kind'), 'sale as id', 'number', 'at', 'business_date', 'clerk'])
    .select(['total', 'items'])
    .where((eb) => matching(eb, store, filter))
    .$if(filter.kind === 'return', (q) => q.where(sql<SqlBool>`1 = 0`));
  const returns = db
    .selectFrom('sale_return')
    .select([sql<string>`'return'`.as('kind'), 'ret as id', 'number', 'at', 'business_date', 'clerk'])
    .select([sql<number>`-total`.as('total'), sql<number>`0`.as('items')])
    .where((eb) => matching(eb, store, filter))
    .$if(filter.kind === 'sale', (q) => q.where(sql<SqlBool>`1 = 0`));
  return db.selectFrom(sales.unionAll(returns).as('d'));
}

function matching(
  eb: ExpressionBuilder<Database, 'sale'> | ExpressionBuilder<Database, 'sale_return'>,
  store: string,
  filter: SalesFilter,
) {
  // Both tables have these columns, with one meaning; the builder of either will do.
  const on = eb as ExpressionBuilder<Database, 'sale'>;
  const { text, from, to, total } = filter;
  return on.and([
    on('store', '=', store),
    ...(text ? [sql<SqlBool>`number like ${`%${likeText(text)}%`} escape '!'`] : []),
    ...(from ? [on('business_date', '>=', from)] : []),
    ...(to ? [on('business_date', '<=', to)] : []),
    ...(total === undefined
      ? []
      : [on.or([on('total', '=', Math.abs(total)), sql<SqlBool>`total + rounding = ${Math.abs(total)}`])]),
  ]);
}

/** Numbers are written in capitals; what LIKE gives a meaning to is meant as it stands. */
const likeText = (text: string): string => text.toUpperCase().replaceAll(/[!%_]/g, (mark) => `!${mark}`);

const tendersOfSales = listQuery<{ store: string }, { id: string; name: string }>((db, param, ids) =>
  db
    .selectFrom('sale_tender as t')
    .leftJoin('tender_correction as c', (join) =>
      join.onRef('c.store', '=', 't.store').onRef('c.sale', '=', 't.sale').onRef('c.line', '=', 't.line'),
    )
    .select('t.sale as id')
    .select((eb) => eb.fn.coalesce('c.name', 't.name').as('name'))
    .where('t.store', '=', param('store'))
    .where('t.sale', 'in', ids)
    .orderBy('t.sale')
    .orderBy('t.line'),
);
const tendersOfReturns = listQuery<{ store: string }, { id: string; name: string }>((db, param, ids) =>
  db
    .selectFrom('return_tender')
    .select(['ret as id', 'name'])
    .where('store', '=', param('store'))
    .where('ret', 'in', ids)
    .orderBy('ret')
    .orderBy('line'),
);
const itemsOfReturns = listQuery<{ store: string }, { id: string; items: number }>((db, param, ids) =>
  db
    .selectFrom('return_line')
    .select('ret as id')
    .select((eb) => eb.fn.countAll<number>().as('items'))
    .where('store', '=', param('store'))
    .where('ret', 'in', ids)
    .groupBy('ret'),
);
const salesWithReturns = listQuery<{ store: string }, { sale: string }>((db, param, ids) =>
  db
    .selectFrom('sale_return')
    .select('sale')
    .distinct()
    .where('store', '=', param('store'))
    .where('sale', 'in', ids),
);

async function rowsOf(read: Reader, store: string, found: readonly DocumentRow[]): Promise<SaleRow[]> {
  const ids = (kind: string) => found.filter((row) => row.kind === kind).map((row) => row.id);
  const of = { store };
  const tenders = [
    ...(await tendersOfSales.all(read, of, ids('sale'))),
    ...(await tendersOfReturns.all(read, of, ids('return'))),
  ];
  const items = new Map(
    (await itemsOfReturns.all(read, of, ids('return'))).map((row) => [row.id, row.items]),
  );
  const returned = new Set((await salesWithReturns.all(read, of, ids('sale'))).map((row) => row.sale));
  return found.map((row) => ({
    kind: row.kind === 'sale' ? 'sale' : 'return',
    id: row.id,
    number: row.number,
    at: row.at,
    businessDate: row.business_date,
    clerk: row.clerk,
    total: row.total,
    items: items.get(row.id) ?? row.items,
    tenders: [...new Set(tenders.filter((t) => t.id === row.id).map((t) => t.name))].join(', '),
    returned: returned.has(row.id),
  }));
}
