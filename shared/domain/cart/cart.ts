import type { Unit } from '../catalog/product.ts';
import type { CategoryId, PersonId, ProductId, TaxClassId, TenderId, TicketId } from '../ids.ts';
import type { Minor, Qty, Rate } from '../numbers.ts';
import type { Approval } from '../people/person.ts';
import type { TakenUp } from './taken-up.ts';

/**
 * A cart is a draft on its register, saved on every change. It has a label ("Ticket 1"), never a number.
 * `version` goes up by one with each change; completing names the version it saw.
 */
export interface Cart {
  readonly id: TicketId;
  readonly label: number;
  readonly version: number;
  readonly openedAt: number;
  readonly openedBy: PersonId;
  readonly lines: readonly CartLine[];
  readonly discount: ManualDiscount | null;
  readonly note: string;
  /** Money already taken for this ticket; survives a crash. */
  readonly tenders: readonly CartTender[];
  /** What the clerk undid or changed on the way; journaled with the sale or the void. */
  readonly trace: readonly TraceItem[];
  readonly approvals: readonly Approval[];
  /** Next line number; never reused within a ticket. */
  readonly nextLine: number;
  readonly parkedAt: number | null;
  /** Only of a ticket that was parked. */
  readonly taken?: TakenUp;
}

/** A line carries its own copy of name, price and tax: the catalog may change or vanish under it. */
export interface CartLine {
  readonly line: number;
  /** null: an open-price item of a department. */
  readonly product: ProductId | null;
  readonly category: CategoryId | null;
  readonly name: string;
  readonly unit: Unit;
  readonly barcode: string | null;
  readonly qty: Qty;
  /** Per whole unit. */
  readonly price: Minor;
  /** The catalog's price when the line was made; differs from `price` after a price change. */
  readonly listPrice: Minor;
  /** A priced scale label fixes the line's amount whatever price × quantity says. */
  readonly fixedAmount: Minor | null;
  readonly taxClass: TaxClassId;
  readonly taxLetter: string;
  /** Component rates of the class, in order. */
  readonly taxRates: readonly Rate[];
  readonly taxCode: string | null;
  readonly discount: ManualDiscount | null;
  readonly note: string;
  readonly source: LineSource;
}

export type LineSource = 'scan' | 'tile' | 'search' | 'scale-label' | 'open-price';

/** Percent in millionths of the line or ticket, or an amount off. */
export type ManualDiscount =
  | { readonly kind: 'percent'; readonly rate: Rate; readonly reason: string }
  | { readonly kind: 'amount'; readonly amount: Minor; readonly reason: string };

export interface CartTender {
  readonly id: string;
  readonly tender: TenderId;
  readonly kind: 'cash' | 'card' | 'wallet' | 'voucher' | 'other';
  readonly name: string;
  /** What the customer handed over; for cash it may exceed what is due. */
  readonly amount: Minor;
  readonly reference: string | null;
  /** The tender's flag when it was taken; cash gives change whatever this says. */
  readonly givesChange?: boolean;
}

export type TraceItem =
  | {
      readonly kind: 'line-removed';
      readonly line: number;
      readonly name: string;
      readonly product: ProductId | null;
      readonly qty: Qty;
      readonly amount: Minor;
      readonly by: PersonId;
      readonly at: number;
    }
  | {
      readonly kind: 'qty-reduced';
      readonly line: number;
      readonly name: string;
      readonly product: ProductId | null;
      readonly from: Qty;
      readonly to: Qty;
      readonly by: PersonId;
      readonly at: number;
    }
  | {
      readonly kind: 'price-changed';
      readonly line: number;
      readonly from: Minor;
      readonly to: Minor;
      readonly reason: string;
      readonly by: PersonId;
      readonly at: number;
    }
  | {
      readonly kind: 'tender-given-back';
      readonly tender: TenderId;
      readonly amount: Minor;
      readonly reason: string;
      readonly by: PersonId;
      readonly at: number;
    };

/** Totals of a ticket, from one pure function that cart, receipt and reports share. */
export interface TicketTotals {
  readonly lines: readonly LineTotals[];
  /** Sum of line amounts before any discount. */
  readonly subtotal: Minor;
  /** All discounts together, positive. */
  readonly discount: Minor;
  readonly taxes: readonly TaxRow[];
  readonly tax: Minor;
  /** What the customer owes before cash rounding, tax included. */
  readonly total: Minor;
  /** Pieces count each, a weighed line counts one. */
  readonly items: number;
}

export interface LineTotals {
  readonly line: number;
  /** price × qty, rounded. In exclusive mode before tax. */
  readonly amount: Minor;
  readonly lineDiscount: Minor;
  /** Share of the ticket's discount. */
  readonly ticketDiscount: Minor;
  readonly net: Minor;
  readonly tax: Minor;
  readonly gross: Minor;
  /** The line's tax by component rate, in the order of the class. */
  readonly taxParts: readonly Minor[];
}

/** One row of the tax table per tax letter and rate. */
export interface TaxRow {
  readonly letter: string;
  readonly taxClass: TaxClassId;
  readonly rate: Rate;
  readonly net: Minor;
  readonly tax: Minor;
  readonly gross: Minor;
}
