import { sub } from '../money.ts';
import { type Minor, type Qty, qty } from '../numbers.ts';
import type { SaleLine } from '../sale/sale-completed.ts';
import type { SoldAndReturned } from './returned-so-far.ts';

/** A line of a sale as the return screen shows it. */
export interface ReturnableLine {
  readonly line: SaleLine;
  readonly returned: Qty;
  /** Sold less the sum of returns; 0 when all of it came back. */
  readonly remaining: Qty;
  /** Paid for the line and not yet given back, tax included. */
  readonly grossLeft: Minor;
}

/** What of a sale can still come back. */
export const returnable = (sold: SoldAndReturned): ReturnableLine[] =>
  sold.original.lines.map((line) => {
    const back = sold.soFar.lines.get(line.line);
    const returned = back?.qty ?? qty(0);
    return {
      line,
      returned,
      remaining: qty(Math.max(0, line.qty - returned)),
      grossLeft: back === undefined ? line.gross : sub(line.gross, back.gross),
    };
  });
