/** An invariant is broken: its id of sync research 5.3, and what was found. */
export class Broken extends Error {
  readonly invariant: string;

  constructor(invariant: string, found: string) {
    super(`${invariant}: ${found}`);
    this.invariant = invariant;
  }
}

export function holds(invariant: string, condition: boolean, found: () => string): asserts condition {
  if (!condition) throw new Broken(invariant, found());
}
