import type { Cart } from '#shared/domain/cart/cart.ts';
import type { CartChange } from '#shared/domain/cart/cart-change.ts';
import { changeCart } from '#shared/domain/cart/change-cart.ts';
import type { DomainError } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { checkDrawer } from '#shared/domain/shift/drawer.ts';
import type { By } from '../journal/by.ts';
import type { Deciding, Host } from '../journal/host.ts';
import { readDrawer, stateOf } from '../shifts/drawer.ts';
import { cartContext, settingsOf } from './cart-context.ts';
import { readSeenCart, saveCart } from './carts.ts';
import { type TicketView, ticketView } from './ticket-view.ts';

/** The ticket as the clerk saw it. */
export interface Seen {
  readonly ticket: string;
  readonly version: number;
}

/**
 * Any change of an open ticket but adding, parking and recalling: quantity, price, discounts, lines, notes, tenders.
 * Refuses CART_NOT_FOUND, CART_CHANGED, for what sells SHIFT_CLOSED and DRAWER_COUNTING, and what `changeCart` refuses.
 */
export const changeTicket =
  (host: Host) =>
  (by: By, seen: Seen, change: CartChange): Promise<Result<TicketView, DomainError>> =>
    host.commit(by.command, async (state) => {
      if (!TIDYING.has(change.kind)) {
        const open = await checkSelling(state);
        if (!open.ok) return open;
      }
      const cart = await readSeenCart(state.read, seen);
      if (!cart.ok) return cart;
      const changed = changeCart(cart.value, change, cartContext(host, by, state.at));
      return changed.ok ? ok(saved(host, changed.value)) : err(changed.error);
    });

/** Taking goods off and giving money back is also possible when the drawer does not sell: a ticket can always be cleared away. */
const TIDYING: ReadonlySet<CartChange['kind']> = new Set([
  'remove-line',
  'give-back-tender',
  'note-line',
  'note-ticket',
]);

/** Whether goods may go over this counter now. Refuses SHIFT_CLOSED and DRAWER_COUNTING. */
export const checkSelling = async ({ read, self }: Deciding): Promise<Result<null, DomainError>> =>
  checkDrawer(stateOf(await readDrawer(read, self)));

/** The decision to keep a cart and show it. */
export const saved = (host: Pick<Host, 'chain'>, cart: Cart) => ({
  local: [saveCart(cart)],
  answer: ticketView(cart, settingsOf(host).priceMode),
});
