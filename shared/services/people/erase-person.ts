import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { drop } from '#shared/journal/change.ts';
import { personChanged } from '#shared/journal/entries/settings.ts';
import { localPersonKey, localPin } from '#shared/journal/tables/local.ts';
import type { By } from '../journal/by.ts';
import { fact, type Host } from '../journal/host.ts';
import type { Done } from '../settings/done.ts';
import { loadPeople } from './directory.ts';
import { keepsSomebody } from './keepers.ts';
import type { PersonSeal } from './ports.ts';
import { coversRole } from './weighing-rights.ts';

/**
 * Erases a person: the key of their sealed fields goes, and with it every name in every old fact; sums and chains stay valid.
 * Refuses NOT_FOUND, IN_USE for oneself and for the last who looks after people, RIGHT_MISSING for one with more rights.
 */
export const erasePerson =
  (host: Host, seal: PersonSeal) =>
  ({ command, actor }: By, person: PersonId): Promise<Result<Done, DomainError>> =>
    host.commitChain(command, async (state) => {
      const people = await loadPeople(state.read, seal);
      const known = people.get(person);
      if (known?.name == null) return err(refuse('NOT_FOUND'));
      if (person === actor.person) return err(refuse('IN_USE'));
      const may = coversRole(actor, known.role, host.chain());
      if (!may.ok) return may;
      const kept = await keepsSomebody(state.read, {
        scope: state.self.store,
        people: [...people.values()],
        chain: host.chain(),
        change: { without: person },
      });
      if (!kept.ok) return kept;
      return ok({
        entry: fact(personChanged, { person: { id: person, sealed: '', role: known.role, active: false } }),
        local: [drop(localPersonKey, { person }), drop(localPin, { person })],
        answer: {},
      });
    });
