import { type DomainError, refuse } from '../error.ts';
import type { TenderId } from '../ids.ts';
import { MAX_AMOUNT } from '../money.ts';
import type { Minor } from '../numbers.ts';
import { authorize } from '../people/authorize.ts';
import type { Actor, Approval } from '../people/person.ts';
import { err, ok, type Result } from '../result.ts';
import type { TenderKind } from '../store/settings.ts';
import { type CashCount, countedTotal } from './count-cash.ts';
import type { DrawerState } from './drawer.ts';
import type { ShiftClosed } from './shift.ts';
import { type Declared, type ShiftFacts, shiftReport } from './shift-report.ts';

export interface CloseShift {
  /** The drawer's cash. */
  readonly cash: CashCount;
  /** The other tenders that are declared, e.g. the sum of card slips. */
  readonly declared: readonly { readonly tender: TenderId; readonly amount: Minor }[];
  /** What becomes of open and parked tickets. */
  readonly tickets: 'keep' | 'void';
  readonly note: string;
}

export interface CloseShiftContext {
  readonly drawer: DrawerState;
  readonly facts: ShiftFacts;
  readonly register: string;
  readonly number: string;
  readonly counter: number;
  /** Every tender; those flagged `declaredAtClose` must be declared. */
  readonly tenders: readonly TenderKind[];
  /** The tender the counted cash is in. */
  readonly cashTender: TenderId;
  /** How many tickets are open or parked. */
  readonly tickets: number;
  /** Of this register as its running sums stand, this shift's sales and returns included; never reset. */
  readonly grandTotals: ShiftClosed['grandTotals'];
  readonly actor: Actor;
  readonly approvals: readonly Approval[];
}

/** `shift.closed` as it is journaled: with its register. */
export type ClosedShift = ShiftClosed & { readonly register: string };

/**
 * The Z: freezes the report with what was declared. A difference never blocks (pos-features.md 2.4.6).
 * `facts` and `grandTotals` are those read in the closing transaction. Refuses SHIFT_CLOSED, AMOUNT_INVALID, and
 * COUNT_INCOMPLETE naming the tender that is not declared.
 */
export function decideCloseShift(
  command: CloseShift,
  context: CloseShiftContext,
): Result<ClosedShift, DomainError> {
  if (context.drawer === 'closed') return err(refuse('SHIFT_CLOSED'));
  const { facts } = context;
  const used = authorize(
    context.actor,
    'shift.close',
    { target: facts.shift, amount: null },
    context.approvals,
  );
  if (!used.ok) return used;
  const declared = declaredBy(command, context);
  if (!declared.ok) return declared;
  return ok({
    shift: facts.shift,
    register: context.register,
    number: context.number,
    counter: context.counter,
    closedBy: context.actor.person,
    report: shiftReport(facts, declared.value),
    counted: command.cash.counted,
    grandTotals: context.grandTotals,
    tickets:
      command.tickets === 'keep'
        ? { kept: context.tickets, voided: 0 }
        : { kept: 0, voided: context.tickets },
    note: command.note.trim().slice(0, 1000),
    approvals: used.value === null ? [] : [used.value],
  });
}

function declaredBy(command: CloseShift, context: CloseShiftContext): Result<Declared, DomainError> {
  const cash = countedTotal(command.cash);
  if (!cash.ok) return cash;
  const declared = new Map<TenderId, Minor>([[context.cashTender, cash.value]]);
  for (const { tender, amount } of command.declared) {
    const sound = Number.isSafeInteger(amount) && Math.abs(amount) <= MAX_AMOUNT && !declared.has(tender);
    if (!sound) return err(refuse('AMOUNT_INVALID', { tender }));
    declared.set(tender, amount);
  }
  const missing = undeclared(context, declared);
  return missing === undefined ? ok(declared) : err(refuse('COUNT_INCOMPLETE', { tender: missing.name }));
}

/** Tenders the close waits for: flagged, and in use or with money on them. */
const undeclared = ({ tenders, facts }: CloseShiftContext, declared: Declared): TenderKind | undefined =>
  tenders.find(
    ({ id, active, declaredAtClose }) =>
      declaredAtClose && !declared.has(id) && (active || facts.tenders.some((row) => row.tender === id)),
  );
