import { nodeCodec } from '#node/codec.ts';
import { openAuthor } from '#server/store/author.ts';
import { effectStatement } from '#server/store/effects.ts';
import { hqDdl } from '#server/store/hq-ddl.ts';
import { createKnownFacts } from '#server/store/known-facts.ts';
import { readerOf } from '#server/store/reader.ts';
import { put, type Row } from '#shared/journal/change.ts';
import { TABLES } from '#shared/journal/database.ts';
import { localDevice } from '#shared/journal/tables/local.ts';
import { HQ_TABLES, scoped } from '#shared/link/hq/tables.ts';
import { createCommit } from '#shared/services/journal/commit.ts';
import type { Host, Self } from '#shared/services/journal/host.ts';
import { type TestHost, type TestPorts, tableQuery } from '../test-host.ts';
import { type Beginning, databaseOf, MIGRATED } from './database.ts';

/** Local state only a register has: HQ's schema lacks it, the services of a counter need it. */
const REGISTERS_OWN = TABLES.filter(
  ({ name, room }) => room === 'local' && HQ_TABLES.every((table) => table.name !== name),
);

const COUNTER: Beginning = {
  name: 'counter',
  fill: async (client) => {
    await MIGRATED.fill(client);
    for (const table of REGISTERS_OWN)
      for (const statement of hqDdl(scoped(table))) await client.query(statement);
  },
};

/** The services on HQ's own schema, executor and flow of commands, with one author for all as on a register. */
export async function pgHost(self: Self, ports: TestPorts): Promise<TestHost> {
  const { pool, close } = await databaseOf(COUNTER);
  const known = createKnownFacts(pool);
  const plan = { ...ports, codec: nodeCodec, announce: () => {}, watch: known };
  const author = await openAuthor(pool, self, plan);
  const commit = createCommit(author);
  const host: Host = {
    self,
    read: readerOf(pool),
    commit,
    commitChain: commit,
    commitPart: commit,
    chain: await known.of(self),
    codec: nodeCodec,
    now: ports.now,
    newId: ports.newId,
  };
  const { device, store, register, epoch } = self;
  const identity = { id: 'self', device, store, register, epoch, public_key: 'none', recovery_hash: null };
  const told = effectStatement(put(localDevice, { ...identity, founded_at: ports.now() }), store);
  await pool.query(told.text, told.values);
  return {
    host,
    engine: 'postgres',
    rows: async (table) => (await pool.once<Row>(tableQuery(table))).rows.map((row) => plain(table, row)),
    close: async () => {
      await author.idle();
      await close();
    },
  };
}

/** A row as the register's table has it. */
function plain(table: string, row: Row): Row {
  const described = TABLES.find(({ name }) => name === table);
  return Object.fromEntries(
    Object.entries(row).filter(([column]) => described && column in described.columns),
  );
}
