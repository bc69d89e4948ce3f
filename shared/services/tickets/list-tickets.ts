import type { Host } from '../journal/host.ts';
import { settingsOf } from './cart-context.ts';
import { readCarts } from './carts.ts';
import { type TicketView, ticketView } from './ticket-view.ts';

/** Open tickets of this register, oldest first. */
export const listTickets = (host: Host) => async (): Promise<TicketView[]> =>
  (await readCarts(host.read)).map((cart) => ticketView(cart, settingsOf(host).priceMode));
