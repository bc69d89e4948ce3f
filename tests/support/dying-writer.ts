import type { Writer } from '#electron/store/writer.ts';

class Killed extends Error {}

/** Does work whose writer dies before one of its writes, after `writes` of them, and stays dead; false when it came to that. */
export async function survives(
  writer: Writer,
  writes: number,
  work: () => Promise<unknown>,
): Promise<boolean> {
  let left = writes;
  const { within } = writer;
  const dying: typeof within = (run) => {
    if (left === 0) throw new Killed();
    left -= 1;
    return within(run);
  };
  Object.assign(writer, { within: dying });
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Killed) return false;
    throw error;
  }
}
