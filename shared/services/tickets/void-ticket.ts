import type { Cart } from '#shared/domain/cart/cart.ts';
import { decideVoid, leavesTrace } from '#shared/domain/cart/void-ticket.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { ticketVoided } from '#shared/journal/entries/ticket.ts';
import type { By } from '../journal/by.ts';
import { type Deciding, type Decision, fact, type Host } from '../journal/host.ts';
import { readDrawer } from '../shifts/drawer.ts';
import { cartContext } from './cart-context.ts';
import { dropCart, readCart, readSeenCart } from './carts.ts';

type Voided = Promise<Result<Record<string, never>, DomainError>>;

/**
 * Gives an open ticket up before it is paid; what was on it and undone on the way is journaled.
 * Refuses CART_HAS_TENDERS (the money goes back first), REASON_MISSING, CART_CHANGED, RIGHT_MISSING, APPROVAL_NEEDED.
 */
export const voidTicket =
  (host: Host) =>
  (by: By, input: { readonly ticket: string; readonly version: number; readonly reason: string }): Voided =>
    host.commit(by.command, async (state) => {
      const cart = await readSeenCart(state.read, input);
      return cart.ok ? giveUp(cart.value, input.reason, { host, by, state }) : cart;
    });

/**
 * Takes away a ticket without lines: without a trace when nothing ever happened on it, else voided without a reason.
 * One that is gone already is fine. Refuses CART_CHANGED when there is something on it, CART_HAS_TENDERS.
 */
export const discardEmpty =
  (host: Host) =>
  (by: By, input: { readonly ticket: string }): Voided =>
    host.commit(by.command, async (state) => {
      const cart = await readCart(state.read, input.ticket);
      if (!cart.ok) return ok({ answer: {} });
      if (cart.value.lines.length > 0) return err(refuse('CART_CHANGED', { version: cart.value.version }));
      return giveUp(cart.value, '', { host, by, state });
    });

async function giveUp(
  cart: Cart,
  reason: string,
  { host, by, state }: { readonly host: Host; readonly by: By; readonly state: Deciding },
): Promise<Result<Decision<Record<string, never>>, DomainError>> {
  const voided = decideVoid(cart, reason, cartContext(host, by, state.at));
  if (!voided.ok) return voided;
  const local = [dropCart(cart.id)];
  if (!leavesTrace(cart)) return ok({ local, answer: {} });
  const drawer = await readDrawer(state.read, state.self);
  return ok({ entry: fact(ticketVoided, voided.value, drawer?.shift ?? null), local, answer: {} });
}
