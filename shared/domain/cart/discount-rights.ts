import type { DomainError } from '../error.ts';
import { sub, sumOf } from '../money.ts';
import { type Minor, type Rate, rate } from '../numbers.ts';
import type { Approval } from '../people/person.ts';
import { rateOf } from '../rate.ts';
import { ok, type Result } from '../result.ts';
import type { Cart, ManualDiscount } from './cart.ts';
import type { CartContext } from './cart-change.ts';
import { lineTarget, may } from './changed.ts';
import { lineAmount, ticketTotals } from './totals.ts';

/**
 * Asks `sale.discount` for every discount that is deeper after the change than before, at the rate it now comes to.
 * So 10.00 off 100.00 needs the right for 10 %, and taking goods away until it is 10.00 off 12.00 asks again.
 */
export function authorizeDeeperDiscounts(
  before: Cart,
  after: Cart,
  context: CartContext,
): Result<readonly Approval[], DomainError> {
  if (after.discount === null && after.lines.every((line) => line.discount === null)) return ok([]);
  const was = depths(before, context);
  const used: Approval[] = [];
  for (const [target, depth] of depths(after, context)) {
    if (depth <= (was.get(target) ?? 0)) continue;
    const approval = may(context, 'sale.discount', { target, amount: depth });
    if (!approval.ok) return approval;
    used.push(...approval.value);
  }
  return ok(used);
}

/** The rate each discount comes to, by target. */
function depths(cart: Cart, context: CartContext): Map<string, Rate> {
  const found = new Map<string, Rate>();
  for (const line of cart.lines) {
    if (line.discount !== null)
      found.set(lineTarget(cart, line.line), depthOf(line.discount, lineAmount(line)));
  }
  if (cart.discount !== null) found.set(cart.id, depthOf(cart.discount, discountable(cart, context)));
  return found;
}

function discountable(cart: Cart, context: CartContext): Minor {
  const { lines } = ticketTotals({ lines: cart.lines, discount: null }, context.settings.priceMode);
  return sumOf(lines, (line) => sub(line.amount, line.lineDiscount));
}

const depthOf = (discount: ManualDiscount, base: Minor): Rate =>
  discount.kind === 'percent' ? rate(discount.rate) : rateOf(discount.amount, base);
