import { afterEach, describe, vi } from 'vitest';
import { nodeCodec } from '#node/codec.ts';
import { createPostgresFeed } from '#server/store/postgres-feed.ts';
import { createPostgresHq } from '#server/store/postgres-hq.ts';
import type { Row } from '#shared/journal/change.ts';
import { quote } from '#shared/journal/ddl.ts';
import type { RowOf } from '#shared/journal/table.ts';
import type { HqStore } from '#shared/link/hq/hq-store.ts';
import type { FeedSource } from '#shared/link/hq/serve-feed.ts';
import { device, HQ_TABLES } from '#shared/link/hq/tables.ts';
import { hqDatabase } from '../pg/database.ts';
import { pgMissing } from '../pg/shared-cluster.ts';
import { openSqliteHq } from './sqlite-hq.ts';

/** HQ's storage under test, and a look at its tables. */
export interface TestHq {
  readonly hq: HqStore;
  readonly feed: FeedSource;
  readonly engine: 'sqlite' | 'postgres';
  /** A table whole, in the order of its key. */
  readonly rows: (table: string) => Promise<Row[]>;
  /** Makes HQ know a device, or know it otherwise than before. */
  readonly enrol: (
    known: Pick<RowOf<typeof device>, 'device' | 'public_key'> & Partial<RowOf<typeof device>>,
  ) => Promise<void>;
  /** Opens a store. */
  readonly openStore: (store: string) => Promise<void>;
  /** Resolves when so many transactions wait for another: on SQLite at once, where one that is open lets no other begin. */
  readonly waiting: (count: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

const missing = await pgMissing();
/** The clock of HQ in these tests. */
const NOON = Date.UTC(2026, 2, 2, 4);

/** Runs the same tests on HQ's SQLite and PostgreSQL: what the protocol does must not depend on the engine. */
export function describeEachHq(name: string, tests: (open: () => Promise<TestHq>) => void): void {
  describe(`${name} on SQLite`, () => suite(sqliteHq, tests));
  describe.skipIf(missing !== null)(`${name} on PostgreSQL${missing ? ` (skipped: ${missing})` : ''}`, () =>
    suite(postgresHq, tests),
  );
}

function suite(make: () => Promise<TestHq>, tests: (open: () => Promise<TestHq>) => void): void {
  let made: TestHq[] = [];
  afterEach(async () => {
    const closing = made;
    made = [];
    for (const hq of closing) await hq.close();
  });
  tests(async () => {
    const hq = await make();
    made.push(hq);
    return hq;
  });
}

const ports = { codec: nodeCodec, now: () => NOON };

async function sqliteHq(): Promise<TestHq> {
  const { hq, feed, db, close } = openSqliteHq(ports);
  return {
    hq,
    feed,
    engine: 'sqlite',
    rows: async (table) =>
      (db.prepare(wholeTable(table)).all() as Row[]).map(({ row_number: _number, ...row }) => row),
    enrol: async (known) => void db.prepare(ENROL('?')).run(Object.values(deviceRow(known))),
    openStore: async (store) => void db.prepare(OPEN('?')).run(store),
    waiting: async () => {},
    close: async () => close(),
  };
}

async function postgresHq(): Promise<TestHq> {
  const { pool, close } = await hqDatabase();
  return {
    hq: createPostgresHq(pool, ports),
    feed: createPostgresFeed(pool, nodeCodec),
    engine: 'postgres',
    rows: async (table) => (await pool.once<Row>(wholeTable(table))).rows,
    enrol: async (known) => void (await pool.query(ENROL('$'), Object.values(deviceRow(known)))),
    openStore: async (store) => void (await pool.query(OPEN('$1'), [store])),
    waiting: async (count) => {
      const seen = async () => (await pool.query<{ n: number }>(WAITING)).rows[0]?.n === count;
      await vi.waitUntil(seen, { timeout: 20_000, interval: 5 });
    },
    close,
  };
}

const WAITING =
  "select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
const OPEN = (mark: '?' | '$1') =>
  `insert into hq_store (store, name, opened_at, closed_at) values (${mark}, 'A store', 0, null)`;

function wholeTable(name: string): string {
  const found = HQ_TABLES.find((table) => table.name === name);
  if (!found) throw new Error(`HQ has no table ${name}`);
  return `select * from ${quote(name)} order by ${found.key.map(quote).join(', ')}`;
}

const COLUMNS = Object.keys(device.columns);
const ENROL = (mark: '?' | '$') =>
  `insert into device (${COLUMNS.join(', ')}) values (${COLUMNS.map((_, at) => (mark === '?' ? '?' : `$${at + 1}`)).join(', ')})
   on conflict (device) do update set ${COLUMNS.map((c) => `${c} = excluded.${c}`).join(', ')}`;

function deviceRow(known: Parameters<TestHq['enrol']>[0]): Row {
  const row: RowOf<typeof device> = {
    store: 'R01',
    register: known.device,
    name: known.device,
    state: 'active',
    version: '0.1.0',
    epoch: null,
    seq: 0,
    lease: null,
    last_seen: null,
    skew: null,
    waiting_facts: 0,
    waiting_since: null,
    enrolled_at: NOON,
    former_stores: '[]',
    ...known,
  };
  return Object.fromEntries(COLUMNS.map((column) => [column, row[column as keyof typeof row]]));
}
