import { businessDate } from '#shared/domain/business-date.ts';
import { ticketTotals } from '#shared/domain/cart/totals.ts';
import type { DomainError } from '#shared/domain/error.ts';
import type { TicketOnPaper } from '#shared/domain/receipt/ticket-slips.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { Host } from '../journal/host.ts';
import { readDrawer } from '../shifts/drawer.ts';
import { settingsOf } from './cart-context.ts';
import { readCart } from './carts.ts';

/** An open ticket as a preview shows it: with totals and a business date, without a number. Refuses CART_NOT_FOUND. */
export const ticketOnPaper =
  (host: Host) =>
  async (ticket: string): Promise<Result<TicketOnPaper, DomainError>> => {
    const cart = await readCart(host.read, ticket);
    if (!cart.ok) return cart;
    const { priceMode, timeZone, dayStartHour } = settingsOf(host);
    const drawer = await readDrawer(host.read, host.self);
    const today = () => businessDate({ at: host.now(), timeZone, dayStartHour, previous: null });
    return ok({
      cart: cart.value,
      totals: ticketTotals(cart.value, priceMode),
      businessDate: drawer?.businessDate ?? today(),
    });
  };
