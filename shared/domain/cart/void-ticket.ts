import { type DomainError, refuse } from '../error.ts';
import type { PersonId, TicketId } from '../ids.ts';
import type { Minor, Qty } from '../numbers.ts';
import { authorize } from '../people/authorize.ts';
import type { Approval } from '../people/person.ts';
import { err, ok, type Result } from '../result.ts';
import type { Cart, TraceItem } from './cart.ts';
import type { CartContext } from './cart-change.ts';
import { reasonOf } from './changed.ts';
import { ticketTotals } from './totals.ts';

/** Body of `ticket.voided`: a ticket given up before it was paid. */
export interface TicketVoided {
  readonly ticket: TicketId;
  readonly openedAt: number;
  readonly by: PersonId;
  readonly reason: string;
  readonly total: Minor;
  readonly items: number;
  readonly lines: readonly {
    readonly line: number;
    readonly product: string | null;
    readonly name: string;
    readonly qty: Qty;
    readonly price: Minor;
  }[];
  readonly trace: readonly TraceItem[];
  readonly approvals: readonly Approval[];
}

/**
 * Gives a ticket up, by right while it has lines, with a reason. Money taken for it must have been given back first
 * (`give-back-tender`, which asks why): CART_HAS_TENDERS. An empty ticket goes freely, its trace with it.
 */
export function decideVoid(
  cart: Cart,
  reason: string,
  context: Pick<CartContext, 'actor' | 'approvals' | 'settings'>,
): Result<TicketVoided, DomainError> {
  if (cart.tenders.length > 0) return err(refuse('CART_HAS_TENDERS'));
  const empty = cart.lines.length === 0;
  if (!empty && reason.trim() === '') return err(refuse('REASON_MISSING'));
  const right = empty ? 'sale.sell' : 'ticket.void';
  const used = authorize(context.actor, right, { target: cart.id, amount: null }, context.approvals);
  if (!used.ok) return used;
  const { total, items } = ticketTotals(cart, context.settings.priceMode);
  return ok({
    ticket: cart.id,
    openedAt: cart.openedAt,
    by: context.actor.person,
    reason: reasonOf(reason),
    total,
    items,
    lines: cart.lines.map(({ line, product, name, qty, price }) => ({ line, product, name, qty, price })),
    trace: cart.trace,
    approvals: used.value === null ? cart.approvals : [...cart.approvals, used.value],
  });
}

/** Whether giving this ticket up leaves anything to journal: an untouched one just goes. */
export const leavesTrace = (cart: Cart): boolean => cart.lines.length > 0 || cart.trace.length > 0;
