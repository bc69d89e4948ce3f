import type { ShiftId } from '#shared/domain/ids.ts';
import type { DrawerState } from '#shared/domain/shift/drawer.ts';
import type { Self } from '../journal/host.ts';
import { query, type Reader } from '../journal/query.ts';
import { openShiftRow } from './open-shift-row.ts';

/** The open shift of a register, and whether its drawer is being counted. */
export interface OpenDrawer {
  readonly shift: ShiftId;
  readonly businessDate: string;
  readonly openedAt: number;
  readonly openedBy: string;
  readonly float: number;
  readonly state: Extract<DrawerState, 'open' | 'counting'>;
}

interface DrawerRow {
  readonly shift: string;
  readonly business_date: string;
  readonly opened_at: number;
  readonly opened_by: string;
  readonly float: number;
  readonly counting_since: number | null;
}

const openShift = query<{ store: string; register: string }, DrawerRow>(
  (db, param) =>
    openShiftRow(db, { store: param('store'), register: param('register') })
      .select(['s.shift', 's.business_date', 's.opened_at', 's.opened_by', 's.float'])
      .select('c.started_at as counting_since'),
  { outlastsTickets: true },
);

/** null: no shift is open on this register. */
export async function readDrawer(read: Reader, self: Self): Promise<OpenDrawer | null> {
  const row = await read.first(openShift, { store: self.store, register: self.register });
  if (!row) return null;
  return {
    shift: row.shift as ShiftId,
    businessDate: row.business_date,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    float: row.float,
    state: row.counting_since === null ? 'open' : 'counting',
  };
}

export const stateOf = (drawer: OpenDrawer | null): DrawerState => drawer?.state ?? 'closed';
