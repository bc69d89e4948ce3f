import { allocate } from '../allocate.ts';
import { discountOf } from '../discount.ts';
import { add, sub, sumOf, ZERO } from '../money.ts';
import { type Minor, rate } from '../numbers.ts';
import { amountOf, itemsOf } from '../quantity.ts';
import type { PriceMode } from '../store/settings.ts';
import { type LineTax, lineTax } from '../tax.ts';
import type { Cart, CartLine, LineTotals, TaxRow, TicketTotals } from './cart.ts';

interface Known {
  readonly discount: Cart['discount'];
  readonly priceMode: PriceMode;
  readonly totals: TicketTotals;
}
/** The checks of one command ask for the same totals again and again; lines never change in place, so those of the same lines stand. */
const known = new WeakMap<Cart['lines'], Known>();

/**
 * Totals of a ticket: line amount, less the line's discount, less its share of the ticket's discount (largest
 * remainder over the lines), then tax per line; the document's tax table is the sum of its lines (domain.md, Numbers).
 */
export function ticketTotals(cart: Pick<Cart, 'lines' | 'discount'>, priceMode: PriceMode): TicketTotals {
  const before = known.get(cart.lines);
  if (before?.discount === cart.discount && before.priceMode === priceMode) return before.totals;
  const totals = reckon(cart, priceMode);
  known.set(cart.lines, { discount: cart.discount, priceMode, totals });
  return totals;
}

function reckon(cart: Pick<Cart, 'lines' | 'discount'>, priceMode: PriceMode): TicketTotals {
  const priced = cart.lines.map(pricedLine);
  const afterLines = priced.map(({ amount, lineDiscount }) => sub(amount, lineDiscount));
  const base = sumOf(afterLines, (amount) => amount);
  const ticketDiscount = discountOf(base, cart.discount);
  const shares = ticketDiscount === 0 ? null : allocate(ticketDiscount, afterLines);
  const lines = priced.map(({ line, amount, lineDiscount }, index): LineTotals => {
    const share = shares?.[index] ?? ZERO;
    const { net, tax, gross, parts } = lineTax(
      sub(afterLines[index] ?? ZERO, share),
      line.taxRates,
      priceMode,
    );
    return { line: line.line, amount, lineDiscount, ticketDiscount: share, net, tax, gross, taxParts: parts };
  });
  return {
    lines,
    subtotal: sumOf(lines, (line) => line.amount),
    discount: add(
      sumOf(lines, (line) => line.lineDiscount),
      ticketDiscount,
    ),
    taxes: taxTable(cart.lines.map((line, index) => ({ ...taxOf(line), ...partsOf(lines[index]) }))),
    tax: sumOf(lines, (line) => line.tax),
    total: sumOf(lines, (line) => line.gross),
    items: cart.lines.reduce((count, line) => count + itemsOf(line.qty, line.unit), 0),
  };
}

/** price × quantity, or what the scale label says. */
export const lineAmount = (line: Pick<CartLine, 'price' | 'qty' | 'fixedAmount'>): Minor =>
  line.fixedAmount ?? amountOf(line.price, line.qty);

function pricedLine(line: CartLine): { line: CartLine; amount: Minor; lineDiscount: Minor } {
  const amount = lineAmount(line);
  return { line, amount, lineDiscount: discountOf(amount, line.discount) };
}

/** A line as the tax table sees it. */
export interface TaxedLine extends Pick<CartLine, 'taxClass' | 'taxLetter' | 'taxRates'> {
  readonly net: Minor;
  readonly parts: LineTax['parts'];
}

const taxOf = ({ taxClass, taxLetter, taxRates }: CartLine) => ({ taxClass, taxLetter, taxRates });
const partsOf = (line: LineTotals | undefined) => ({ net: line?.net ?? ZERO, parts: line?.taxParts ?? [] });

/**
 * One row per letter and rate, by letter, then rate: net and tax are sums of lines, gross = net + that rate's tax
 * (where a line bears two rates each row shows its own). A class without rates has a row at rate 0.
 */
export function taxTable(lines: readonly TaxedLine[]): TaxRow[] {
  const rows = new Map<string, TaxRow>();
  for (const line of lines) {
    const seen = new Set<string>();
    for (const [index, share] of (line.taxRates.length === 0 ? [rate(0)] : line.taxRates).entries()) {
      const key = `${line.taxLetter}/${share}`;
      const row = rows.get(key) ?? {
        letter: line.taxLetter,
        taxClass: line.taxClass,
        rate: share,
        net: ZERO,
        tax: ZERO,
        gross: ZERO,
      };
      const net = seen.has(key) ? row.net : add(row.net, line.net);
      const tax = add(row.tax, line.parts[index] ?? ZERO);
      seen.add(key);
      rows.set(key, { ...row, net, tax, gross: add(net, tax) });
    }
  }
  return [...rows.values()].sort((a, b) => compare(a.letter, b.letter) || a.rate - b.rate);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
