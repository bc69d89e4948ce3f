import type { PersonId, RoleId } from '#shared/domain/ids.ts';
import { query, type Reader } from '../journal/query.ts';
import type { PersonSeal } from './ports.ts';

/** A person as this store may know them. An erased person has no name any more. */
export interface KnownPerson {
  readonly id: PersonId;
  readonly name: string | null;
  readonly role: RoleId;
  readonly active: boolean;
}

const personRows = query((db) =>
  db
    .selectFrom('person')
    .leftJoin('local_person_key', 'local_person_key.person', 'person.id')
    .select(['person.id', 'person.sealed', 'person.role', 'person.active', 'local_person_key.key'])
    .orderBy('person.id'),
);

/** Everybody who works or worked here, their names opened with the keys kept beside the journal. */
export async function loadPeople(
  read: Reader,
  seal: Pick<PersonSeal, 'open'>,
): Promise<ReadonlyMap<PersonId, KnownPerson>> {
  const rows = await read.all(personRows, {});
  return new Map(
    rows.map((row): [PersonId, KnownPerson] => {
      const id = row.id as PersonId;
      const name = row.key === null ? null : (seal.open(row.key, row.sealed)?.name ?? null);
      return [id, { id, name, role: row.role as RoleId, active: row.active === 1 }];
    }),
  );
}
