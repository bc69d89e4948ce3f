import type { HqConfig } from '#server/config.ts';
import { makeEnrolmentCode } from '#server/link/enrolment.ts';
import { createLog } from '#server/ops/log.ts';
import { setUpChain } from '#server/set-up/set-up-chain.ts';
import { type Hq, startHq, type Tuning } from '#server/start-hq.ts';
import { hqDatabase, type PgDatabase } from '#tests/support/pg/database.ts';
import { type BareDevice, bareDevice } from './device.ts';

export const CONFIG: Omit<HqConfig, 'database'> = {
  roles: new Set(['api', 'sync', 'worker']),
  host: '127.0.0.1',
  port: 0,
  publicAddress: null,
  tls: null,
  proxies: [],
  logLevel: 'debug',
  metricsToken: null,
  factorKey: 'for-the-second-factors-of-the-tests',
};

/** Headquarters in this process, on a database of its own, with a chain of two stores. */
export interface OpenHq extends Hq {
  readonly url: string;
  /** Every line of its log so far. */
  readonly said: () => readonly Readonly<Record<string, unknown>>[];
  readonly code: (store?: string, register?: string) => Promise<string>;
  /** A device that has joined. */
  readonly joined: (store?: string) => Promise<BareDevice>;
  /** Writes what was seen of the devices. */
  readonly settle: () => Promise<void>;
  readonly deviceRow: (device: BareDevice) => Promise<Readonly<Record<string, unknown>> | undefined>;
  /** What headquarters holds of a device. */
  readonly factsOf: (device: BareDevice) => Promise<readonly FactRow[]>;
  /** What `work` answers, and what the log says of refusals meanwhile. */
  readonly refusals: <T>(work: () => Promise<T>) => Promise<readonly [T, readonly unknown[]]>;
  /** Ends it and leaves its database as it is. */
  readonly halt: () => Promise<void>;
  /** Rows of HQ's tables. */
  readonly rows: <T = Readonly<Record<string, unknown>>>(sql: string, values?: unknown[]) => Promise<T[]>;
}

interface FactRow {
  readonly store: string;
  readonly seq: number;
  readonly state: string;
}

export async function openHq(tuned: Partial<Tuning> = {}, config: Partial<HqConfig> = {}): Promise<OpenHq> {
  const opened = await openOn(await hqDatabase(), tuned, config);
  const { pool } = opened.database;
  const now = tuned.now ?? Date.now;
  const made = await setUpChain({ pool, now }, { chain: 'Ducks', store: { code: 'R01', name: 'Pond' } });
  if (!made.ok) throw new Error(made.error);
  await pool.query(`insert into hq_store (store, name, opened_at) values ('R02', 'Lake', 1)`);
  return opened;
}

/** The same on a database with a chain in it. */
export async function openOn(
  { url, close }: Pick<PgDatabase, 'url' | 'close'>,
  tuned: Partial<Tuning> = {},
  config: Partial<HqConfig> = {},
): Promise<OpenHq> {
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  const hq = await startHq({ ...CONFIG, ...config, database: { kind: 'named', url } }, log, tuned);
  const { pool } = hq.database;
  const now = tuned.now ?? Date.now;
  const code = async (store = 'R01', register: string | null = null) => {
    const wanted = { store, register, role: 'register', madeBy: 'test' } as const;
    const found = await makeEnrolmentCode({ pool, now }, wanted);
    if (!found.ok) throw new Error(found.error.code);
    return found.value.code;
  };
  const rows = async <T>(sql: string, values: unknown[] = []) => (await pool.once<T>(sql, values)).rows;
  const said = () => lines.map((line): Readonly<Record<string, unknown>> => JSON.parse(line));
  return {
    ...hq,
    url,
    said,
    rows,
    deviceRow: async ({ id }) => (await rows('select * from device where device = $1', [id]))[0] as never,
    factsOf: ({ id }) => rows('select store, seq, state from journal where origin = $1 order by seq', [id]),
    refusals: async (work) => {
      const before = lines.length;
      const done = await work();
      const warnings = said()
        .slice(before)
        .filter(({ level }) => level === 'warn' || level === 'error');
      return [done, warnings.map(({ answer, status }) => [answer, status])];
    },
    code,
    joined: async (store = 'R01') => {
      const device = bareDevice(hq.address, { store });
      const { status, body } = await device.enrol(await code(store));
      if (status !== 200) throw new Error(JSON.stringify(body));
      return device;
    },
    halt: () => hq.stop(),
    stop: async () => {
      await hq.stop();
      await close();
    },
  };
}
