import type { ProductId } from '../ids.ts';
import { mulDiv } from '../money.ts';
import { type Micro, micro, ONE_PIECE, type Qty } from '../numbers.ts';
import { costOf } from '../quantity.ts';

/** What the author knows of an item's stock when deciding. Costs per whole unit; null: never known. */
export interface StockFacts {
  readonly onHand: Qty | null;
  /** The moving average; at or below zero on hand, the last one that was known. */
  readonly averageCost: Micro | null;
  readonly lastCost: Micro | null;
}
export type StockOf = ReadonlyMap<ProductId, StockFacts>;

export interface StampedValue {
  readonly value: Micro;
  readonly costUnknown: boolean;
}

/**
 * Value of goods that leave: at the moving average, else the last cost, else 0 flagged unknown (domain.md, Stock).
 * Stamped once by the author; nothing is repriced backwards.
 */
export function stampValue(facts: StockFacts | undefined, quantity: Qty): StampedValue {
  const unitCost = facts?.averageCost ?? facts?.lastCost ?? null;
  return unitCost === null
    ? { value: micro(0), costUnknown: true }
    : { value: costOf(unitCost, quantity), costUnknown: false };
}

/** Moving average per whole unit from a balance, or null where nothing is on hand to average over. */
export const averageOf = (value: Micro, onHand: Qty): Micro | null =>
  onHand > 0 ? costPerUnit(value, onHand) : null;

const costPerUnit = (value: Micro, onHand: Qty): Micro =>
  micro(Math.max(0, mulDiv(value, ONE_PIECE, onHand)));
