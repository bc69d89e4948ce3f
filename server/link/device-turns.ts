/**
 * Runs work of one device after what it gave before, in the order it came; work of others meanwhile. While it waits, `ahead` is walked,
 * bit by bit: it makes what the work will ask for, and may be left anywhere.
 */
export type DeviceTurns = <T>(
  device: string,
  work: () => Promise<T>,
  ahead?: Iterable<unknown>,
) => Promise<T>;

/**
 * A register sends its next batch while one is being taken: it is proven and read meanwhile, and waits here for its turn. Waiting for
 * the lock of its device in PostgreSQL would hold a connection.
 */
export function deviceTurns(): DeviceTurns {
  const last = new Map<string, Promise<unknown>>();
  const readAhead = aheadReader();
  return async (device, work, ahead) => {
    const before = last.get(device);
    const leave = before && ahead ? readAhead(ahead) : null;
    const begin = () => {
      leave?.();
      return work();
    };
    const mine = before ? before.then(begin, begin) : work();
    last.set(device, mine);
    try {
      return await mine;
    } finally {
      if (last.get(device) === mine) last.delete(device);
    }
  };
}

/** Read between two turns of the event loop: less than a millisecond, so that what is being taken is hardly kept waiting. */
const BIT = 8;

/** Walks what is given, the one who came first to its end, while nothing else is to be done; answers how to leave it. */
function aheadReader(): (ahead: Iterable<unknown>) => () => void {
  const waiting = new Set<Iterator<unknown>>();
  let isReading = false;
  const read = () => {
    const [first] = waiting;
    isReading = first !== undefined;
    if (!first) return;
    if (!readBit(first)) waiting.delete(first);
    setImmediate(read);
  };
  return (ahead) => {
    const reader = ahead[Symbol.iterator]();
    waiting.add(reader);
    if (!isReading) {
      isReading = true;
      setImmediate(read);
    }
    return () => waiting.delete(reader);
  };
}

/** Whether there is more. What can't be read says so to the work that asks for it. */
function readBit(reader: Iterator<unknown>): boolean {
  try {
    for (let n = 0; n < BIT; n++) if (reader.next().done) return false;
    return true;
  } catch {
    return false;
  }
}
