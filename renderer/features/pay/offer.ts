import type { TenderView } from '#shared/contract/back-office.ts';
import type { TicketView } from '#shared/contract/tickets.ts';
import type { CartTender } from '#shared/domain/cart/cart.ts';
import { isCash, settle } from '#shared/domain/cart/settle.ts';
import { changeIn } from '#shared/domain/change.ts';
import type { TenderId } from '#shared/domain/ids.ts';
import { type Minor, minor } from '#shared/domain/numbers.ts';
import type { DenominationCount } from '#shared/domain/shift/shift.ts';
import type { CashRounding } from '#shared/domain/store/settings.ts';

/** What the next tender would do to the ticket. Minor units. */
export interface Offer {
  /** Still to pay in this tender: rounded for cash, exact for all others. */
  readonly due: Minor;
  /** The rest before cash rounding. */
  readonly rest: Minor;
  /** due − rest: what cash rounding does. */
  readonly rounding: Minor;
  /** What will be taken: as typed, else the share, else all of it. */
  readonly amount: Minor;
  readonly change: Minor;
  readonly pieces: DenominationCount;
  /** Nothing is left to pay after this. */
  readonly settles: boolean;
  /** Everything was paid before: only finishing is left. */
  readonly paid: boolean;
  /** More than is due in a tender that gives no change. */
  readonly tooMuch: boolean;
}

export interface Asked {
  readonly ticket: Pick<TicketView, 'total' | 'tenders'>;
  readonly tender: Pick<TenderView, 'id' | 'kind' | 'givesChange'>;
  /** null: nothing typed. */
  readonly typed: number | null;
  /** Ways the rest is shared by; 1: all at once. */
  readonly ways: number;
  readonly cashRounding: { readonly step: number; readonly mode: CashRounding['mode'] };
  readonly denominations: readonly number[];
}

/**
 * Reckons the next tender with the domain's own settlement, so that the screen says what the register will do.
 * @example offerOf({ ticket: { total: 11035, tenders: [] }, tender: cash, typed: 20000, … }).change === 8970
 */
export function offerOf(asked: Asked): Offer {
  const { ticket, tender, typed, ways } = asked;
  const total = minor(ticket.total);
  const rounding = { ...asked.cashRounding, step: minor(asked.cashRounding.step) };
  const taken = ticket.tenders.map(asCart);
  const before = settle(total, taken, rounding);
  const cash = isCash(tender);
  const due = cash ? before.toPayInCash : before.remaining;
  const share = ways > 1 ? minor(Math.floor(due / ways)) : due;
  const amount = minor(typed ?? share);
  const after = settle(total, [...taken, asCart({ ...tender, amount })], rounding);
  return {
    due,
    rest: before.remaining,
    rounding: minor(due - before.remaining),
    amount,
    change: after.change,
    pieces: changeIn(after.change, asked.denominations.map(minor)).pieces,
    settles: after.complete,
    paid: before.complete,
    tooMuch: amount > due && !cash && !tender.givesChange,
  };
}

const asCart = (tender: {
  readonly kind: CartTender['kind'];
  readonly amount: number;
  readonly givesChange?: boolean;
}): CartTender => ({
  id: '',
  tender: '' as TenderId,
  name: '',
  reference: null,
  kind: tender.kind,
  amount: minor(tender.amount),
  ...(tender.givesChange === undefined ? {} : { givesChange: tender.givesChange }),
});
