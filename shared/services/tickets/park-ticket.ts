import type { Cart } from '#shared/domain/cart/cart.ts';
import { changeCart } from '#shared/domain/cart/change-cart.ts';
import { ticketTotals } from '#shared/domain/cart/totals.ts';
import type { DomainError } from '#shared/domain/error.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { type TicketParked, ticketParked } from '#shared/journal/entries/ticket.ts';
import type { By } from '../journal/by.ts';
import { fact, type Host } from '../journal/host.ts';
import { queueSlip, type SlipPrinter } from '../sales/slip-printer.ts';
import { readDrawer } from '../shifts/drawer.ts';
import { cartContext, settingsOf } from './cart-context.ts';
import { dropCart, readSeenCart } from './carts.ts';

export interface ParkTicket {
  readonly ticket: string;
  readonly version: number;
  /** Whether a slip with its code goes with the goods. */
  readonly print: boolean;
}

/**
 * Puts a ticket aside for the store to see, whole, and takes it off this register. It touches neither sales nor stock.
 * Refuses CART_HAS_TENDERS, CART_EMPTY, CART_CHANGED, RIGHT_MISSING, APPROVAL_NEEDED.
 */
export const parkTicket =
  (host: Pick<Host, 'self' | 'commit' | 'chain'>, printer: SlipPrinter) =>
  (by: By, input: ParkTicket): Promise<Result<{ park: string }, DomainError>> =>
    host.commit(by.command, async (state) => {
      const cart = await readSeenCart(state.read, input);
      if (!cart.ok) return cart;
      const parked = changeCart(cart.value, { kind: 'park' }, cartContext(host, by, state.at));
      if (!parked.ok) return parked;
      const park = by.command.id;
      const drawer = await readDrawer(state.read, state.self);
      const slip = { id: park, kind: 'parked', document: park, number: '', copy: 0, at: state.at } as const;
      const queued = input.print ? queueSlip(printer, slip).local : [];
      return ok({
        entry: fact(ticketParked, parkOf(host, by, parked.value), drawer?.shift ?? null),
        local: [dropCart(cart.value.id), ...queued],
        answer: { park },
      });
    });

function parkOf(host: Pick<Host, 'self' | 'chain'>, by: By, cart: Cart): TicketParked {
  const { total, items } = ticketTotals(cart, settingsOf(host).priceMode);
  return {
    park: by.command.id,
    ticket: cart.id,
    register: host.self.register,
    label: cart.label,
    by: by.actor.person,
    total,
    items,
    note: cart.note,
    cart: JSON.stringify(cart),
  };
}
