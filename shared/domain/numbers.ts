/**
 * The four kinds of number Mallard reckons with, all safe integers, never floats
 * (docs/design domain.md, Numbers).
 */
declare const unit: unique symbol;
type Int<Name extends string> = number & { readonly [unit]: Name };

/** Money in minor units of the store's currency: 12.90 CNY is 1290. */
export type Minor = Int<'Minor'>;
/** Cost in millionths of the currency's major unit. */
export type Micro = Int<'Micro'>;
/** Quantity in thousandths of the item's unit: one piece is 1000, 1.245 kg is 1245. */
export type Qty = Int<'Qty'>;
/** A rate in millionths: 13 % is 130000. */
export type Rate = Int<'Rate'>;

export const minor = (value: number): Minor => integer(value) as Minor;
export const micro = (value: number): Micro => integer(value) as Micro;
export const qty = (value: number): Qty => integer(value) as Qty;
export const rate = (value: number): Rate => integer(value) as Rate;

export const ONE_PIECE = qty(1000);
export const RATE_ONE = 1_000_000;

/** A bug, not a refusal, when it throws: whoever made this number lost exactness. */
function integer(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an exact integer: ${value}`);
  return value === 0 ? 0 : value;
}
