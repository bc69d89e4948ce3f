/** Runs work of one device after what it gave before, in the order it came; work of others meanwhile. */
export type DeviceTurns = <T>(device: string, work: () => Promise<T>) => Promise<T>;

/**
 * A register sends its next batch while one is being taken: it is read and proven meanwhile, and waits here for its turn. Waiting for the
 * lock of its device in PostgreSQL would hold a connection.
 */
export function deviceTurns(): DeviceTurns {
  const last = new Map<string, Promise<unknown>>();
  return async (device, work) => {
    const before = last.get(device) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(device, mine);
    try {
      return await mine;
    } finally {
      if (last.get(device) === mine) last.delete(device);
    }
  };
}
