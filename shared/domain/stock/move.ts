import type { ProductId } from '../ids.ts';
import type { Micro, Qty } from '../numbers.ts';

/** Where stock can be. Boundary locations may go negative; physical ones are what a shelf holds. */
export const LOCATIONS = [
  'SALEABLE',
  'STAGING',
  'QUARANTINE',
  'DAMAGED',
  'SUPPLIER',
  'CUSTOMER',
  'ADJUSTMENT',
  'SCRAP',
  'OPENING',
  'CLEARING_OUT',
  'CLEARING_IN',
] as const;
export type Location = (typeof LOCATIONS)[number];

/**
 * One double-entry move of goods inside a store. (document, line, kind) is unique, so it can be applied only once.
 * `qty` > 0. `value` is the total value the author stamped: its known moving average when deciding.
 */
export interface Move {
  readonly line: number;
  readonly kind: MoveKind;
  readonly item: ProductId;
  readonly from: Location;
  readonly to: Location;
  readonly qty: Qty;
  readonly value: Micro;
  /** The author had no cost for this item. */
  readonly costUnknown: boolean;
}
export type MoveKind =
  | 'sale'
  | 'return'
  | 'opening'
  | 'transfer-out'
  | 'transfer-in'
  | 'transfer-back'
  | 'receipt'
  | 'count'
  | 'adjustment'
  | 'scrap'
  | 'reversal';
