import type { Client } from 'pg';

const OLDEST = `select coalesce(max(extract(epoch from clock_timestamp() - xact_start)), 0)::text as seconds from pg_stat_activity
  where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`;

/**
 * How long the oldest transaction of this database has been open, seconds: one that holds the end of a feed holds up all that is to
 * stand there. Asked on a connection of its own, since those of the pool may be what waits. NaN while PostgreSQL is away.
 */
export async function oldestTransaction(connect: () => Promise<Client>): Promise<number> {
  const client = await connect().catch(() => null);
  if (client === null) return Number.NaN;
  try {
    const { rows } = await client.query<{ seconds: string }>(OLDEST);
    return Number(rows[0]?.seconds);
  } catch {
    return Number.NaN;
  } finally {
    await client.end().catch(() => {});
  }
}
