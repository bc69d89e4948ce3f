import { mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { migrate } from '#server/store/migrate.ts';
import { connectOnce, createPool, type HqPool } from '#server/store/pool.ts';
import { runFolder } from '../run-folder.ts';
import { sharedCluster } from './shared-cluster.ts';

/** A database of its own in the run's cluster: what NOTIFY tells stays among those who use it. */
export interface PgDatabase {
  readonly url: string;
  readonly pool: HqPool;
  /** Empties its tables and leaves it to the next test. */
  readonly close: () => Promise<void>;
}

/** The tables a database begins with; all are empty but those named `schema_…`. */
export interface Beginning {
  readonly name: string;
  readonly fill: (client: Client) => Promise<unknown>;
}

/** HQ's tables as the migrations make them. */
export const MIGRATED: Beginning = { name: 'migrated', fill: (client) => migrate(client) };

export const hqDatabase = (): Promise<PgDatabase> => databaseOf(MIGRATED);

let made = 0;

/** One that another test left, or a new one: HQ's tables and their indexes are some 700 files, which take longer to make than to empty. */
export async function databaseOf({ name: beginning, fill }: Beginning): Promise<PgDatabase> {
  const left = join(runFolder(), 'databases', beginning);
  mkdirSync(left, { recursive: true });
  const { once, opened } = await cluster();
  const takeNew = async (): Promise<string> => {
    made += 1;
    const name = `${beginning}_${process.pid}_${made}`;
    await once('postgres', (admin) => admin.query(`create database ${name}`));
    await once(name, fill);
    return name;
  };
  const name = takeLeft(left) ?? (await takeNew());
  return opened(name, async () => {
    await once(name, async (client) => {
      await client.query(ALONE);
      await client.query(EMPTY);
    });
    mkdirSync(join(left, name));
  });
}

/** A copy of one that nobody is connected to, as a backup of this moment is one; `close` throws it away. */
export async function copyOf(url: string): Promise<PgDatabase> {
  const { once, opened } = await cluster();
  made += 1;
  const name = `copy_${process.pid}_${made}`;
  const from = new URL(url).pathname.slice(1);
  await once('postgres', (admin) => admin.query(`create database ${name} template ${from}`));
  return opened(name, () => once('postgres', (admin) => admin.query(`drop database ${name} with (force)`)));
}

async function cluster() {
  const socket = await sharedCluster();
  const urlOf = (database: string) => `postgres://mallard@localhost/${database}?host=${socket}`;
  const once = async (database: string, work: (client: Client) => Promise<unknown>): Promise<void> => {
    const client = await connectOnce({ connection: urlOf(database) });
    await work(client);
    await client.end();
  };
  /** `left`: what becomes of it once its pool is closed. */
  const opened = (name: string, left: () => Promise<void>): PgDatabase => {
    const pool = createPool({ connection: urlOf(name), size: 4 });
    return {
      url: urlOf(name),
      pool,
      close: async () => {
        await pool.close();
        await left();
      },
    };
  };
  return { once, opened };
}

/** The folder of a database that nobody uses is taken away by one alone. */
function takeLeft(left: string): string | null {
  for (const name of readdirSync(left)) {
    try {
      rmdirSync(join(left, name));
      return name;
    } catch {
      // Another test file was quicker.
    }
  }
  return null;
}

const ALONE =
  'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';

const EMPTY = `
do $$ declare name text; begin
  for name in select relname from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'schema\\_%' and pg_relation_size(oid) > 0
  loop execute format('delete from %I', name); end loop;
end $$`;
