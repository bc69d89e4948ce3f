import { sql as raw } from 'kysely';
import type { ChainSaleRow, StoreDay } from '#shared/contract/hq/chain-sales.ts';
import type { HqQueries, TypedPool } from '../../typed-sql.ts';

export interface ChainSalesFilter {
  readonly store?: string | undefined;
  /** Beginning of a number. */
  readonly text?: string | undefined;
  /** Business days, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** What was taken, or given back, in minor units. */
  readonly total?: number | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Sales and returns of every store, the newest business day first. */
export async function findChainSales(
  sql: TypedPool,
  filter: ChainSalesFilter,
  nameOf: (person: string) => string,
): Promise<{ rows: ChainSaleRow[]; more: boolean }> {
  const wanted = { ...filter, most: filter.offset + filter.limit + 1 };
  const rows = await sql.rows((db) =>
    db
      .selectFrom(salesOf(db, wanted).unionAll(returnsOf(db, wanted)).as('d'))
      .selectAll()
      .orderBy('business_date', 'desc')
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(filter.limit + 1)
      .offset(filter.offset),
  );
  return {
    rows: rows.slice(0, filter.limit).map((row) => ({
      kind: row.kind === 'sale' ? 'sale' : 'return',
      store: row.store,
      storeName: row.name,
      register: row.register,
      id: row.id,
      number: row.number,
      at: row.at,
      businessDate: row.business_date,
      clerk: nameOf(row.clerk),
      total: row.total,
    })),
    more: rows.length > filter.limit,
  };
}

type Wanted = ChainSalesFilter & { readonly most: number };

/** No more of a store than the page can hold, read along its own index: a chain of a thousand stores asks each for a page. */
const salesOf = (db: HqQueries, { store, text, from, to, total, most }: Wanted) =>
  openStores(db, store)
    .innerJoinLateral(
      (e) =>
        e
          .selectFrom('sale')
          .select(['sale as id', 'number', 'register', 'at', 'business_date', 'clerk', 'total'])
          .whereRef('sale.store', '=', 's.store')
          .$if(!!text, (q) => q.where('number', 'like', `${plain(text)}%`))
          .$if(from !== undefined, (q) => q.where('business_date', '>=', from ?? ''))
          .$if(to !== undefined, (q) => q.where('business_date', '<=', to ?? ''))
          .$if(total !== undefined, (q) => q.where('total', '=', total ?? 0))
          .orderBy('business_date', 'desc')
          .orderBy('at', 'desc')
          .orderBy('id', 'desc')
          .limit(most)
          .as('x'),
      (join) => join.onTrue(),
    )
    .select([raw<string>`'sale'`.as('kind'), 's.store', 's.name', 'x.id', 'x.number', 'x.register'])
    .select(['x.at', 'x.business_date', 'x.clerk', 'x.total']);

const returnsOf = (db: HqQueries, { store, text, from, to, total, most }: Wanted) =>
  openStores(db, store)
    .innerJoinLateral(
      (e) =>
        e
          .selectFrom('sale_return')
          .select(['ret as id', 'number', 'register', 'at', 'business_date', 'clerk'])
          .select(raw<number>`-total`.as('total'))
          .whereRef('sale_return.store', '=', 's.store')
          .$if(!!text, (q) => q.where('number', 'like', `${plain(text)}%`))
          .$if(from !== undefined, (q) => q.where('business_date', '>=', from ?? ''))
          .$if(to !== undefined, (q) => q.where('business_date', '<=', to ?? ''))
          .$if(total !== undefined, (q) => q.where('total', '=', Math.abs(total ?? 0)))
          .orderBy('business_date', 'desc')
          .orderBy('at', 'desc')
          .orderBy('id', 'desc')
          .limit(most)
          .as('x'),
      (join) => join.onTrue(),
    )
    .select([raw<string>`'return'`.as('kind'), 's.store', 's.name', 'x.id', 'x.number', 'x.register'])
    .select(['x.at', 'x.business_date', 'x.clerk', 'x.total']);

const openStores = (db: HqQueries, store: string | undefined) =>
  db.selectFrom('hq_store as s').$if(store !== undefined, (q) => q.where('s.store', '=', store ?? ''));

/** Numbers are written in capitals and have none of the signs LIKE gives a meaning to. */
const plain = (text = ''): string => text.toUpperCase().replaceAll(/[%_\\]/g, '');

/** Each store's latest business day: what came in, and whether a drawer is open. */
export async function storeDays(sql: TypedPool): Promise<StoreDay[]> {
  const rows = await sql.rows((db) =>
    db
      .selectFrom('hq_store as s')
      .leftJoinLateral(
        (e) =>
          e
            .selectFrom('sale')
            .select(['business_date', 'at'])
            .whereRef('sale.store', '=', 's.store')
            .orderBy('business_date', 'desc')
            .orderBy('at', 'desc')
            .limit(1)
            .as('last'),
        (join) => join.onTrue(),
      )
      .leftJoinLateral(
        (e) =>
          e
            .selectFrom('sale')
            .select((f) => [f.fn.countAll<number>().as('count'), f.fn.sum<number>('total').as('sum')])
            .whereRef('sale.store', '=', 's.store')
            .whereRef('sale.business_date', '=', 'last.business_date')
            .as('sold'),
        (join) => join.onTrue(),
      )
      .leftJoinLateral(
        (e) =>
          e
            .selectFrom('sale_return')
            .select((f) => [f.fn.countAll<number>().as('count'), f.fn.sum<number>('total').as('sum')])
            .whereRef('sale_return.store', '=', 's.store')
            .whereRef('sale_return.business_date', '=', 'last.business_date')
            .as('back'),
        (join) => join.onTrue(),
      )
      .leftJoinLateral(
        (e) =>
          e
            .selectFrom('shift')
            .leftJoin('shift_close as z', (join) =>
              join.onRef('z.store', '=', 'shift.store').onRef('z.shift', '=', 'shift.shift'),
            )
            .select((f) => f.fn.countAll<number>().as('count'))
            .whereRef('shift.store', '=', 's.store')
            .where('z.shift', 'is', null)
            .as('open'),
        (join) => join.onTrue(),
      )
      .select(['s.store', 's.name', 'last.business_date', 'last.at'])
      .select(['sold.count as sales', 'sold.sum as sold', 'back.count as returns', 'back.sum as back'])
      .select('open.count as shifts')
      .where('s.closed_at', 'is', null)
      .orderBy('s.store'),
  );
  return rows.map((row) => ({
    store: row.store,
    name: row.name,
    businessDate: row.business_date,
    sales: row.sales ?? 0,
    returns: row.returns ?? 0,
    taken: (row.sold ?? 0) - (row.back ?? 0),
    openShifts: row.shifts ?? 0,
    lastSaleAt: row.at,
  }));
}

/** Shifts of every store, open ones first, then the latest business day. */
export async function findShifts(
  sql: TypedPool,
  {
    store,
    offset,
    limit,
  }: { readonly store?: string | undefined; readonly offset: number; readonly limit: number },
) {
  const rows = await sql.rows((db) =>
    db
      .selectFrom('shift as h')
      .innerJoin('hq_store as s', 's.store', 'h.store')
      .leftJoin('shift_close as z', (join) =>
        join.onRef('z.store', '=', 'h.store').onRef('z.shift', '=', 'h.shift'),
      )
      .leftJoin('shift_total as t', (join) =>
        join.onRef('t.store', '=', 'h.store').onRef('t.shift', '=', 'h.shift'),
      )
      .select(['h.store', 's.name', 'h.register', 'h.shift', 'z.number', 'h.business_date', 'h.opened_at'])
      .select(['z.closed_at', 't.sales', 't.sales_gross', 'z.difference'])
      .$if(store !== undefined, (q) => q.where('h.store', '=', store ?? ''))
      .orderBy('z.closed_at', (order) => order.desc().nullsFirst())
      .orderBy('h.opened_at', 'desc')
      .orderBy('h.store')
      .orderBy('h.shift')
      .limit(limit + 1)
      .offset(offset),
  );
  return {
    rows: rows.slice(0, limit).map((row) => ({
      store: row.store,
      storeName: row.name,
      register: row.register,
      shift: row.shift,
      number: row.number,
      businessDate: row.business_date,
      openedAt: row.opened_at,
      closedAt: row.closed_at,
      sales: row.sales ?? 0,
      gross: row.sales_gross ?? 0,
      difference: row.difference,
    })),
    more: rows.length > limit,
  };
}
