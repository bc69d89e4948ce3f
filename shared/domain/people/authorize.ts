import { type DomainError, refuse } from '../error.ts';
import { err, ok, type Result } from '../result.ts';
import type { Actor, Approval } from './person.ts';
import type { Right } from './rights.ts';

/** What a right is asked for: one target, and the amount where the right is limited (millionths or minor units). */
export interface Asked {
  readonly amount: number | null;
  /** A line, ticket, sale or shift; an approval holds for this one only. */
  readonly target: string;
  /** Counts as past any limit, whatever the amount: a return after its last day. */
  readonly beyondLimit?: boolean;
}

/**
 * Whether the actor may do this now: null when allowed outright, the approval used when one was needed.
 * An approval covers one action, one target, one amount and never sticks (domain.md, People; pos-features.md 2.6.3):
 * pass those given for this command alone. Refuses RIGHT_MISSING when denied, and APPROVAL_NEEDED with
 * { right, target, amount }, the very thing to have approved.
 */
export function authorize(
  actor: Actor,
  right: Right,
  asked: Asked,
  approvals: readonly Approval[],
): Result<Approval | null, DomainError> {
  const grant = actor.grants[right];
  if (grant === undefined || grant.state === 'denied') return err(refuse('RIGHT_MISSING', { right }));
  if (grant.state === 'allowed' && isWithin(grant.limit, asked)) return ok(null);
  const given = approvals.find((approval) => covers(approval, actor, right, asked));
  return given === undefined
    ? err(refuse('APPROVAL_NEEDED', { right, target: asked.target, amount: asked.amount }))
    : ok(given);
}

/** Whether this person may give that approval: allowed themselves, within their own limit. Checked when it is given. */
export function mayApprove(approver: Actor, right: Right, asked: Asked): boolean {
  const grant = approver.grants[right];
  return grant !== undefined && grant.state === 'allowed' && isWithin(grant.limit, asked);
}

/** The state a screen shows beside an action, before any amount is known. */
export const rightState = (actor: Actor, right: Right): 'allowed' | 'approval' | 'denied' =>
  actor.grants[right]?.state ?? 'denied';

function isWithin(limit: number | undefined, asked: Asked): boolean {
  if (limit === undefined) return true;
  return asked.beyondLimit !== true && (asked.amount === null || asked.amount <= limit);
}

const covers = (approval: Approval, actor: Actor, right: Right, asked: Asked): boolean =>
  approval.right === right &&
  approval.target === asked.target &&
  approval.amount === asked.amount &&
  approval.requester === actor.person &&
  approval.approver !== actor.person;
