/** Facts between two looks at a feed that are more than registers sell meanwhile: one that was alone brings what it has. */
const MANY = 200;
const PATIENCE_MS = 30_000;

interface Feed {
  readonly store: string;
  readonly position: number;
  /** How far it has been looked at. */
  readonly looked: number;
}

/**
 * Says of a feed, look after look, whether a backlog is coming in: then registers have the machine to themselves, and what they bring is
 * looked at when it is here, after half a minute whatever comes.
 */
export function backlogs(now: () => number): (feed: Feed) => boolean {
  const coming = new Map<string, { readonly position: number; readonly since: number }>();
  return ({ store, position, looked }) => {
    const before = coming.get(store);
    const since = before?.since ?? now();
    const isComing = position - (before?.position ?? looked) >= MANY && now() - since < PATIENCE_MS;
    if (isComing) coming.set(store, { position, since });
    else coming.delete(store);
    return isComing;
  };
}
