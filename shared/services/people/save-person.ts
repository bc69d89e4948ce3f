import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { PersonId, RoleId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { type LocalEffect, put } from '#shared/journal/change.ts';
import { personChanged } from '#shared/journal/entries/settings.ts';
import { localPersonKey } from '#shared/journal/tables/local.ts';
import type { By } from '../journal/by.ts';
import type { Deciding, Decision, Host } from '../journal/host.ts';
import { checkedFact } from '../settings/checked-fact.ts';
import { loadPeople } from './directory.ts';
import { keepsSomebody } from './keepers.ts';
import { keyOf } from './pin-rows.ts';
import type { PersonSeal } from './ports.ts';
import { coversRole } from './weighing-rights.ts';

export interface PersonInput {
  /** null: a new person. */
  readonly person: PersonId | null;
  readonly name: string;
  readonly role: RoleId;
  readonly active: boolean;
}

/**
 * Adds or changes a person; the fact carries the name sealed. Answers the id. Refuses NAME_MISSING, NOT_FOUND (also for one who was
 * erased), RIGHT_MISSING for a role with more rights than one's own, IN_USE for the last who looks after people.
 */
export const savePerson =
  (host: Host, seal: PersonSeal) =>
  ({ command, actor }: By, input: PersonInput): Promise<Result<PersonId, DomainError>> =>
    host.commitChain(command, async (state) => {
      if (input.name.trim() === '') return err(refuse('NAME_MISSING'));
      const people = await loadPeople(state.read, seal);
      const before = input.person === null ? undefined : people.get(input.person);
      if (input.person !== null && before?.name == null) return err(refuse('NOT_FOUND'));
      for (const role of [input.role, ...(before ? [before.role] : [])]) {
        const may = coversRole(actor, role, host.chain());
        if (!may.ok) return may;
      }
      const id = before?.id ?? (command.id as PersonId);
      const person = { id, role: input.role, active: input.active };
      if (before?.active === true) {
        const kept = await keepsSomebody(state.read, {
          scope: state.self.store,
          people: [...people.values()],
          chain: host.chain(),
          change: { person },
        });
        if (!kept.ok) return kept;
      }
      return await personDecision(state, seal, { ...person, name: input.name.trim() });
    });

async function personDecision(
  state: Deciding,
  seal: PersonSeal,
  { name, ...person }: { id: PersonId; role: RoleId; active: boolean; name: string },
): Promise<Result<Decision<PersonId>, DomainError>> {
  const known = await state.read.first(keyOf, { person: person.id });
  const key = known?.key ?? seal.newKey();
  const local: LocalEffect[] = known ? [] : [put(localPersonKey, { person: person.id, key })];
  const sealed = seal.seal(key, { name });
  const entry = checkedFact(personChanged, { person: { ...person, sealed } });
  return entry.ok ? ok({ entry: entry.value, local, answer: person.id }) : entry;
}
