let last: Promise<unknown> = Promise.resolve();

/**
 * Lets commands about tickets go to the register one after another, in the order they were given, so that each names the
 * version the one before made. One that is refused does not hold up the next.
 */
export function inOrder<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work);
  last = mine.catch(() => undefined);
  return mine;
}

/** Resolves when nothing is on its way any more. */
export async function allAnswered(): Promise<void> {
  let seen: Promise<unknown>;
  do {
    seen = last;
    await seen;
  } while (seen !== last);
}
