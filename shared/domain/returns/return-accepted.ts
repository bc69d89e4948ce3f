import type { TaxRow } from '../cart/cart.ts';
import type { Unit } from '../catalog/product.ts';
import type { CategoryId, PersonId, ProductId, ReturnId, SaleId, TaxClassId, TenderId } from '../ids.ts';
import type { Micro, Minor, Qty, Rate } from '../numbers.ts';
import type { Approval } from '../people/person.ts';
import type { Move } from '../stock/move.ts';

export const CONDITIONS = ['as-new', 'check', 'damaged'] as const;
/** as-new → SALEABLE, check → QUARANTINE, damaged → DAMAGED. */
export type Condition = (typeof CONDITIONS)[number];

/** Body of `return.accepted` v1. Amounts are positive and flow to the customer; own number series. */
export interface ReturnAccepted {
  readonly ret: ReturnId;
  readonly number: string;
  readonly counter: number;
  readonly register: string;
  readonly businessDate: string;
  readonly currency: string;
  readonly exponent: number;
  readonly original: { readonly sale: SaleId; readonly number: string; readonly businessDate: string };
  readonly clerk: PersonId;
  readonly lines: readonly ReturnLine[];
  readonly taxes: readonly TaxRow[];
  readonly tax: Minor;
  /** Sum of refunded gross. */
  readonly total: Minor;
  /** Cash rounding of the refund: paid back = total + rounding. */
  readonly rounding: Minor;
  readonly tenders: readonly RefundTender[];
  readonly reason: string;
  readonly moves: readonly Move[];
  readonly approvals: readonly Approval[];
}

export interface ReturnLine {
  /** Line of the original sale; several parts may come of one line. */
  readonly line: number;
  readonly product: ProductId | null;
  readonly category: CategoryId | null;
  readonly name: string;
  readonly unit: Unit;
  readonly qty: Qty;
  readonly net: Minor;
  readonly tax: Minor;
  readonly gross: Minor;
  readonly taxClass: TaxClassId;
  readonly taxLetter: string;
  readonly taxRates: readonly Rate[];
  readonly condition: Condition;
  readonly cost: Micro | null;
}

export interface RefundTender {
  readonly tender: TenderId;
  readonly kind: 'cash' | 'card' | 'wallet' | 'voucher' | 'other';
  readonly name: string;
  readonly amount: Minor;
  readonly reference: string | null;
}
