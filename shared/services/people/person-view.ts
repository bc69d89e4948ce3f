import type { PersonId } from '#shared/domain/ids.ts';
import type { Reader } from '../journal/query.ts';
import type { KnownPerson } from './directory.ts';
import { lockLeft } from './lock-out.ts';
import { pinStates } from './pin-rows.ts';

/** A person as lists show them; who was erased is in none. */
export interface PersonView {
  readonly id: PersonId;
  readonly name: string;
  readonly role: string;
  readonly active: boolean;
  readonly hasPin: boolean;
  /** Milliseconds, or null. */
  readonly lockedUntil: number | null;
}

/** Everybody by name, with the state of their PIN on this register. */
export async function personViews(
  read: Reader,
  people: readonly KnownPerson[],
  now: number,
): Promise<PersonView[]> {
  const pins = new Map((await read.all(pinStates, {})).map((row) => [row.person, row.locked_until]));
  return people
    .flatMap((person): PersonView[] => {
      if (person.name === null) return [];
      const left = lockLeft(pins.get(person.id) ?? 0, now);
      return [
        {
          ...person,
          name: person.name,
          hasPin: pins.has(person.id),
          lockedUntil: left === 0 ? null : now + left,
        },
      ];
    })
    .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}
