import type { PersonId, TicketId } from '../ids.ts';
import type { Cart } from './cart.ts';

export interface NewTicket {
  readonly id: TicketId;
  /** "Ticket 1": never a number of the books. */
  readonly label: number;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  readonly openedBy: PersonId;
}

/** A ticket nothing has happened on yet. */
export const emptyCart = (ticket: NewTicket): Cart => ({
  ...ticket,
  version: 1,
  lines: [],
  discount: null,
  note: '',
  tenders: [],
  trace: [],
  approvals: [],
  nextLine: 1,
  parkedAt: null,
});
