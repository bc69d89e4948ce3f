import { type DomainError, refuse } from '../error.ts';
import { MAX_AMOUNT } from '../money.ts';
import { err, ok, type Result } from '../result.ts';
import type { TenderKind } from '../store/settings.ts';
import type { Cart, CartTender, TraceItem } from './cart.ts';
import type { AddTender, CartContext } from './cart-change.ts';
import { allowed, type Changed, reasonOf } from './changed.ts';
import { isCash, settle } from './settle.ts';
import { ticketTotals } from './totals.ts';

const MAX_TENDERS = 20;

/**
 * Takes money. Only what gives change may pass what is due; nothing is taken for a ticket that is paid.
 * Taking the same tender id again is CART_CHANGED: the first time counted.
 */
export function addTender(cart: Cart, change: AddTender, context: CartContext): Result<Changed, DomainError> {
  if (cart.lines.length === 0) return err(refuse('CART_EMPTY'));
  if (cart.tenders.some((tender) => tender.id === change.id)) return err(refuse('CART_CHANGED'));
  const kind = context.tenders.find((known) => known.id === change.tender);
  if (kind === undefined || !kind.active || cart.tenders.length >= MAX_TENDERS)
    return err(refuse('TENDER_NOT_ALLOWED', { tender: change.tender }));
  const reference = change.reference?.trim() ?? '';
  if (kind.needsReference && reference === '') return err(refuse('REFERENCE_MISSING', { tender: kind.name }));
  const fits = checkAmount(cart, { kind, amount: change.amount }, context);
  if (!fits.ok) return fits;
  const taken: CartTender = {
    id: change.id,
    tender: kind.id,
    kind: kind.kind,
    name: kind.name,
    amount: change.amount,
    reference: reference === '' ? null : reference,
    givesChange: kind.givesChange,
  };
  return allowed(context, 'sale.sell', cart.id, { ...cart, tenders: [...cart.tenders, taken] });
}

function checkAmount(
  cart: Cart,
  offered: { readonly kind: TenderKind; readonly amount: CartTender['amount'] },
  context: CartContext,
): Result<null, DomainError> {
  const { kind, amount } = offered;
  const { total } = ticketTotals(cart, context.settings.priceMode);
  const { complete, remaining, toPayInCash } = settle(total, cart.tenders, context.settings.cashRounding);
  // 0.03 left in CNY is 0.00 in cash: taken as cash, it settles the ticket.
  const nothingInCash = isCash(kind) && !complete && toPayInCash === 0;
  if (!Number.isSafeInteger(amount) || amount < 0 || amount > MAX_AMOUNT || (amount === 0 && !nothingInCash))
    return err(refuse('AMOUNT_INVALID'));
  if (complete) return err(refuse('TENDER_EXCEEDS_DUE', { due: 0 }));
  const mayExceed = isCash(kind) || kind.givesChange;
  return amount > remaining && !mayExceed ? err(refuse('TENDER_EXCEEDS_DUE', { due: remaining })) : ok(null);
}

/** Gives taken money back, with a reason; the trace keeps it. */
export function giveBackTender(
  cart: Cart,
  change: { readonly id: string; readonly reason: string },
  context: CartContext,
): Result<Changed, DomainError> {
  const tender = cart.tenders.find((candidate) => candidate.id === change.id);
  if (tender === undefined) return err(refuse('NOT_FOUND', { tender: change.id }));
  if (change.reason.trim() === '') return err(refuse('REASON_MISSING'));
  const item: TraceItem = {
    kind: 'tender-given-back',
    tender: tender.tender,
    amount: tender.amount,
    reason: reasonOf(change.reason),
    by: context.actor.person,
    at: context.at,
  };
  const tenders = cart.tenders.filter((each) => each !== tender);
  return allowed(context, 'sale.sell', cart.id, { ...cart, tenders, trace: [...cart.trace, item] });
}
