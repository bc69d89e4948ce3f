import { changeCart } from '#shared/domain/cart/change-cart.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { TicketId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { ticketCopied } from '#shared/journal/entries/ticket-elsewhere.ts';
import type { By } from '../journal/by.ts';
import { fact, type Host } from '../journal/host.ts';
import { readDrawer } from '../shifts/drawer.ts';
import { cartContext } from './cart-context.ts';
import { cartOf } from './carts.ts';
import { saved } from './change-ticket.ts';
import { freeLabel } from './label.ts';
import { isHere, isTakenUp, readPark } from './parks.ts';
import type { TicketView } from './ticket-view.ts';

/**
 * Opens a copy of a ticket another register parked, for when nobody can say who gets the ticket itself: a ticket of its own, marked as a
 * copy, that the store hears of. Both may be sold; headquarters then shows it. Refuses NOT_FOUND (unknown, or taken up already),
 * IN_USE (this register may take the ticket itself), RIGHT_MISSING, APPROVAL_NEEDED.
 */
export const copyTicket =
  (host: Pick<Host, 'commit' | 'chain'>) =>
  (by: By, input: { readonly park: string }): Promise<Result<TicketView, DomainError>> =>
    host.commit(by.command, async (state) => {
      const { read, self, at } = state;
      const park = await readPark(read, self.store, input.park);
      if (!park || isTakenUp(park)) return err(refuse('NOT_FOUND', { park: input.park }));
      if (isHere(park, self)) return err(refuse('IN_USE', { register: self.register }));
      const parked = cartOf(park.cart);
      const opened = changeCart(parked, { kind: 'recall' }, cartContext(host, by, at));
      if (!opened.ok) return opened;
      const ticket = by.command.id as TicketId;
      const root = parked.taken?.root ?? parked.id;
      const cart = {
        ...opened.value,
        id: ticket,
        label: await freeLabel(state),
        openedAt: at,
        openedBy: by.actor.person,
        taken: { park: input.park, root, copyOf: { register: park.register, label: parked.label } },
      };
      const drawer = await readDrawer(read, self);
      const copied = { park: input.park, ticket, root, register: self.register, by: by.actor.person };
      return ok({ entry: fact(ticketCopied, copied, drawer?.shift ?? null), ...saved(host, cart) });
    });
