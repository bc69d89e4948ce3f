import { isCash } from '../cart/settle.ts';
import { roundCash } from '../cash-rounding.ts';
import { type Minor, minor } from '../numbers.ts';
import type { SaleTender } from '../sale/sale-completed.ts';
import type { CashRounding } from '../store/settings.ts';
import type { RefundTender } from './return-accepted.ts';
import type { ReturnedSoFar, SoldAndReturned } from './returned-so-far.ts';

export interface Refund {
  /** Refunded gross of this return. */
  readonly total: Minor;
  /** Whether it takes the last unit of the sale. */
  readonly last: boolean;
  readonly cashRounding: CashRounding;
}

/**
 * Money back to the tenders it came from: non-cash first, the last taken first, each up to what is left of it; cash
 * last (order-inventory.md 3.7). In cash, what is paid back is the rounding of all refunded in cash so far including
 * this, less what was already paid; the return that takes the last unit gives back exactly what remains of every
 * tender, the sale's cash rounding included (domain.md, Numbers).
 */
export function refundTenders(sold: SoldAndReturned, refund: Refund): RefundTender[] {
  const kept = keptByTender(sold.original.tenders, sold.soFar);
  const firm = kept.filter(({ tender }) => !isCash(tender)).reverse();
  const cash = kept.filter(({ tender }) => isCash(tender)).reverse();
  const back: RefundTender[] = [];
  let left: number = refund.total;
  for (const { tender, remaining } of firm) {
    const amount = refund.last ? remaining : Math.min(left, remaining);
    left -= amount;
    back.push(refundOf(tender, amount));
  }
  let inCash = refund.last ? Number.POSITIVE_INFINITY : cashBack(sold.soFar, { kept, left, refund });
  for (const { tender, remaining } of cash) {
    const amount = Math.min(inCash, remaining);
    inCash -= amount;
    back.push(refundOf(tender, amount));
  }
  return back.filter(({ amount }) => amount > 0);
}

/** Coins to hand out now: R(everything refunded in cash, this included) − what was handed out before. */
function cashBack(
  soFar: ReturnedSoFar,
  now: { readonly kept: readonly Kept[]; readonly left: number; readonly refund: Refund },
): number {
  const refundedGross = [...soFar.lines.values()].reduce((sum, line) => sum + line.gross, 0);
  const inFirm = now.kept.reduce((sum, { tender, refunded }) => (isCash(tender) ? sum : sum + refunded), 0);
  const inCash = now.kept.reduce((sum, { tender, refunded }) => (isCash(tender) ? sum + refunded : sum), 0);
  const { toPay } = roundCash(minor(refundedGross - inFirm + now.left), now.refund.cashRounding);
  return Math.max(0, toPay - inCash);
}

interface Kept {
  readonly tender: SaleTender;
  readonly remaining: number;
  readonly refunded: number;
}

/** What was kept per tender and reference, and what of it is left. Two cards without a slip number count as one. */
function keptByTender(tenders: readonly SaleTender[], soFar: ReturnedSoFar): Kept[] {
  const groups = new Map<string, { tender: SaleTender; captured: number }>();
  for (const tender of tenders) {
    const key = keyOf(tender);
    const captured = (groups.get(key)?.captured ?? 0) + tender.amount;
    groups.set(key, { tender, captured });
  }
  return [...groups].map(([key, { tender, captured }]) => {
    const refunded = soFar.tenders.reduce((sum, back) => (keyOf(back) === key ? sum + back.amount : sum), 0);
    return { tender, remaining: Math.max(0, captured - refunded), refunded };
  });
}

const keyOf = (tender: Pick<SaleTender, 'tender' | 'reference'>): string =>
  JSON.stringify([tender.tender, tender.reference]);

const refundOf = ({ tender, kind, name, reference }: SaleTender, amount: number): RefundTender => ({
  tender,
  kind,
  name,
  amount: minor(amount),
  reference,
});
