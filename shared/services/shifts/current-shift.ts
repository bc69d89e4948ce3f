import { isShiftOverdue } from '#shared/domain/business-date.ts';
import type { Host } from '../journal/host.ts';
import { settingsOf } from '../tickets/cart-context.ts';
import { readCarts } from '../tickets/carts.ts';
import { isHere, readParks } from '../tickets/parks.ts';
import { readDrawer } from './drawer.ts';

export interface CurrentShift {
  readonly shift: string;
  readonly businessDate: string;
  readonly openedAt: number;
  readonly openedBy: string;
  /** What was counted into the drawer, minor units. */
  readonly float: number;
  readonly counting: boolean;
  /** Past the next day start: it asks to be closed and never forces. */
  readonly overdue: boolean;
  readonly openTickets: number;
  readonly parkedTickets: number;
}

/** The open shift of this register, or null. */
export const currentShift = (host: Host) => async (): Promise<CurrentShift | null> => {
  const { read, self } = host;
  const drawer = await readDrawer(read, self);
  if (!drawer) return null;
  const { state, ...shift } = drawer;
  const { timeZone, dayStartHour } = settingsOf(host);
  const parked = await readParks(read, self.store);
  return {
    ...shift,
    counting: state === 'counting',
    overdue: isShiftOverdue(shift.businessDate, { at: host.now(), timeZone, dayStartHour }),
    openTickets: (await readCarts(read)).length,
    parkedTickets: parked.filter((park) => isHere(park, self)).length,
  };
};
