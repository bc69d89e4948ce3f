import type { CartTender, TaxRow, TraceItem } from '../cart/cart.ts';
import type { Unit } from '../catalog/product.ts';
import type { CategoryId, PersonId, ProductId, SaleId, TaxClassId, TenderId, TicketId } from '../ids.ts';
import type { Micro, Minor, Qty, Rate } from '../numbers.ts';
import type { Approval } from '../people/person.ts';
import type { Move } from '../stock/move.ts';
import type { PriceMode } from '../store/settings.ts';

/** Body of `sale.completed` v2: the whole fact. Nothing in it is ever read from the catalog again. */
export interface SaleCompleted {
  readonly sale: SaleId;
  /** Printed: `<store>-<register>[<epoch letter>]-<counter>`. */
  readonly number: string;
  readonly counter: number;
  readonly register: string;
  readonly businessDate: string;
  readonly currency: string;
  readonly exponent: number;
  readonly priceMode: PriceMode;
  readonly ticket: { readonly id: TicketId; readonly openedAt: number };
  /** The ticket it was at first, for one that was parked and taken up again; null for any other. */
  readonly taken: { readonly root: TicketId; readonly copy: boolean } | null;
  readonly clerk: PersonId;
  readonly lines: readonly SaleLine[];
  readonly taxes: readonly TaxRow[];
  readonly subtotal: Minor;
  readonly discount: Minor;
  readonly tax: Minor;
  readonly total: Minor;
  /** Cash rounding, its own line: to pay = total + rounding (negative when rounded down). */
  readonly rounding: Minor;
  readonly tenders: readonly SaleTender[];
  readonly change: Minor;
  readonly items: number;
  readonly note: string;
  /** Last business date on which the lines may be brought back, fixed when sold. */
  readonly returnUntil: string;
  readonly moves: readonly Move[];
  readonly trace: readonly TraceItem[];
  readonly approvals: readonly Approval[];
}

export interface SaleLine {
  readonly line: number;
  readonly product: ProductId | null;
  readonly category: CategoryId | null;
  readonly name: string;
  readonly unit: Unit;
  readonly barcode: string | null;
  readonly qty: Qty;
  readonly price: Minor;
  readonly listPrice: Minor;
  readonly amount: Minor;
  /** Every discount on the line with its source; promotions, coupons and loyalty will be further sources. */
  readonly adjustments: readonly LineAdjustment[];
  readonly net: Minor;
  readonly tax: Minor;
  readonly gross: Minor;
  readonly taxClass: TaxClassId;
  readonly taxLetter: string;
  readonly taxRates: readonly Rate[];
  readonly taxParts: readonly Minor[];
  readonly taxCode: string | null;
  /** Cost of the goods at the moving average, or null where unknown. */
  readonly cost: Micro | null;
  readonly note: string;
}

export interface LineAdjustment {
  readonly source: 'line-discount' | 'ticket-discount';
  /** Rule, coupon or reason it came from. */
  readonly id: string;
  /** Positive: taken off the line. */
  readonly amount: Minor;
}

export interface SaleTender {
  readonly tender: TenderId;
  readonly kind: CartTender['kind'];
  readonly name: string;
  /** Handed over. */
  readonly tendered: Minor;
  /** Kept: tendered less change. Sums to total + rounding. */
  readonly amount: Minor;
  readonly reference: string | null;
  /** A payment of its own (wallet, integrated card), once those exist. */
  readonly payment: string | null;
}
