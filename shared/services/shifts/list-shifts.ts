import type { Host } from '../journal/host.ts';

export interface ShiftsFilter {
  /** Business dates, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** A closed shift in a list; amounts in minor units. */
export interface ClosedShiftRow {
  readonly shift: string;
  readonly number: string;
  readonly businessDate: string;
  readonly openedAt: number;
  readonly closedAt: number;
  readonly closedBy: string;
  readonly sales: number;
  readonly gross: number;
  readonly difference: number;
}

/** Closed shifts, newest first. */
export const listShifts =
  (host: Host) =>
  async (filter: ShiftsFilter): Promise<{ rows: ClosedShiftRow[]; more: boolean }> => {
    const { from, to, limit, offset } = filter;
    const rows = await host.read.run((db) =>
      db
        .selectFrom('shift_close as z')
        .innerJoin('shift as s', (join) =>
          join.onRef('s.store', '=', 'z.store').onRef('s.shift', '=', 'z.shift'),
        )
        .leftJoin('shift_total as t', (join) =>
          join.onRef('t.store', '=', 'z.store').onRef('t.shift', '=', 'z.shift'),
        )
        .select(['z.shift', 'z.number', 'z.business_date', 'z.closed_at', 'z.closed_by', 'z.difference'])
        .select(['s.opened_at', 't.sales', 't.sales_gross'])
        .where('z.store', '=', host.self.store)
        .$if(from !== undefined, (q) => q.where('z.business_date', '>=', from ?? ''))
        .$if(to !== undefined, (q) => q.where('z.business_date', '<=', to ?? ''))
        .orderBy('z.business_date', 'desc')
        .orderBy('z.closed_at', 'desc')
        .orderBy('z.shift', 'desc')
        .limit(limit + 1)
        .offset(offset),
    );
    return { rows: rows.slice(0, limit).map(rowOf), more: rows.length > limit };
  };

const rowOf = (row: {
  readonly shift: string;
  readonly number: string;
  readonly business_date: string;
  readonly opened_at: number;
  readonly closed_at: number;
  readonly closed_by: string;
  readonly sales: number | null;
  readonly sales_gross: number | null;
  readonly difference: number;
}): ClosedShiftRow => ({
  shift: row.shift,
  number: row.number,
  businessDate: row.business_date,
  openedAt: row.opened_at,
  closedAt: row.closed_at,
  closedBy: row.closed_by,
  sales: row.sales ?? 0,
  gross: row.sales_gross ?? 0,
  difference: row.difference,
});
