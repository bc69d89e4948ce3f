import { type DomainError, refuse } from '../error.ts';
import { MAX_AMOUNT } from '../money.ts';
import type { Approval } from '../people/person.ts';
import { isAmountTooLarge } from '../quantity.ts';
import { err, ok, type Result } from '../result.ts';
import type { Cart } from './cart.ts';
import type { CartChange, CartContext } from './cart-change.ts';
import { discountLine, discountTicket } from './change-discount.ts';
import { addItem, removeLine, setPrice, setQuantity } from './change-lines.ts';
import { addTender, giveBackTender } from './change-tenders.ts';
import { allowed, type Changed } from './changed.ts';
import { authorizeDeeperDiscounts } from './discount-rights.ts';
import { heldFirmly } from './settle.ts';
import { lineAmount, ticketTotals } from './totals.ts';

const MAX_LINES = 2000;
const MAX_LINE_NOTE = 400;
const MAX_TICKET_NOTE = 1000;
/** What the entries of a sale and a void can carry. */
const MAX_TRACE = 5000;
const MAX_APPROVALS = 500;

/**
 * The ticket after one change: pure, versions up by one, everything enforced here so that no screen has to.
 * Refuses with the code of the rule that was broken and leaves the given cart as it was.
 */
export function changeCart(cart: Cart, change: CartChange, context: CartContext): Result<Cart, DomainError> {
  if (cart.parkedAt !== null && change.kind !== 'recall') return err(refuse('CART_PARKED'));
  const changed = apply(cart, change, context);
  if (!changed.ok) return changed;
  const next = withoutIdleDiscount(changed.value.cart);
  const sound = checkTotals(next, context);
  if (!sound.ok) return sound;
  const deeper = authorizeDeeperDiscounts(cart, next, context);
  if (!deeper.ok) return deeper;
  const approvals = withApprovals(cart.approvals, [...changed.value.approvals, ...deeper.value]);
  if (next.trace.length > MAX_TRACE || approvals.length > MAX_APPROVALS)
    return err(refuse('TOTAL_TOO_LARGE', { changes: next.trace.length }));
  return ok({ ...next, version: cart.version + 1, approvals });
}

function apply(cart: Cart, change: CartChange, context: CartContext): Result<Changed, DomainError> {
  switch (change.kind) {
    case 'add':
      return addItem(cart, change, context);
    case 'set-qty':
      return setQuantity(cart, change, context);
    case 'set-price':
      return setPrice(cart, change, context);
    case 'remove-line':
      return removeLine(cart, change.line, context);
    case 'discount-line':
      return discountLine(cart, change, context);
    case 'discount-ticket':
      return discountTicket(cart, change.discount, context);
    case 'note-line':
      return noteLine(cart, change, context);
    case 'note-ticket':
      return allowed(context, 'sale.sell', cart.id, { ...cart, note: change.note.slice(0, MAX_TICKET_NOTE) });
    case 'add-tender':
      return addTender(cart, change, context);
    case 'give-back-tender':
      return giveBackTender(cart, change, context);
    case 'park':
      return park(cart, context);
    case 'recall':
      return allowed(context, 'ticket.park', cart.id, { ...cart, parkedAt: null });
    default:
      return change satisfies never;
  }
}

function noteLine(
  cart: Cart,
  change: { readonly line: number; readonly note: string },
  context: CartContext,
): Result<Changed, DomainError> {
  if (!cart.lines.some((line) => line.line === change.line)) return err(refuse('LINE_NOT_FOUND'));
  const note = change.note.slice(0, MAX_LINE_NOTE);
  const lines = cart.lines.map((line) => (line.line === change.line ? { ...line, note } : line));
  return allowed(context, 'sale.sell', cart.id, { ...cart, lines });
}

/** Parking makes the ticket the store's business: not while it holds somebody's money, and not for nothing. */
function park(cart: Cart, context: CartContext): Result<Changed, DomainError> {
  if (cart.tenders.length > 0) return err(refuse('CART_HAS_TENDERS'));
  if (cart.lines.length === 0) return err(refuse('CART_EMPTY'));
  return allowed(context, 'ticket.park', cart.id, { ...cart, parkedAt: context.at });
}

/** A ticket without lines has nothing to discount; the next first line starts clean. */
const withoutIdleDiscount = (cart: Cart): Cart =>
  cart.lines.length === 0 && cart.discount !== null ? { ...cart, discount: null } : cart;

/** Whatever changed: amounts stay exact, discounts stay within what they are taken off, taken money stays covered. */
function checkTotals(cart: Cart, context: CartContext): Result<null, DomainError> {
  if (cart.lines.length > MAX_LINES) return err(refuse('TOTAL_TOO_LARGE', { lines: MAX_LINES }));
  // Before anything is summed: past these bounds sums would not be exact.
  let sum = 0;
  for (const line of cart.lines) {
    if (isAmountTooLarge(line.price, line.qty)) return err(refuse('TOTAL_TOO_LARGE', { line: line.line }));
    sum += lineAmount(line);
    if (sum > MAX_AMOUNT) return err(refuse('TOTAL_TOO_LARGE'));
  }
  const totals = ticketTotals(cart, context.settings.priceMode);
  if (totals.total > MAX_AMOUNT) return err(refuse('TOTAL_TOO_LARGE'));
  for (const [index, line] of cart.lines.entries()) {
    const most = totals.lines[index]?.amount ?? 0;
    if (line.discount?.kind === 'amount' && line.discount.amount > most)
      return err(refuse('DISCOUNT_TOO_LARGE', { line: line.line, most }));
  }
  const most = totals.lines.reduce((sum, line) => sum + line.amount - line.lineDiscount, 0);
  if (cart.discount?.kind === 'amount' && cart.discount.amount > most)
    return err(refuse('DISCOUNT_TOO_LARGE', { most }));
  const held = heldFirmly(cart.tenders);
  return held > totals.total ? err(refuse('CART_HAS_TENDERS', { held, total: totals.total })) : ok(null);
}

const withApprovals = (before: readonly Approval[], used: readonly Approval[]): readonly Approval[] =>
  used.length === 0 ? before : [...before, ...new Set(used)];
