/** Facts between two looks at a feed that are more than registers sell meanwhile: one that was alone brings what it has. */
const MANY = 200;
const PATIENCE_MS = 30_000;

export interface Feed {
  readonly store: string;
  readonly position: number;
  /** How far it has been looked at. */
  readonly looked: number;
}

/**
 * Says look after look which feeds, of those with something new, no backlog is coming in to: while one is, registers have the machine to
 * themselves, and what they bring is looked at when it is here, after half a minute whatever comes.
 */
export function withoutBacklog(now: () => number): (feeds: readonly Feed[]) => readonly Feed[] {
  let coming: ReadonlyMap<string, { readonly position: number; readonly since: number }> = new Map();
  return (feeds) => {
    const before = coming;
    coming = new Map(
      feeds.flatMap(({ store, position, looked }) => {
        const { since = now(), position: last = looked } = before.get(store) ?? {};
        const isComing = position - last >= MANY && now() - since < PATIENCE_MS;
        return isComing ? [[store, { position, since }]] : [];
      }),
    );
    return feeds.filter(({ store }) => !coming.has(store));
  };
}
