import { type DomainError, refuse } from '../error.ts';
import type { ShiftId, TenderId } from '../ids.ts';
import { authorize } from '../people/authorize.ts';
import type { Actor, Approval } from '../people/person.ts';
import { err, ok, type Result } from '../result.ts';
import type { SaleCompleted, SaleTender } from '../sale/sale-completed.ts';
import type { TenderKind } from '../store/settings.ts';
import { checkDrawer, type DrawerState } from './drawer.ts';
import type { TenderCorrected } from './shift.ts';

export interface CorrectTender {
  /** Which of the sale's tenders, from 0. */
  readonly index: number;
  readonly to: TenderId;
  readonly reference: string | null;
  readonly reason: string;
}

export interface CorrectTenderContext {
  readonly drawer: DrawerState;
  /** The open shift, and the one the sale was made in. */
  readonly shift: ShiftId;
  readonly saleShift: ShiftId | null;
  /** Whether money of this sale was already given back. */
  readonly refunded: boolean;
  readonly tenders: readonly TenderKind[];
  readonly actor: Actor;
  readonly approvals: readonly Approval[];
}

/**
 * The kind of a tender was wrong: within the shift of the sale, by right, the amount stays and moves to the other
 * tender's column (domain.md, Tickets). `sale.tenders` as corrected so far. Refuses SHIFT_CLOSED, DRAWER_COUNTING,
 * IN_USE (refunded), NOT_FOUND, TENDER_NOT_ALLOWED, REFERENCE_MISSING, REASON_MISSING.
 */
export function decideCorrectTender(
  sale: Pick<SaleCompleted, 'sale' | 'number' | 'tenders'>,
  command: CorrectTender,
  context: CorrectTenderContext,
): Result<TenderCorrected, DomainError> {
  const open = checkDrawer(context.saleShift === context.shift ? context.drawer : 'closed');
  if (!open.ok) return open;
  if (context.refunded) return err(refuse('IN_USE'));
  const from = sale.tenders[command.index];
  if (from === undefined) return err(refuse('NOT_FOUND', { index: command.index }));
  const to = context.tenders.find((kind) => kind.id === command.to);
  if (to === undefined || !to.active || to.id === from.tender)
    return err(refuse('TENDER_NOT_ALLOWED', { tender: command.to }));
  const reference = command.reference?.trim() ?? '';
  if (to.needsReference && reference === '') return err(refuse('REFERENCE_MISSING', { tender: to.name }));
  const reason = command.reason.trim().slice(0, 200);
  if (reason === '') return err(refuse('REASON_MISSING'));
  const asked = { target: sale.sale, amount: null };
  const used = authorize(context.actor, 'tender.correct', asked, context.approvals);
  if (!used.ok) return used;
  return ok({
    sale: sale.sale,
    number: sale.number,
    shift: context.shift,
    index: command.index,
    from: { tender: from.tender, kind: from.kind, name: from.name },
    to: { tender: to.id, kind: to.kind, name: to.name, reference: reference === '' ? null : reference },
    amount: from.amount,
    reason,
    by: context.actor.person,
    approvals: used.value === null ? [] : [used.value],
  });
}

/** What of a correction changes a sale's tender. */
export interface Correction {
  readonly index: number;
  readonly to: {
    readonly tender: TenderId;
    readonly kind: SaleTender['kind'];
    readonly name: string;
    readonly reference: string | null;
  };
}

/** The tenders of a sale as they stand after corrections, in order; returns and later corrections start from these. */
export const applyTenderCorrections = (
  tenders: readonly SaleTender[],
  corrections: readonly Correction[],
): readonly SaleTender[] =>
  corrections.reduce<readonly SaleTender[]>(
    (current, { index, to }) => current.map((tender, at) => (at === index ? { ...tender, ...to } : tender)),
    tenders,
  );
