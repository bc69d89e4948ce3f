import { checkDiscount } from '../discount.ts';
import { type DomainError, refuse } from '../error.ts';
import { sub, sumOf } from '../money.ts';
import { err, ok, type Result } from '../result.ts';
import type { Cart, ManualDiscount } from './cart.ts';
import type { CartContext } from './cart-change.ts';
import { allowed, type Changed, reasonOf } from './changed.ts';
import { lineAmount, ticketTotals } from './totals.ts';

/**
 * Sets or takes away the discount of a line. The right is asked for afterwards, for every discount that came out
 * deeper (`discount-rights.ts`).
 */
export function discountLine(
  cart: Cart,
  change: { readonly line: number; readonly discount: ManualDiscount | null },
  context: CartContext,
): Result<Changed, DomainError> {
  const line = cart.lines.find((candidate) => candidate.line === change.line);
  if (line === undefined) return err(refuse('LINE_NOT_FOUND'));
  const fits = change.discount === null ? ok(null) : checkDiscount(lineAmount(line), change.discount);
  if (!fits.ok) return fits;
  const lines = cart.lines.map((each) => (each === line ? { ...line, discount: kept(fits.value) } : each));
  return allowed(context, 'sale.sell', cart.id, { ...cart, lines });
}

/** Sets or takes away the discount of the ticket. */
export function discountTicket(
  cart: Cart,
  discount: ManualDiscount | null,
  context: CartContext,
): Result<Changed, DomainError> {
  if (discount !== null && cart.lines.length === 0) return err(refuse('CART_EMPTY'));
  const { lines } = ticketTotals({ lines: cart.lines, discount: null }, context.settings.priceMode);
  const base = sumOf(lines, (line) => sub(line.amount, line.lineDiscount));
  const fits = discount === null ? ok(null) : checkDiscount(base, discount);
  return fits.ok ? allowed(context, 'sale.sell', cart.id, { ...cart, discount: kept(fits.value) }) : fits;
}

const kept = (discount: ManualDiscount | null): ManualDiscount | null =>
  discount === null ? null : { ...discount, reason: reasonOf(discount.reason) };
