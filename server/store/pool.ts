import { setTimeout as pause } from 'node:timers/promises';
import { Client, type ClientConfig, Pool, type PoolClient, type QueryConfig } from 'pg';
import { copyOut } from './copy-out.ts';
import { inOneBreath } from './one-breath.ts';
import type { RowTypes } from './row-array.ts';

/** Where HQ's PostgreSQL is: a connection string, or the socket of a cluster of its own. */
export interface PoolPlan {
  readonly connection: string | { readonly socket: string };
  /** Most connections at once. */
  readonly size: number;
}

export interface Answer<R> {
  readonly rows: R[];
  /** Rows written, or read. */
  readonly count: number;
}

export interface Sql {
  /**
   * Runs a statement. It is prepared once per connection and kept, so its text must be one of few. Statements of one transaction may
   * be sent without waiting for the answer of the one before: they run in the order they were sent.
   */
  readonly query: <R = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ) => Promise<Answer<R>>;
  /** A statement of changing shape: prepared for this run alone. */
  readonly once: <R = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ) => Promise<Answer<R>>;
}

/** A transaction. */
export interface Tx extends Sql {
  readonly types: RowTypes;
}

export interface HqPool extends Sql {
  /**
   * One transaction, durable when the promise resolves. Throws what `work` throws, having written nothing. A transaction PostgreSQL
   * broke off for the sake of another (deadlock, serialization) is tried again: `work` may run several times.
   */
  readonly transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** The rows of one `bytea` column, joined: `copy (…) to stdout (format binary)`, its values written out. */
  readonly copied: (text: string) => Promise<Uint8Array>;
  /** Connections as they are just now. */
  readonly counts: () => PoolCounts;
  readonly close: () => Promise<void>;
}

export interface PoolCounts {
  readonly busy: number;
  readonly idle: number;
  /** Who waits for one. */
  readonly waiting: number;
}

/**
 * So many connections stay open however quiet it is: a new one has to read the catalog and plan its statements first, so that the next sale
 * of a quiet shop is acknowledged 20 ms later.
 */
const KEPT = 4;

export function createPool(plan: PoolPlan): HqPool {
  const pool = new Pool({ ...clientConfig(plan), max: plan.size, min: Math.min(KEPT, plan.size) });
  // A connection that breaks while it lies idle is replaced by the next one that is needed.
  pool.on('error', () => {});
  // One that breaks while it is borrowed tells whoever waits for its answer; between two questions nobody does.
  pool.on('connect', (client) => client.on('error', () => {}));
  const borrowed = async <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    try {
      const done = await work(client);
      client.release();
      return done;
    } catch (error) {
      client.release(isBroken(error));
      throw error;
    }
  };
  const sql: Sql = {
    query: (text, values) => borrowed((client) => sqlOf(client).query(text, values)),
    once: (text, values) => borrowed((client) => sqlOf(client).once(text, values)),
  };
  let types: RowTypes = new Map();
  return {
    ...sql,
    transaction: async (work) => {
      if (types.size === 0) types = await readRowTypes(sql);
      for (let tries = 1; ; tries++) {
        try {
          return await borrowed((client) => transact(client, types, work));
        } catch (error) {
          if (tries === MOST_TRIES || !isRetryable(error)) throw error;
          // The other one goes first.
          await pause(Math.min(2 ** tries, MOST_PAUSE_MS));
        }
      }
    },
    copied: (text) => borrowed((client) => copyOut(client, text)),
    counts: () => ({
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: () => pool.end(),
  };
}

/**
 * A connection of one's own, outside every pool: for what holds a session, as migrations and listening do. Without `pipeline` one question
 * waits for the answer of the one before, as streams of rows need it.
 */
export async function connectOnce(
  plan: Omit<PoolPlan, 'size'>,
  { pipeline = true }: { readonly pipeline?: boolean } = {},
): Promise<Client> {
  const client = new Client({ ...clientConfig(plan), pipeline });
  // When it breaks, the next question says so.
  client.on('error', () => {});
  await client.connect();
  return client;
}

const MOST_TRIES = 12;
const MOST_PAUSE_MS = 100;

const clientConfig = ({ connection }: Omit<PoolPlan, 'size'>): ClientConfig & { pipeline: boolean } => ({
  ...(typeof connection === 'string'
    ? { connectionString: connection }
    : { host: connection.socket, user: 'mallard', database: 'postgres' }),
  keepAlive: true,
  // A process that hangs inside a transaction would hold the feed of its store: PostgreSQL ends it.
  idle_in_transaction_session_timeout: 60_000,
  types: { getTypeParser: (oid: number) => PARSERS[oid] ?? String },
  pipeline: true,
});

async function transact<T>(client: PoolClient, types: RowTypes, work: (tx: Tx) => Promise<T>): Promise<T> {
  inOneBreath(client);
  const begun = client.query('begin');
  begun.catch(() => {});
  let done: T;
  try {
    done = await work({ ...sqlOf(client), types });
    await begun;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
  const { command } = await client.query('commit');
  // After a statement failed and nobody minded, PostgreSQL answers a commit with a rollback.
  if (command !== 'COMMIT') throw new Error('the transaction was rolled back: a statement of it had failed');
  return done;
}

const ROW_TYPES = `select relname as table, reltype::bigint as type from pg_class
  where relkind in ('r', 'p') and relnamespace = current_schema()::regnamespace`;

async function readRowTypes(sql: Sql): Promise<RowTypes> {
  const { rows } = await sql.query<{ table: string; type: number }>(ROW_TYPES);
  return new Map(rows.map(({ table, type }) => [table, type]));
}

const sqlOf = (client: PoolClient): Sql => ({
  query: (text, values = []) => run(client, { name: nameOf(text), text, values: [...values] }),
  once: (text, values = []) => run(client, { text, values: [...values] }),
});

async function run<R>(client: PoolClient, query: QueryConfig): Promise<Answer<R>> {
  inOneBreath(client);
  const { rows, rowCount } = await client.query(query);
  return { rows, count: rowCount ?? 0 };
}

const names = new Map<string, string>();
function nameOf(text: string): string {
  const known = names.get(text) ?? `s${names.size + 1}`;
  names.set(text, known);
  return known;
}

/** What PostgreSQL calls the reason of an error, e.g. 23505; null for errors of another origin. */
export const sqlState = (error: unknown): string | null =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^[0-9A-Z]{5}$/.test(error.code)
    ? error.code
    : null;

/** 40001: could not serialize. 40P01: deadlock. */
const isRetryable = (error: unknown): boolean => ['40001', '40P01'].includes(sqlState(error) ?? '');

/** After errors PostgreSQL itself answers the connection can be used again, unless it is going down (57P) or was lost (08). */
const isBroken = (error: unknown): boolean => {
  const state = sqlState(error);
  return state === null || /^(08|57P)/.test(state);
};

/** By type oid. Integers are exact up to 2^53, sums of them arrive as numeric. */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  16: (text) => text === 't',
  17: (text) => Buffer.from(text.slice(2), 'hex'),
  20: exact,
  21: exact,
  23: exact,
  1700: exact,
};

function exact(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`not an exact integer: ${text}`);
  return value;
}
