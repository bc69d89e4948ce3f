import { type SqlBool, sql } from 'kysely';
import type { Host } from '../journal/host.ts';
import { query } from '../journal/query.ts';
import { beginning, type Page, type PageOf, type Place } from './page.ts';

/** Where a page of lines ended: which lines it was at, its document, and the line of it. */
export interface LinePlace extends Place {
  readonly kind: 'sale' | 'return';
  readonly line: number;
}

/** One line of a sale or a return, flat, for a spreadsheet. Amounts in minor units, quantities in thousandths; negative for a return. */
export interface SalesLineRow {
  readonly kind: 'sale' | 'return';
  readonly number: string;
  readonly business_date: string;
  readonly at: number;
  readonly clerk: string;
  readonly register: string;
  readonly line: number;
  readonly product: string | null;
  readonly name: string;
  readonly qty: number;
  readonly discount: number;
  readonly net: number;
  readonly tax: number;
  readonly gross: number;
  readonly tax_letter: string;
}

type FromPlace = {
  store: string;
  to: string;
  date: string;
  at: number;
  document: string;
  line: number;
  limit: number;
};
type LineRow = Omit<SalesLineRow, 'kind'> & { readonly document: string; readonly place: number };

// Both walk an index from the place on, so that the last page of a year costs what its first does.

const soldLines = query<FromPlace, LineRow>((db, param) =>
  db
    .selectFrom('sale as d')
    .innerJoin('sale_line as l', (join) =>
      join.onRef('l.store', '=', 'd.store').onRef('l.sale', '=', 'd.sale'),
    )
    .select(['d.number', 'd.business_date', 'd.at', 'd.clerk', 'd.register', 'd.sale as document'])
    .select(['l.line', 'l.line as place', 'l.product', 'l.name', 'l.qty', 'l.discount'])
    .select(['l.net', 'l.tax', 'l.gross', 'l.tax_letter'])
    .where('d.store', '=', param('store'))
    .where(
      sql<SqlBool>`(d.business_date, d.at, d.sale) >= (${param('date')}, ${param('at')}, ${param('document')})`,
    )
    .where('d.business_date', '<=', param('to'))
    .where((eb) => eb.or([eb('d.sale', '<>', param('document')), eb('l.line', '>', param('line'))]))
    .orderBy('d.business_date')
    .orderBy('d.at')
    .orderBy('d.sale')
    .orderBy('l.line')
    .limit(param('limit')),
);

const returnedLines = query<FromPlace, Omit<LineRow, 'discount'>>((db, param) =>
  db
    .selectFrom('sale_return as d')
    .innerJoin('return_line as l', (join) =>
      join.onRef('l.store', '=', 'd.store').onRef('l.ret', '=', 'd.ret'),
    )
    .select(['d.number', 'd.business_date', 'd.at', 'd.clerk', 'd.register', 'd.ret as document'])
    .select(['l.line', 'l.part as place', 'l.product', 'l.name', 'l.qty'])
    .select(['l.net', 'l.tax', 'l.gross', 'l.tax_letter'])
    .where('d.store', '=', param('store'))
    .where(
      sql<SqlBool>`(d.business_date, d.at, d.ret) >= (${param('date')}, ${param('at')}, ${param('document')})`,
    )
    .where('d.business_date', '<=', param('to'))
    .where((eb) => eb.or([eb('d.ret', '<>', param('document')), eb('l.part', '>', param('line'))]))
    .orderBy('d.business_date')
    .orderBy('d.at')
    .orderBy('d.ret')
    .orderBy('l.part')
    .limit(param('limit')),
);

/**
 * Lines sold and brought back on these days, sales first, page by page; their amounts sum to what the days' Z reports say. What is
 * sold while the pages of an open day are read is in them if its place is still to come.
 */
export const salesLines =
  (host: Host) =>
  async (page: PageOf<LinePlace>): Promise<Page<SalesLineRow, LinePlace>> => {
    const { after, limit } = page;
    const inSales = after?.kind !== 'return';
    const sold = inSales ? await host.read.all(soldLines, rangeOf(host, page, after)) : [];
    const room = limit - sold.length;
    const from = inSales ? undefined : after;
    const back =
      room > 0 ? await host.read.all(returnedLines, rangeOf(host, { ...page, limit: room }, from)) : [];
    const last = back.at(-1) ?? sold.at(-1);
    const full = last !== undefined && sold.length + back.length === limit;
    return {
      rows: [...sold.map(soldRow), ...back.map(returnedRow)],
      next: full ? placeOf(back.length > 0 ? 'return' : 'sale', last) : null,
    };
  };

function rangeOf(host: Host, page: PageOf<LinePlace>, after: LinePlace | undefined): FromPlace {
  const { businessDate: date, at, document } = after ?? beginning(page);
  const { to, limit } = page;
  return { store: host.self.store, to, date, at, document, line: after?.line ?? 0, limit };
}

const placeOf = (kind: LinePlace['kind'], row: Omit<LineRow, 'discount'>): LinePlace => ({
  kind,
  businessDate: row.business_date,
  at: row.at,
  document: row.document,
  line: row.place,
});

const soldRow = ({ document: _document, place: _place, ...row }: LineRow): SalesLineRow => ({
  kind: 'sale',
  ...row,
});

const returnedRow = ({
  document: _document,
  place: _place,
  ...row
}: Omit<LineRow, 'discount'>): SalesLineRow => ({
  kind: 'return',
  ...row,
  qty: -row.qty,
  discount: 0,
  net: -row.net,
  tax: -row.tax,
  gross: -row.gross,
});
