import type { Client } from 'pg';
import { migrate } from '#server/store/migrate.ts';
import { connectOnce, createPool, type HqPool } from '#server/store/pool.ts';
import { sharedCluster } from './shared-cluster.ts';

/** A schema of its own in the run's cluster, taken away when it is closed. */
export interface PgSchema {
  readonly name: string;
  readonly pool: HqPool;
  readonly close: () => Promise<void>;
}

/** HQ's tables as the migrations make them. */
export const hqSchema = (): Promise<PgSchema> => schemaWith((client) => migrate(client));

let made = 0;

export async function schemaWith(fill: (client: Client) => Promise<unknown>): Promise<PgSchema> {
  const socket = await sharedCluster();
  made += 1;
  const name = `t${process.pid}_${made}`;
  const plan = { connection: { socket }, schema: name };
  const client = await connectOnce(plan);
  await client.query(`create schema ${name}`);
  await fill(client);
  await client.end();
  const pool = createPool({ ...plan, size: 4 });
  return {
    name,
    pool,
    close: async () => {
      await pool.once(`drop schema ${name} cascade`);
      await pool.close();
    },
  };
}
