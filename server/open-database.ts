import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { pgBinaries } from './cluster/binaries.ts';
import { type ClusterPlan, startCluster } from './cluster/cluster.ts';
import type { DatabasePlace } from './config.ts';
import { migrate } from './store/migrate.ts';
import { connectOnce, createPool, type HqPool, type PoolPlan } from './store/pool.ts';
import { Trouble } from './trouble.ts';

/** HQ's tables, brought to this program's schema. */
export interface HqDatabase {
  readonly pool: HqPool;
  /** Where it is: for threads that open connections of their own. */
  readonly plan: PoolPlan;
  /** Another connection, outside the pool. */
  readonly connect: () => Promise<Client>;
  /** Steps of the schema taken just now, as sentences. */
  readonly migrated: readonly string[];
  /** Closes it; a cluster of its own is stopped when nobody else serves from it. */
  readonly close: () => Promise<void>;
}

export interface Opening {
  /**
   * `serving`: as the headquarters that serves from a cluster of its own, of which there is one a folder, and that sees to it that the
   * cluster runs. `visiting`: beside it or alone.
   */
  readonly as: 'serving' | 'visiting';
  /** Most connections at once. */
  readonly size: number;
  /** The cluster had died and is back, or why it can't be brought back yet. */
  readonly report: (news: { readonly revived: true } | { readonly error: unknown }) => void;
}

/** Opens the database and brings its schema up to date. Throws `Trouble`. */
export async function openDatabase(place: DatabasePlace, opening: Opening): Promise<HqDatabase> {
  const { as, size } = opening;
  if (place.kind === 'named') return await open({ connection: place.url, size }, async () => {});
  const binaries = await pgBinaries();
  if ('missing' in binaries)
    throw new Trouble(`there is no PostgreSQL to run here (${binaries.missing}): name one with --database`);
  const kept = await keepCluster({ dir: place.folder, binaries, data: 'kept' }, opening);
  if (!kept.isKeeper && as === 'serving') {
    await kept.leave();
    throw new Trouble(`another headquarters serves from ${place.folder}`);
  }
  try {
    return await open({ connection: { socket: place.folder }, size }, kept.leave);
  } catch (error) {
    await kept.leave();
    throw error;
  }
}

/** Starts a cluster, and while one serves from it, again when it dies. `leave` stops it, unless it is another's. */
async function keepCluster(plan: ClusterPlan, { as, report }: Opening) {
  const over = new AbortController();
  const begin = async () => {
    const cluster = await startCluster(plan);
    const client = await connectOnce({ connection: { socket: cluster.socket } });
    return { cluster, client, isKeeper: await becomeKeeper(client, as === 'serving' ? 1500 : 0) };
  };
  let current = await begin();
  let reviving: Promise<void> | null = null;
  const revive = async (): Promise<void> => {
    while (!over.signal.aborted) {
      try {
        current = await begin();
        report({ revived: true });
        watch();
        return;
      } catch (error) {
        report({ error });
        await pause(1000, undefined, { signal: over.signal }).catch(() => {});
      }
    }
  };
  const watch = (): void => {
    current.client.once('end', () => {
      if (!over.signal.aborted) reviving = revive();
    });
  };
  if (as === 'serving' && current.isKeeper) watch();
  return {
    isKeeper: current.isKeeper,
    leave: async (): Promise<void> => {
      over.abort();
      await reviving;
      const { cluster, client, isKeeper } = current;
      await client.end().catch(() => {});
      if (isKeeper) await cluster.stop();
    },
  };
}

async function open(plan: PoolPlan, leave: () => Promise<void>): Promise<HqDatabase> {
  const connect = () => connectOnce(plan);
  const migrated = await bringUpToDate(connect);
  const pool = createPool(plan);
  return {
    pool,
    plan,
    connect,
    migrated,
    close: async () => {
      await pool.close();
      await leave();
    },
  };
}

async function bringUpToDate(connect: () => Promise<Client>): Promise<readonly string[]> {
  const client = await connect().catch((error: unknown) => {
    throw new Trouble(`PostgreSQL doesn't answer: ${error instanceof Error ? error.message : String(error)}`);
  });
  try {
    return (await migrate(client)).map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/**
 * Becomes the one who serves from this cluster, for as long as the connection lasts: whoever is killed gives it up by that. One who
 * was is given a moment to be gone.
 */
async function becomeKeeper(client: Client, patienceMs: number): Promise<boolean> {
  for (let waited = 0; ; waited += 50) {
    const { rows } = await client.query<{ kept: boolean }>('select pg_try_advisory_lock($1) as kept', [
      KEEPER,
    ]);
    if (rows[0]?.kept === true) return true;
    if (waited >= patienceMs) return false;
    await pause(50);
  }
}

/** Names the lock: "keeper" in ASCII, less its last letter. */
const KEEPER = 0x6b_65_65_70_65;
