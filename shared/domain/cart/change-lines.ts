import { isDivisible } from '../catalog/product.ts';
import { type DomainError, refuse } from '../error.ts';
import { MAX_AMOUNT } from '../money.ts';
import { type Minor, type Qty, qty } from '../numbers.ts';
import { checkQuantity, isAmountTooLarge } from '../quantity.ts';
import { err, ok, type Result } from '../result.ts';
import type { Cart, CartLine, TraceItem } from './cart.ts';
import type { CartContext, NewLine } from './cart-change.ts';
import { type Changed, lineTarget, may, reasonOf } from './changed.ts';
import { lineAmount } from './totals.ts';

/** Adds an item, onto an equal open line where there is one. */
export function addItem(
  cart: Cart,
  change: { readonly item: NewLine; readonly confirmed?: boolean },
  context: CartContext,
): Result<Changed, DomainError> {
  const { item } = change;
  const fair = checkPrice(item.fixedAmount ?? item.price);
  if (!fair.ok) return fair;
  const twin = cart.lines.find((line) => mergesWith(line, item));
  const quantity = twin === undefined ? item.qty : qty(twin.qty + item.qty);
  const counted = checkCount(item, quantity, { confirmed: change.confirmed === true, context });
  if (!counted.ok) return counted;
  const line: CartLine =
    twin === undefined
      ? { ...item, line: cart.nextLine, discount: null, note: '' }
      : { ...twin, qty: quantity };
  const used = mayStand(cart, line, context);
  if (!used.ok) return used;
  const lines = twin === undefined ? [...cart.lines, line] : replace(cart.lines, line);
  const nextLine = twin === undefined ? cart.nextLine + 1 : cart.nextLine;
  return ok({ cart: { ...cart, lines, nextLine }, approvals: used.value });
}

/** Same goods at the same price with nothing special about them. Weighed goods are a line each: every label is a pack. */
const mergesWith = (line: CartLine, item: NewLine): boolean =>
  item.product !== null &&
  line.product === item.product &&
  !isDivisible(item.unit) &&
  line.unit === item.unit &&
  line.price === item.price &&
  line.listPrice === item.listPrice &&
  line.fixedAmount === null &&
  item.fixedAmount === null &&
  line.discount === null &&
  line.note === '' &&
  line.taxClass === item.taxClass &&
  line.taxRates.join() === item.taxRates.join();

/** Sets a line's quantity; less than before needs the right to take goods off the ticket, and leaves its trace. */
export function setQuantity(
  cart: Cart,
  change: { readonly line: number; readonly qty: Qty; readonly confirmed?: boolean },
  context: CartContext,
): Result<Changed, DomainError> {
  const line = cart.lines.find((candidate) => candidate.line === change.line);
  if (line === undefined) return err(refuse('LINE_NOT_FOUND'));
  // A priced label is one pack: its quantity is printed on it.
  if (line.fixedAmount !== null) return err(refuse('QUANTITY_INVALID', { line: line.line, fixed: true }));
  const counted = checkCount(line, change.qty, { confirmed: change.confirmed === true, context });
  if (!counted.ok) return counted;
  const changed = { ...line, qty: change.qty };
  const fewer = change.qty < line.qty;
  const used = fewer
    ? may(context, 'sale.remove-line', { target: lineTarget(cart, line.line), amount: null })
    : mayStand(cart, changed, context);
  if (!used.ok) return used;
  const item: TraceItem = {
    kind: 'qty-reduced',
    ...of(line),
    from: line.qty,
    to: change.qty,
    ...by(context),
  };
  return ok({
    cart: { ...cart, lines: replace(cart.lines, changed), trace: fewer ? [...cart.trace, item] : cart.trace },
    approvals: used.value,
  });
}

/** Sets a line's price, by right; a priced label's amount gives way to price × quantity. */
export function setPrice(
  cart: Cart,
  change: { readonly line: number; readonly price: Minor; readonly reason: string },
  context: CartContext,
): Result<Changed, DomainError> {
  const line = cart.lines.find((candidate) => candidate.line === change.line);
  if (line === undefined) return err(refuse('LINE_NOT_FOUND'));
  const fair = checkPrice(change.price);
  if (!fair.ok) return fair;
  const changed = { ...line, price: change.price, fixedAmount: null };
  const used = may(context, 'sale.price', { target: lineTarget(cart, line.line), amount: null });
  if (!used.ok) return used;
  const open = mayStand(cart, changed, context);
  if (!open.ok) return open;
  const item: TraceItem = {
    kind: 'price-changed',
    line: line.line,
    from: line.price,
    to: change.price,
    reason: reasonOf(change.reason),
    ...by(context),
  };
  return ok({
    cart: { ...cart, lines: replace(cart.lines, changed), trace: [...cart.trace, item] },
    approvals: [...used.value, ...open.value],
  });
}

/** Takes a line off the ticket, by right; its trace stays. */
export function removeLine(cart: Cart, number: number, context: CartContext): Result<Changed, DomainError> {
  const line = cart.lines.find((candidate) => candidate.line === number);
  if (line === undefined) return err(refuse('LINE_NOT_FOUND'));
  const used = may(context, 'sale.remove-line', { target: lineTarget(cart, number), amount: null });
  if (!used.ok) return used;
  const item: TraceItem = {
    kind: 'line-removed',
    ...of(line),
    qty: line.qty,
    amount: lineAmount(line),
    ...by(context),
  };
  const lines = cart.lines.filter((each) => each !== line);
  return ok({ cart: { ...cart, lines, trace: [...cart.trace, item] }, approvals: used.value });
}

const replace = (lines: readonly CartLine[], line: CartLine): readonly CartLine[] =>
  lines.map((each) => (each.line === line.line ? line : each));

const of = ({ line, name, product }: CartLine) => ({ line, name, product });
const by = (context: CartContext) => ({ by: context.actor.person, at: context.at });

const checkPrice = (price: Minor): Result<Minor, DomainError> =>
  Number.isSafeInteger(price) && price >= 0 && price <= MAX_AMOUNT ? ok(price) : err(refuse('PRICE_INVALID'));

function checkCount(
  item: Pick<NewLine, 'unit'>,
  quantity: Qty,
  asked: { readonly confirmed: boolean; readonly context: CartContext },
): Result<Qty, DomainError> {
  const sound = checkQuantity(quantity, item.unit);
  if (!sound.ok) return sound;
  const usual = asked.context.settings.unusualQuantity;
  return quantity > usual && !asked.confirmed
    ? err(refuse('QUANTITY_UNUSUAL', { qty: quantity, usual }))
    : sound;
}

/** Whether the actor may sell this line; an open-price one is limited by what it comes to. */
function mayStand(
  cart: Cart,
  line: CartLine,
  context: CartContext,
): Result<Changed['approvals'], DomainError> {
  if (line.product !== null) return may(context, 'sale.sell', { target: cart.id, amount: null });
  // Before the amount is reckoned: it would not be exact.
  if (isAmountTooLarge(line.price, line.qty)) return err(refuse('TOTAL_TOO_LARGE', { line: line.line }));
  return may(context, 'sale.open-price', { target: lineTarget(cart, line.line), amount: lineAmount(line) });
}
