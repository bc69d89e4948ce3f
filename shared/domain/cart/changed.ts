import type { DomainError } from '../error.ts';
import { type Asked, authorize } from '../people/authorize.ts';
import type { Approval } from '../people/person.ts';
import type { Right } from '../people/rights.ts';
import { ok, type Result } from '../result.ts';
import type { Cart } from './cart.ts';
import type { CartContext } from './cart-change.ts';

/** A changed ticket and the approvals the change used up; the version is set by `changeCart`. */
export interface Changed {
  readonly cart: Cart;
  readonly approvals: readonly Approval[];
}

/** The changed cart if the actor has the right, for a target and no amount. */
export function allowed(
  context: CartContext,
  right: Right,
  target: string,
  cart: Cart,
): Result<Changed, DomainError> {
  const used = may(context, right, { target, amount: null });
  return used.ok ? ok({ cart, approvals: used.value }) : used;
}

/** The approvals used (none or one) if the actor may. */
export function may(
  context: CartContext,
  right: Right,
  asked: Asked,
): Result<readonly Approval[], DomainError> {
  const used = authorize(context.actor, right, asked, context.approvals);
  if (!used.ok) return used;
  return ok(used.value === null ? [] : [used.value]);
}

/** What an approval for a line names: the ticket and the line, for good, since line numbers are never used twice. */
export const lineTarget = (cart: Pick<Cart, 'id'>, line: number): string => `${cart.id}/${line}`;

const MAX_REASON = 200;

/** A reason as it is kept: the entries bound their texts. */
export const reasonOf = (text: string): string => text.trim().slice(0, MAX_REASON);
