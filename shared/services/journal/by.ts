import type { Actor, Approval } from '#shared/domain/people/person.ts';
import type { Command } from './host.ts';

/** Who changes what: the command, the person with their grants, and the approvals given for this command alone. */
export interface By {
  readonly command: Command;
  readonly actor: Actor;
  readonly approvals: readonly Approval[];
}
