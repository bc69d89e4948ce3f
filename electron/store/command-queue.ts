/**
 * Commands run one at a time, in the order they came. Bulk work (an import's parts) runs only when no counter command waits,
 * one piece per turn of the event loop, so that a sale never stands behind it.
 */
export interface CommandQueue {
  readonly counter: <T>(work: () => Promise<T>) => Promise<T>;
  readonly bulk: <T>(work: () => Promise<T>) => Promise<T>;
  /** Resolves when everything queued so far has run. */
  readonly idle: () => Promise<void>;
  readonly waiting: () => number;
}

export function createCommandQueue(): CommandQueue {
  const counter: (() => Promise<void>)[] = [];
  const bulk: (() => Promise<void>)[] = [];
  let running = false;

  const next = async (): Promise<void> => {
    running = true;
    for (;;) {
      const work = counter.shift() ?? bulk.shift();
      if (!work) break;
      await work();
      if (counter.length === 0 && bulk.length > 0)
        await new Promise<void>((resolve) => setImmediate(resolve));
    }
    running = false;
  };

  const enqueue = <T>(lane: (() => Promise<void>)[], work: () => Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      lane.push(() => work().then(resolve, reject));
      if (!running) void next();
    });

  const queue: CommandQueue = {
    counter: (work) => enqueue(counter, work),
    bulk: (work) => enqueue(bulk, work),
    idle: () => queue.bulk(async () => {}),
    waiting: () => counter.length + bulk.length,
  };
  return queue;
}
