import { type DomainError, refuse } from '../error.ts';
import type { ShiftId, TenderId } from '../ids.ts';
import { MAX_AMOUNT } from '../money.ts';
import type { Minor } from '../numbers.ts';
import { authorize } from '../people/authorize.ts';
import type { Actor, Approval } from '../people/person.ts';
import { err, ok, type Result } from '../result.ts';
import { checkDrawer, type DrawerState } from './drawer.ts';
import type { CashMoved, DrawerOpened } from './shift.ts';

export interface MoveCash {
  readonly kind: CashMoved['kind'];
  readonly amount: Minor;
  readonly tender: TenderId;
  readonly reason: string;
}

export interface MoveCashContext {
  readonly shift: ShiftId;
  readonly drawer: DrawerState;
  readonly register: string;
  readonly number: string;
  readonly counter: number;
  readonly businessDate: string;
  readonly actor: Actor;
  readonly approvals: readonly Approval[];
}

/** `cash.moved` as it is journaled: with its register. */
export type MovedCash = CashMoved & { readonly register: string };

/**
 * Money into the drawer (pay-in) or out of it (pay-out; drop: to the safe). Asks `cash.pay-in` or `cash.pay-out` for
 * the amount, target the shift. Refuses SHIFT_CLOSED, DRAWER_COUNTING, AMOUNT_INVALID, REASON_MISSING (a drop needs none).
 */
export function decideCashMove(command: MoveCash, context: MoveCashContext): Result<MovedCash, DomainError> {
  const open = checkDrawer(context.drawer);
  if (!open.ok) return open;
  const { kind, amount, tender } = command;
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > MAX_AMOUNT)
    return err(refuse('AMOUNT_INVALID'));
  const reason = command.reason.trim().slice(0, 200);
  if (reason === '' && kind !== 'drop') return err(refuse('REASON_MISSING'));
  const right = kind === 'pay-in' ? 'cash.pay-in' : 'cash.pay-out';
  const used = authorize(context.actor, right, { target: context.shift, amount }, context.approvals);
  if (!used.ok) return used;
  return ok({
    shift: context.shift,
    register: context.register,
    number: context.number,
    counter: context.counter,
    kind,
    amount,
    tender,
    reason,
    by: context.actor.person,
    businessDate: context.businessDate,
    approvals: used.value === null ? [] : [used.value],
  });
}

export interface NoSaleContext {
  /** null: no shift is open; the drawer may still be opened, by right. */
  readonly shift: ShiftId | null;
  /** What an approval names when no shift is open: the drawer. */
  readonly drawer: string;
  readonly actor: Actor;
  readonly approvals: readonly Approval[];
}

/** The drawer opened without a sale: by right, with a reason (REASON_MISSING), always journaled. */
export function decideNoSale(reason: string, context: NoSaleContext): Result<DrawerOpened, DomainError> {
  const given = reason.trim().slice(0, 200);
  if (given === '') return err(refuse('REASON_MISSING'));
  const asked = { target: context.shift ?? context.drawer, amount: null };
  const used = authorize(context.actor, 'drawer.open', asked, context.approvals);
  if (!used.ok) return used;
  return ok({
    shift: context.shift,
    reason: given,
    by: context.actor.person,
    approvals: used.value === null ? [] : [used.value],
  });
}
