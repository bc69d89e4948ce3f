import { addDays } from '../business-date.ts';
import type { Cart, CartLine, CartTender, LineTotals, TicketTotals } from '../cart/cart.ts';
import { givesChange, heldFirmly, isCash, type Settlement, settle } from '../cart/settle.ts';
import { ticketTotals } from '../cart/totals.ts';
import { type DomainError, refuse } from '../error.ts';
import type { SaleId } from '../ids.ts';
import { type Minor, minor } from '../numbers.ts';
import { authorize } from '../people/authorize.ts';
import type { Actor } from '../people/person.ts';
import { checkQuantity } from '../quantity.ts';
import { err, ok, type Result } from '../result.ts';
import { checkDrawer, type DrawerState } from '../shift/drawer.ts';
import type { Move } from '../stock/move.ts';
import type { StoreSettings } from '../store/settings.ts';
import type { LineAdjustment, SaleCompleted, SaleLine, SaleTender } from './sale-completed.ts';
import { type StampedValue, type StockOf, stampValue } from './stock-facts.ts';

/** All a sale needs besides its ticket. */
export interface SaleContext {
  readonly settings: StoreSettings;
  readonly sale: SaleId;
  /** As printed, and its place in the series; allotted inside the completing transaction. */
  readonly number: string;
  readonly counter: number;
  readonly register: string;
  /** Of the open shift. */
  readonly businessDate: string;
  readonly drawer: DrawerState;
  readonly clerk: Actor;
  /** The version of the ticket the clerk saw when pressing pay. */
  readonly version: number;
  /** By product; one that is missing has no cost known. */
  readonly stock: StockOf;
}

/**
 * The finished sale of a paid ticket: lines, tax, tenders, moves and their value in one fact.
 * Refuses SHIFT_CLOSED, DRAWER_COUNTING, RIGHT_MISSING, CART_CHANGED, CART_PARKED, CART_EMPTY, TENDERS_INCOMPLETE,
 * TENDER_EXCEEDS_DUE, and what a line's quantity is refused for.
 */
export function decideSale(cart: Cart, context: SaleContext): Result<SaleCompleted, DomainError> {
  const { settings } = context;
  const fit = checkTicket(cart, context);
  if (!fit.ok) return fit;
  const totals = ticketTotals(cart, settings.priceMode);
  const settled = settle(totals.total, cart.tenders, settings.cashRounding);
  if (!settled.complete) return err(refuse('TENDERS_INCOMPLETE', { remaining: settled.remaining }));
  if (heldFirmly(cart.tenders) > totals.total)
    return err(refuse('TENDER_EXCEEDS_DUE', { due: totals.total }));
  return ok(saleOf(cart, { totals, settled, context }));
}

function checkTicket(cart: Cart, context: SaleContext): Result<unknown, DomainError> {
  const open = checkDrawer(context.drawer);
  if (!open.ok) return open;
  const used = authorize(context.clerk, 'sale.sell', { target: cart.id, amount: null }, []);
  if (!used.ok) return used;
  if (cart.version !== context.version) return err(refuse('CART_CHANGED', { version: cart.version }));
  if (cart.parkedAt !== null) return err(refuse('CART_PARKED'));
  if (cart.lines.length === 0) return err(refuse('CART_EMPTY'));
  for (const line of cart.lines) {
    const counted = checkQuantity(line.qty, line.unit);
    if (!counted.ok) return counted;
  }
  return ok(null);
}

interface Decided {
  readonly totals: TicketTotals;
  readonly settled: Settlement;
  readonly context: SaleContext;
}

function saleOf(cart: Cart, { totals, settled, context }: Decided): SaleCompleted {
  const { settings, businessDate } = context;
  const values = cart.lines.map((line) => stampOf(line, context.stock));
  return {
    sale: context.sale,
    number: context.number,
    counter: context.counter,
    register: context.register,
    businessDate,
    currency: settings.currency.code,
    exponent: settings.currency.exponent,
    priceMode: settings.priceMode,
    ticket: { id: cart.id, openedAt: cart.openedAt },
    taken: cart.taken ? { root: cart.taken.root, copy: cart.taken.copyOf !== null } : null,
    clerk: context.clerk.person,
    lines: cart.lines.map((line, index) =>
      saleLine(cart, line, { totals: totals.lines[index], value: values[index] }),
    ),
    taxes: totals.taxes,
    subtotal: totals.subtotal,
    discount: totals.discount,
    tax: totals.tax,
    total: totals.total,
    rounding: settled.rounding,
    tenders: keptTenders(cart.tenders, settled.change),
    change: settled.change,
    items: totals.items,
    note: cart.note,
    returnUntil: addDays(businessDate, settings.receipt.returnDays),
    moves: cart.lines.flatMap((line, index) => moveOf(line, values[index])),
    trace: cart.trace,
    approvals: cart.approvals,
  };
}

/** Open-price goods are not in the stock's books: they have no value and no move. */
const stampOf = (line: CartLine, stock: StockOf): StampedValue | null =>
  line.product === null ? null : stampValue(stock.get(line.product), line.qty);

function moveOf(line: CartLine, value: StampedValue | null | undefined): Move[] {
  if (line.product === null || !value) return [];
  return [
    {
      line: line.line,
      kind: 'sale',
      item: line.product,
      from: 'SALEABLE',
      to: 'CUSTOMER',
      qty: line.qty,
      value: value.value,
      costUnknown: value.costUnknown,
    },
  ];
}

function saleLine(
  cart: Cart,
  line: CartLine,
  given: { readonly totals: LineTotals | undefined; readonly value: StampedValue | null | undefined },
): SaleLine {
  const { totals, value } = given;
  if (totals === undefined) throw new Error(`line ${line.line} has no totals`);
  return {
    line: line.line,
    product: line.product,
    category: line.category,
    name: line.name,
    unit: line.unit,
    barcode: line.barcode,
    qty: line.qty,
    price: line.price,
    listPrice: line.listPrice,
    amount: totals.amount,
    adjustments: adjustmentsOf(cart, line, totals),
    net: totals.net,
    tax: totals.tax,
    gross: totals.gross,
    taxClass: line.taxClass,
    taxLetter: line.taxLetter,
    taxRates: line.taxRates,
    taxParts: totals.taxParts,
    taxCode: line.taxCode,
    cost: value && !value.costUnknown ? value.value : null,
    note: line.note,
  };
}

function adjustmentsOf(cart: Cart, line: CartLine, totals: LineTotals): LineAdjustment[] {
  const found: LineAdjustment[] = [];
  if (totals.lineDiscount > 0)
    found.push({ source: 'line-discount', id: line.discount?.reason ?? '', amount: totals.lineDiscount });
  if (totals.ticketDiscount > 0)
    found.push({ source: 'ticket-discount', id: cart.discount?.reason ?? '', amount: totals.ticketDiscount });
  return found;
}

/** What of each tender was kept: change comes out of those that give it, cash first, the last handed over first. */
function keptTenders(tenders: readonly CartTender[], change: Minor): SaleTender[] {
  const kept = new Map<CartTender, number>();
  let left: number = change;
  const givers = tenders.toReversed().filter(givesChange);
  for (const tender of [...givers.filter(isCash), ...givers.filter((each) => !isCash(each))]) {
    const back = Math.min(left, tender.amount);
    kept.set(tender, tender.amount - back);
    left -= back;
  }
  return tenders.map((tender) => ({
    tender: tender.tender,
    kind: tender.kind,
    name: tender.name,
    tendered: tender.amount,
    amount: minor(kept.get(tender) ?? tender.amount),
    reference: tender.reference,
    payment: null,
  }));
}
