import type { TicketId } from '../ids.ts';

/**
 * Where a ticket that was parked once has been. Two sales with the same `root` are two sales of the same goods: one of the registers
 * could not know of the other.
 */
export interface TakenUp {
  /** The park it was last taken up from. */
  readonly park: string;
  /** The ticket it was at first, whatever copies were opened of it since. */
  readonly root: TicketId;
  /** The ticket a copy was opened of while headquarters was out of reach; null for the ticket itself. */
  readonly copyOf: { readonly register: string; readonly label: number } | null;
}
