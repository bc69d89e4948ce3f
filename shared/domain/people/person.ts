import type { PersonId, RoleId } from '../ids.ts';
import type { Grants, Right } from './rights.ts';

export interface Role {
  readonly id: RoleId;
  readonly name: string;
  readonly grants: Grants;
}

/** Who acts: the signed-in person with the grants of their role. */
export interface Actor {
  readonly person: PersonId;
  readonly grants: Grants;
}

/** One approval: one person, one action, one target, one amount. It never sticks. Carried in the entry's body. */
export interface Approval {
  readonly right: Right;
  /** What it was given for: a line, a ticket, a shift … */
  readonly target: string;
  readonly amount: number | null;
  readonly requester: PersonId;
  readonly approver: PersonId;
  readonly method: 'pin' | 'badge';
  readonly reason: string;
}
