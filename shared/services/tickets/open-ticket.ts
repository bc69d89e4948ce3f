import type { Cart } from '#shared/domain/cart/cart.ts';
import { emptyCart } from '#shared/domain/cart/empty-cart.ts';
import type { DomainError } from '#shared/domain/error.ts';
import type { TicketId } from '#shared/domain/ids.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { By } from '../journal/by.ts';
import type { Deciding, Host } from '../journal/host.ts';
import { checkSelling, saved } from './change-ticket.ts';
import { freeLabel } from './label.ts';
import type { TicketView } from './ticket-view.ts';

/** A new, empty ticket; its id is the command's. Refuses SHIFT_CLOSED and DRAWER_COUNTING. */
export const openTicket =
  (host: Host) =>
  (by: By): Promise<Result<TicketView, DomainError>> =>
    host.commit(by.command, async (state) => {
      const open = await checkSelling(state);
      return open.ok ? ok(saved(host, await newCart(by, state))) : open;
    });

export const newCart = async (by: By, state: Deciding): Promise<Cart> =>
  emptyCart({
    id: by.command.id as TicketId,
    label: await freeLabel(state),
    openedAt: state.at,
    openedBy: by.actor.person,
  });
