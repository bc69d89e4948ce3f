/** A person in the order the tiles are shown. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The person `by` tiles on; stays at the ends. With nobody chosen: the first, or the last going back. */
export function personBeside<P extends Named>(
  people: readonly P[],
  id: string | null,
  by: number,
): P | undefined {
  const at = people.findIndex((person) => person.id === id);
  if (at === -1) return by > 0 ? people[0] : people.at(-1);
  return people[Math.min(people.length - 1, Math.max(0, at + by))];
}

/** The next person whose name has a word that begins with the typed letter, round and round. */
export function personByLetter<P extends Named>(
  people: readonly P[],
  id: string | null,
  letter: string,
): P | undefined {
  const at = people.findIndex((person) => person.id === id);
  const turned = [...people.slice(at + 1), ...people.slice(0, at + 1)];
  const wanted = letter.toLocaleLowerCase();
  return turned.find(({ name }) =>
    name
      .toLocaleLowerCase()
      .split(/\s+/)
      .some((word) => word.startsWith(wanted)),
  );
}
