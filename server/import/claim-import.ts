import type { Client } from 'pg';

/** Names the locks of imports among all that use this database: "imp" in ASCII. */
const LOCK = 0x69_6d_70;

/**
 * One process of headquarters at a time works on an import, for as long as its connection lasts: another that starts meanwhile leaves it
 * alone, and what a killed one left is free at once. `connect`: a connection that is the import's own.
 */
export const claimImport =
  (connect: () => Promise<Client>) =>
  async (id: string): Promise<(() => Promise<void>) | null> => {
    const client = await connect();
    const { rows } = await client.query<{ ours: boolean }>(
      'select pg_try_advisory_lock($1, hashtext($2)) as ours',
      [LOCK, id],
    );
    if (rows[0]?.ours === true) return () => client.end();
    await client.end();
    return null;
  };
