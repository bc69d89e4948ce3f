import type { HqPool } from './pool.ts';

const READ = 'select value from hq_state where key = $1';
const KEEP = 'insert into hq_state (key, value) values ($1, $2) on conflict (key) do nothing';

/** What HQ knows of itself under a key; made and kept the first time it is asked for. */
export async function hqState(pool: HqPool, key: string, make: () => string): Promise<string> {
  const known = (await pool.query<{ value: string }>(READ, [key])).rows[0];
  if (known) return known.value;
  await pool.query(KEEP, [key, make()]);
  return hqState(pool, key, make);
}
