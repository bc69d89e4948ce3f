import { isDivisible, type Unit } from './catalog/product.ts';
import { type DomainError, refuse } from './error.ts';
import { MAX_AMOUNT, mulDiv, parseDecimal } from './money.ts';
import { type Micro, type Minor, minor, ONE_PIECE, type Qty, qty } from './numbers.ts';
import { err, ok, type Result } from './result.ts';

/** The largest quantity of one line: just under a million units, in thousandths. */
export const MAX_QTY = 999_999_999;

/**
 * Amount of `quantity` thousandths at `price` per whole unit, rounded once; minor units.
 *
 * @example amountOf(1490, 1245) === 1855 (1.245 kg at 14.90)
 */
export const amountOf = (price: Minor, quantity: Qty): Minor => minor(mulDiv(price, quantity, ONE_PIECE));

/** Whether price × quantity would pass MAX_AMOUNT; asked before `amountOf`, which would throw. */
export const isAmountTooLarge = (price: Minor, quantity: Qty): boolean =>
  (Math.abs(price) / ONE_PIECE) * Math.abs(quantity) > MAX_AMOUNT;

/** Cost of `quantity` thousandths at `unitCost` per whole unit, in micro-units. */
export const costOf = (unitCost: Micro, quantity: Qty): Micro =>
  mulDiv(unitCost, quantity, ONE_PIECE) as Micro;

/**
 * Whether a line may have this quantity of this unit. Refuses QUANTITY_INVALID (not above 0, or past MAX_QTY) and
 * QUANTITY_FRACTION (part of a piece).
 */
export function checkQuantity(quantity: Qty, unit: Unit): Result<Qty, DomainError> {
  if (!Number.isSafeInteger(quantity) || quantity <= 0 || quantity > MAX_QTY)
    return err(refuse('QUANTITY_INVALID'));
  if (!isDivisible(unit) && quantity % ONE_PIECE !== 0) return err(refuse('QUANTITY_FRACTION', { unit }));
  return ok(quantity);
}

/**
 * Reads a typed quantity in whole units with up to three decimals, `.` or `,`; thousandths.
 * Refuses as `checkQuantity`, and QUANTITY_INVALID for what is not a number.
 *
 * @example parseQuantity('1,245', 'kg') → 1245; parseQuantity('3', 'piece') → 3000
 */
export function parseQuantity(text: string, unit: Unit): Result<Qty, DomainError> {
  const value = parseDecimal(text, 3);
  return value === null
    ? err(refuse('QUANTITY_INVALID', { text: text.slice(0, 40) }))
    : checkQuantity(qty(value), unit);
}

/** What a receipt counts: pieces one each, a weighed or measured line once. */
export const itemsOf = (quantity: Qty, unit: Unit): number =>
  isDivisible(unit) ? 1 : Math.trunc(quantity / ONE_PIECE);
