import { businessDate, isClockBehind } from '../business-date.ts';
import { type DomainError, refuse } from '../error.ts';
import type { ShiftId, TenderId } from '../ids.ts';
import { authorize } from '../people/authorize.ts';
import type { Actor, Approval } from '../people/person.ts';
import { err, ok, type Result } from '../result.ts';
import type { StoreSettings } from '../store/settings.ts';
import { type CashCount, countedTotal } from './count-cash.ts';
import type { ShiftOpened } from './shift.ts';

export interface OpenShift {
  readonly shift: ShiftId;
  readonly float: CashCount;
  /** The clock is behind the last entry and somebody looked at it. */
  readonly clockConfirmed: boolean;
}

export interface OpenShiftContext {
  readonly settings: Pick<StoreSettings, 'timeZone' | 'dayStartHour'>;
  readonly register: string;
  readonly drawer: string;
  /** The cash tender the float is in. */
  readonly tender: TenderId;
  /** Whether this drawer has an open shift already. */
  readonly isOpen: boolean;
  /** Business date of the shift before, null for the first. */
  readonly previousDate: string | null;
  /** The latest instant this register's books know (`last-entry.ts`), null for none. */
  readonly lastEntryAt: number | null;
  readonly at: number;
  readonly actor: Actor;
  readonly approvals: readonly Approval[];
}

/** `shift.opened` as it is journaled: with the register and the tender the float is in. */
export type OpenedShift = ShiftOpened & { readonly register: string; readonly tender: TenderId };

/**
 * Opens a drawer's shift with the float that was counted, whatever the last close said, and fixes its business date.
 * Refuses SHIFT_OPEN, AMOUNT_INVALID, and CLOCK_BEHIND until the clock is confirmed by right `clock.confirm`.
 */
export function decideOpenShift(
  command: OpenShift,
  context: OpenShiftContext,
): Result<OpenedShift, DomainError> {
  if (context.isOpen) return err(refuse('SHIFT_OPEN'));
  const float = countedTotal(command.float);
  if (!float.ok) return float;
  const asked = { target: command.shift, amount: null };
  const used = authorize(context.actor, 'shift.open', asked, context.approvals);
  if (!used.ok) return used;
  const clock = checkClock(command, context);
  if (!clock.ok) return clock;
  return ok({
    shift: command.shift,
    register: context.register,
    drawer: context.drawer,
    businessDate: businessDate({ at: context.at, ...context.settings, previous: context.previousDate }),
    openedBy: context.actor.person,
    float: float.value,
    tender: context.tender,
    counted: command.float.counted,
    approvals: [used.value, clock.value].filter((approval) => approval !== null),
  });
}

function checkClock(command: OpenShift, context: OpenShiftContext): Result<Approval | null, DomainError> {
  if (!isClockBehind(context.at, context.lastEntryAt)) return ok(null);
  if (!command.clockConfirmed)
    return err(refuse('CLOCK_BEHIND', { at: context.at, last: context.lastEntryAt }));
  return authorize(
    context.actor,
    'clock.confirm',
    { target: command.shift, amount: null },
    context.approvals,
  );
}
