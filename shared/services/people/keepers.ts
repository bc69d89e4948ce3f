import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import type { Grants } from '#shared/domain/people/rights.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { ChainFacts } from '../journal/chain-facts.ts';
import type { Reader } from '../journal/query.ts';
import type { KnownPerson } from './directory.ts';
import { pinStates } from './pin-rows.ts';
import { isAllowed } from './weighing-rights.ts';

/** What is about to change of people, roles and PINs. */
export interface PeopleChange {
  readonly person?: Pick<KnownPerson, 'id' | 'role' | 'active'>;
  readonly role?: { readonly id: string; readonly grants: Grants };
  readonly without?: PersonId;
}

/** A store always keeps somebody who can sign in and look after its people. Refuses IN_USE for a change that would take the last away. */
export async function keepsSomebody(
  read: Reader,
  given: {
    /** The store it is decided for; `chain`: at headquarters. */
    readonly scope: string;
    readonly people: readonly KnownPerson[];
    readonly chain: ChainFacts;
    readonly change: PeopleChange;
  },
): Promise<Result<null, DomainError>> {
  const { people, chain, change } = given;
  // Headquarters is looked after by accounts of its own; PINs are known where they are typed.
  if (given.scope === 'chain') return ok(null);
  const withPin = new Set((await read.all(pinStates, {})).map((row) => row.person));
  const grantsOf = (role: string) =>
    change.role?.id === role
      ? change.role.grants
      : [...chain.roles.values()].find((r) => r.id === role)?.grants;
  const kept = people.some((known) => {
    const person = known.id === change.person?.id ? change.person : known;
    return (
      person.id !== change.without &&
      person.active &&
      withPin.has(person.id) &&
      isAllowed(grantsOf(person.role), 'people.edit')
    );
  });
  return kept ? ok(null) : err(refuse('IN_USE'));
}
