import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeCodec } from '#node/codec.ts';
import { pgBinaries } from '#server/cluster/binaries.ts';
import { startCluster } from '#server/cluster/cluster.ts';
import type { HqPool } from '#server/store/pool.ts';
import { createPostgresHq } from '#server/store/postgres-hq.ts';
import { quote } from '#shared/journal/ddl.ts';
import { receivePush } from '#shared/link/hq/receive-push.ts';
import { HQ_TABLES } from '#shared/link/hq/tables.ts';
import { nodeVerify } from '#tests/support/link/device-keys.ts';
import { atLeast, type Figure, shareOfLimit, shown } from './figure.ts';
import { freshDatabase } from './fresh-database.ts';
import { type Backlog, backlogOf, modelSale } from './pushed-sales.ts';

const ONE = 8000;
const EACH_OF_32 = 625;
const CONNECTIONS = 8;

/**
 * Five-line sales from registers' backlogs into HQ on its own PostgreSQL, fsync on, until acknowledged: proven, durable and projected.
 * Beside it the very rows this leaves, by binary COPY from files of the server's own into the same tables of a fresh database.
 */
export async function measure(): Promise<readonly Figure[]> {
  const binaries = await pgBinaries();
  if ('missing' in binaries) throw new Error(binaries.missing);
  const dir = mkdtempSync(join(tmpdir(), 'mlbench-'));
  const cluster = await startCluster({ dir, binaries, data: 'kept' });
  try {
    const model = await modelSale();
    const backlogs = (count: number, stores: number, sales: number) =>
      Array.from({ length: count }, (_, n) =>
        backlogOf(model, { store: `R${(n % stores) + 1}`, register: n + 1, sales }),
      );
    const run = (given: readonly Backlog[]) => ingest({ socket: cluster.socket, dir }, given);
    // The first run meets cold caches and plans: it is not measured.
    await run(backlogs(8, 8, 1000));
    const one = await run(backlogs(1, 1, ONE));
    const spread = await run(backlogs(32, 8, EACH_OF_32));
    const together = await run(backlogs(32, 1, EACH_OF_32));
    return [
      atLeast('ingest', 'sales from 1 device', { value: one.rate, unit: '/s', least: 4000 }),
      atLeast('ingest', 'sales from 32 devices in 8 stores', { value: spread.rate, unit: '/s', least: 6000 }),
      shareOfLimit('ingest', 'sales from 32 devices, beside COPY', {
        value: spread.rate,
        limit: spread.copied,
        unit: '/s',
        share: 0.4,
      }),
      shown('ingest', 'sales from 32 devices in one store', together.rate, '/s'),
      shown('ingest', 'rows written per sale', spread.rows / spread.sales, 'rows'),
    ];
  } finally {
    await cluster.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

interface Place {
  readonly socket: string;
  readonly dir: string;
}

let runs = 0;

async function ingest({ socket, dir }: Place, backlogs: readonly Backlog[]) {
  runs += 1;
  const name = `ingest_${runs}`;
  const pool = await freshDatabase(socket, name, CONNECTIONS);
  const hq = createPostgresHq(pool, { codec: nodeCodec, now: () => Date.now() });
  for (const backlog of backlogs) await enrol(pool, backlog);
  const sales = backlogs.reduce((sum, backlog) => sum + backlog.sales, 0);
  await pool.once('checkpoint');
  const begun = performance.now();
  await Promise.all(
    backlogs.map(async ({ device, batches }) => {
      for (const bytes of batches) {
        const reply = await receivePush(hq, { device, bytes }, { codec: nodeCodec, verify: nodeVerify });
        if (!reply.ok || reply.value.kind !== 'ack') throw new Error('a push was not acknowledged');
      }
    }),
  );
  const rate = sales / ((performance.now() - begun) / 1000);
  const { rows, seconds } = await copySame({ socket, dir }, pool, name);
  await pool.close();
  return { rate, sales, rows, copied: sales / seconds };
}

const enrol = (pool: HqPool, { device, store, register, keys }: Backlog) =>
  pool.query(
    `insert into device (device, store, register, name, public_key, state, version, seq, waiting_facts, enrolled_at, former_stores)
     values ($1, $2, $3, $1, $4, 'active', '', 0, 0, 0, '[]')`,
    [device, store, register, keys.publicKey],
  );

/** Copies every table to a file and from there into a fresh database, one transaction for all; answers rows and seconds of the latter. */
async function copySame({ socket, dir }: Place, pool: HqPool, name: string) {
  const files = join(dir, name);
  mkdirSync(files);
  chmodSync(files, 0o777);
  const tables = HQ_TABLES.filter(({ room }) => room === 'store' || room === 'hq').map(({ name }) => name);
  let rows = 0;
  for (const table of tables) {
    const whole = `(select * from ${quote(table)}${table === 'journal' ? ' order by store, position' : ''})`;
    rows += (await pool.once(`copy ${whole} to '${join(files, table)}' (format binary)`)).count;
  }
  const bare = await freshDatabase(socket, `${name}_copy`, CONNECTIONS);
  await bare.once('checkpoint');
  const begun = performance.now();
  await bare.transaction(async (sql) => {
    for (const table of tables)
      await sql.once(`copy ${quote(table)} from '${join(files, table)}' (format binary)`);
  });
  const seconds = (performance.now() - begun) / 1000;
  await bare.close();
  rmSync(files, { recursive: true, force: true });
  return { rows, seconds };
}
