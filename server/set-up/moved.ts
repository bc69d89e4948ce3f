import { keptState } from '../store/hq-state.ts';
import type { HqPool } from '../store/pool.ts';
import { Trouble } from '../trouble.ts';

/** Key of the state: where this headquarters went. */
export const MOVED_TO = 'moved-to';

/** From now on it serves from there alone: registers would take either for the one they know, and each would lack what the other got. */
export async function noteMoved(pool: HqPool, where: string): Promise<void> {
  await pool.query('insert into hq_state (key, value) values ($1, $2)', [MOVED_TO, where]);
}

/** Throws `Trouble` where it was moved elsewhere. */
export async function refuseMoved(pool: HqPool): Promise<void> {
  const where = await keptState(pool, MOVED_TO);
  if (where !== null)
    throw new Trouble(
      `this headquarters was moved to ${where}: serve from there. Should that be lost: npm run hq -- restored`,
    );
}
