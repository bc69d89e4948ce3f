import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { RoleId } from '#shared/domain/ids.ts';
import type { Actor } from '#shared/domain/people/person.ts';
import { type Grant, type Grants, RIGHTS, type Right } from '#shared/domain/people/rights.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { ChainFacts } from '../journal/chain-facts.ts';

/**
 * Nobody gives what they do not have: whoever changes a role, a person's role or a person's PIN holds every right in question
 * themselves, at least as far. Refuses RIGHT_MISSING naming the first they lack.
 */
export function covers(actor: Actor, given: Grants): Result<null, DomainError> {
  const lacking = RIGHTS.find((right) => exceeds(given[right], actor.grants[right]));
  return lacking === undefined ? ok(null) : err(refuse('RIGHT_MISSING', { right: lacking }));
}

/** Like `covers`, for the rights of a role. Refuses NOT_FOUND for a role nobody made. */
export function coversRole(actor: Actor, role: RoleId, chain: ChainFacts): Result<null, DomainError> {
  const known = chain.roles.get(role);
  return known ? covers(actor, known.grants) : err(refuse('NOT_FOUND'));
}

function exceeds(given: Grant | undefined, own: Grant | undefined): boolean {
  if (given === undefined || given.state === 'denied') return false;
  if (own === undefined || own.state === 'denied') return true;
  if (given.state === 'approval') return false;
  if (own.state === 'approval') return true;
  return own.limit !== undefined && (given.limit === undefined || given.limit > own.limit);
}

export const isAllowed = (grants: Grants | undefined, right: Right): boolean =>
  grants?.[right]?.state === 'allowed';
