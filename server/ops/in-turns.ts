/** Work that is looked for now and then, one round at a time. */
export interface Rounds {
  /** One more round behind those that run; rejects when it fails. */
  readonly work: () => Promise<void>;
  /** No round begins any more; resolves when the one that runs has ended. */
  readonly stop: () => Promise<void>;
}

/**
 * `round` asks `isOver` between its steps, and is told whether somebody waits for it. A round that fails is reported, and the next one
 * comes all the same.
 */
export function inTurns(given: {
  readonly everyMs: number;
  readonly round: (isOver: () => boolean, isAwaited: boolean) => Promise<void>;
  readonly report: (error: unknown) => void;
}): Rounds {
  let running: Promise<void> = Promise.resolve();
  let isOver = false;
  let isDue = true;
  const next = (isAwaited: boolean): Promise<void> => {
    const mine = running.then(() => given.round(() => isOver, isAwaited));
    running = mine.catch(() => {});
    return mine;
  };
  const timer = setInterval(() => {
    if (!isDue) return;
    isDue = false;
    void next(false)
      .catch(given.report)
      .finally(() => {
        isDue = true;
      });
  }, given.everyMs);
  timer.unref();
  return {
    work: () => next(true),
    stop: async () => {
      isOver = true;
      clearInterval(timer);
      await running;
    },
  };
}
