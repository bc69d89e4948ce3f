import { mulDiv, sub } from './money.ts';
import { type Minor, minor, type Qty } from './numbers.ts';

/** A sold line as far as money back is concerned. */
export interface PaidLine {
  readonly qty: Qty;
  readonly gross: Minor;
  readonly tax: Minor;
}

/** What earlier returns of the line already gave back. */
export interface RefundedSoFar {
  readonly qty: Qty;
  readonly gross: Minor;
  readonly tax: Minor;
}

export interface RefundPart {
  readonly net: Minor;
  readonly tax: Minor;
  readonly gross: Minor;
}

/**
 * Money back for `back` units more of a line: the cumulative rule (order-inventory.md 3.6). What is refunded after j of
 * q units is R(G·j/q), and its tax R(X·refunded/G), so any split of returns ends at exactly G and X, and every part has
 * 0 ≤ tax ≤ gross. `so.qty + back` must not pass `paid.qty`: the caller checks.
 */
export function prorateRefund(paid: PaidLine, so: RefundedSoFar, back: Qty): RefundPart {
  const refunded = mulDiv(paid.gross, so.qty + back, paid.qty);
  const taxed = paid.gross === 0 ? 0 : mulDiv(paid.tax, refunded, paid.gross);
  const gross = minor(refunded - so.gross);
  const tax = minor(taxed - so.tax);
  return { net: sub(gross, tax), tax, gross };
}
