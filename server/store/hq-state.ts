import type { HqPool } from './pool.ts';

const READ = 'select value from hq_state where key = $1';
const KEEP = 'insert into hq_state (key, value) values ($1, $2) on conflict (key) do nothing';

/** What HQ knows of itself under a key; null: nothing. */
export const keptState = async (pool: HqPool, key: string): Promise<string | null> =>
  (await pool.query<{ value: string }>(READ, [key])).rows[0]?.value ?? null;

/** The same; made and kept the first time it is asked for. */
export async function hqState(pool: HqPool, key: string, make: () => string): Promise<string> {
  const known = await keptState(pool, key);
  if (known !== null) return known;
  await pool.query(KEEP, [key, make()]);
  return hqState(pool, key, make);
}
