import { type SqlBool, sql } from 'kysely';
import type { ClosedShift } from '#shared/domain/shift/close-shift.ts';
import type { Database } from '#shared/journal/database.ts';
import type { Host } from '../journal/host.ts';
import { query } from '../journal/query.ts';
import { beginning, type Page, type PageOf, type Place } from './page.ts';

/** One tender of one Z, flat, for a spreadsheet. Amounts in minor units; null where nothing was declared. */
export interface ZRow {
  readonly number: string;
  readonly businessDate: string;
  readonly openedAt: number;
  readonly closedAt: number;
  readonly closedBy: string;
  readonly sales: number;
  readonly gross: number;
  readonly discount: number;
  readonly tax: number;
  readonly returns: number;
  readonly returnsGross: number;
  readonly tender: string;
  readonly opening: number;
  readonly expected: number;
  readonly counted: number | null;
  readonly difference: number | null;
  readonly grandSales: number;
  readonly grandReturns: number;
}

type FromPlace = { store: string; to: string; date: string; at: number; document: string; limit: number };
type CloseRow = Pick<Database['shift_close'], 'shift' | 'business_date' | 'closed_at' | 'z'>;

/** Walks its index from the place on. */
const closes = query<FromPlace, CloseRow>((db, param) =>
  db
    .selectFrom('shift_close')
    .select(['shift', 'business_date', 'closed_at', 'z'])
    .where('store', '=', param('store'))
    .where(
      sql<SqlBool>`(business_date, closed_at, shift) > (${param('date')}, ${param('at')}, ${param('document')})`,
    )
    .where('business_date', '<=', param('to'))
    .orderBy('business_date')
    .orderBy('closed_at')
    .orderBy('shift')
    .limit(param('limit')),
);

/** The Z reports of these days as they were frozen, a row per tender; a page is of so many Z reports. */
export const zRows =
  (host: Host) =>
  async (page: PageOf<Place>): Promise<Page<ZRow, Place>> => {
    const { to, limit } = page;
    const { businessDate: date, at, document } = page.after ?? beginning(page);
    const found = await host.read.all(closes, { store: host.self.store, to, date, at, document, limit });
    const last = found.length === limit ? found.at(-1) : undefined;
    return {
      rows: found.flatMap(({ z, closed_at }) => rowsOf(JSON.parse(z) as ClosedShift, closed_at)),
      next: last ? { businessDate: last.business_date, at: last.closed_at, document: last.shift } : null,
    };
  };

const rowsOf = ({ number, closedBy, report, grandTotals }: ClosedShift, closedAt: number): ZRow[] =>
  report.tenders.map(({ name, opening, expected, counted, difference }) => ({
    number,
    businessDate: report.businessDate,
    openedAt: report.openedAt,
    closedAt,
    closedBy,
    sales: report.sales.count,
    gross: report.sales.gross,
    discount: report.sales.discount,
    tax: report.sales.tax,
    returns: report.returns.count,
    returnsGross: report.returns.gross,
    tender: name,
    opening,
    expected,
    counted,
    difference,
    grandSales: grandTotals.sales,
    grandReturns: grandTotals.returns,
  }));
