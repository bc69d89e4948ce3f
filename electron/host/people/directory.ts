import type { PersonId } from '#shared/domain/ids.ts';
import type { Actor } from '#shared/domain/people/person.ts';
import type { ChainFacts } from '#shared/services/journal/chain-facts.ts';
import type { Reader } from '#shared/services/journal/query.ts';
import { type KnownPerson, loadPeople } from '#shared/services/people/directory.ts';
import type { PersonSeal } from '#shared/services/people/ports.ts';

/** Who works here, in memory: every call asks for rights and every list for names. */
export interface PeopleDirectory {
  readonly all: () => readonly KnownPerson[];
  readonly get: (person: PersonId) => KnownPerson | undefined;
  /** What slips and lists call a person; a dash for one who was erased. */
  readonly nameOf: (person: string) => string;
  /** The person with the grants of their role as they are now; null for whoever may not act. */
  readonly actorOf: (person: PersonId) => Actor | null;
  /** Reads everybody again; after a change of people, before it is told. */
  readonly reload: () => Promise<void>;
}

export function createPeopleDirectory(parts: {
  readonly read: Reader;
  readonly seal: Pick<PersonSeal, 'open'>;
  readonly chain: () => ChainFacts;
}): PeopleDirectory {
  let people: ReadonlyMap<PersonId, KnownPerson> = new Map();
  return {
    all: () => [...people.values()],
    get: (person) => people.get(person),
    nameOf: (person) => people.get(person as PersonId)?.name ?? '—',
    actorOf: (person) => {
      const known = people.get(person);
      const role = known?.active === true ? parts.chain().roles.get(known.role) : undefined;
      return role ? { person, grants: role.grants } : null;
    },
    reload: async () => {
      people = await loadPeople(parts.read, parts.seal);
    },
  };
}
