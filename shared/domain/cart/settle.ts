import { roundCash } from '../cash-rounding.ts';
import { sub, sumOf, ZERO } from '../money.ts';
import { type Minor, minor } from '../numbers.ts';
import type { CashRounding } from '../store/settings.ts';
import type { CartTender } from './cart.ts';

/** How far a ticket is paid. Minor units. */
export interface Settlement {
  /** The ticket's total, before cash rounding. */
  readonly due: Minor;
  /** Cash rounding that applies; 0 until cash settles the ticket. */
  readonly rounding: Minor;
  /** Still to pay if the rest comes in cash, rounded. */
  readonly toPayInCash: Minor;
  /** Handed over so far, all tenders. */
  readonly paid: Minor;
  /** Still to pay if the rest comes in any other tender: exact, the most such a tender may be. */
  readonly remaining: Minor;
  readonly change: Minor;
  readonly complete: boolean;
}

/**
 * Settles `total` by what was handed over. Cash rounding meets only what is left for cash after all other tenders;
 * without cash the total has to be met exactly (domain.md, Numbers; pos-features.md 2.1.6). Change comes only from
 * tenders that give it.
 */
export function settle(total: Minor, tenders: readonly CartTender[], cashRounding: CashRounding): Settlement {
  const cash = sumOf(tenders.filter(isCash), (tender) => tender.amount);
  const paid = sumOf(tenders, (tender) => tender.amount);
  const leftForCash = sub(total, sub(paid, cash));
  const rounded = leftForCash > 0 ? roundCash(leftForCash, cashRounding) : { toPay: ZERO, rounding: ZERO };
  const byCash = tenders.some(isCash) && cash >= rounded.toPay;
  const complete = leftForCash <= 0 || byCash;
  const rounding = complete && byCash ? rounded.rounding : ZERO;
  return {
    due: total,
    rounding,
    toPayInCash: complete ? ZERO : above(sub(rounded.toPay, cash)),
    paid,
    remaining: complete ? ZERO : above(sub(leftForCash, cash)),
    change: complete ? above(minor(paid - total - rounding)) : ZERO,
    complete,
  };
}

/** Coins and notes: the tenders that cash rounding is about. */
export const isCash = (tender: Pick<CartTender, 'kind'>): boolean => tender.kind === 'cash';

/** Whether change may come out of this tender. */
export const givesChange = (tender: Pick<CartTender, 'kind' | 'givesChange'>): boolean =>
  tender.kind === 'cash' || tender.givesChange === true;

/** Money that can't come back as change: no change to the ticket may take the total below it. */
export const heldFirmly = (tenders: readonly CartTender[]): Minor =>
  sumOf(
    tenders.filter((tender) => !givesChange(tender)),
    (tender) => tender.amount,
  );

const above = (amount: Minor): Minor => minor(Math.max(0, amount));
