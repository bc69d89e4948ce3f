/** Rows somebody chose: some by id, or all that match the filter but for some. Rows that are not loaded can be among them. */
export interface Picks {
  readonly all: boolean;
  /** Chosen, or with `all` left out. */
  readonly ids: ReadonlySet<string>;
}

export const NO_PICKS: Picks = { all: false, ids: new Set() };
export const ALL_PICKED: Picks = { all: true, ids: new Set() };

export const isPicked = ({ all, ids }: Picks, id: string): boolean => all !== ids.has(id);

/** How many are chosen of so many that match. */
export const pickedOf = ({ all, ids }: Picks, matching: number): number =>
  all ? Math.max(0, matching - ids.size) : ids.size;

/** Chosen where it was not, and the other way round. */
export function toggled({ all, ids }: Picks, id: string): Picks {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { all, ids: next };
}

/** These chosen as well. */
export function withPicked({ all, ids }: Picks, more: readonly string[]): Picks {
  const next = new Set(ids);
  for (const id of more) {
    if (all) next.delete(id);
    else next.add(id);
  }
  return { all, ids: next };
}
