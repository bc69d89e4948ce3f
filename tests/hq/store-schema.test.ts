import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PEOPLE_TABLES } from '#server/people/tables.ts';
import { hqDdl } from '#server/store/hq-ddl.ts';
import { MIGRATIONS, migrate } from '#server/store/migrate.ts';
import { connectOnce } from '#server/store/pool.ts';
import { HQ_TABLES } from '#shared/link/hq/tables.ts';
import { databaseOf, hqDatabase, type PgDatabase } from '../support/pg/database.ts';
import { pgMissing } from '../support/pg/shared-cluster.ts';
import { AWAY, STANDING } from '../support/standing-transfers.ts';

const missing = await pgMissing();
const TABLES = [...HQ_TABLES, ...PEOPLE_TABLES];

/** Columns, rules, indexes and parts of everything in a schema, as PostgreSQL itself writes them. */
const DESCRIPTION = `
  select 'column' as is, c.relname as of, a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || coalesce(l.collname, '') || ' ' || a.attnotnull as said, a.attnum::bigint as at
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_collation l on l.oid = a.attcollation
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
  union all
  select 'rule', c.relname, r.conname || ' ' || pg_get_constraintdef(r.oid), 0
    from pg_constraint r join pg_class c on c.oid = r.conrelid where c.relnamespace = current_schema()::regnamespace
  union all
  select 'index', c.relname, replace(pg_get_indexdef(i.indexrelid), current_schema() || '.', ''), 0
    from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace = current_schema()::regnamespace
  union all
  select 'part', c.relname, coalesce(pg_get_partkeydef(c.oid), '') || coalesce(pg_get_expr(c.relpartbound, c.oid), '') || coalesce(array_to_string(c.reloptions, ','), ''), 0
    from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
  order by 1, 2, 4, 3`;

/** A database in which these rows stood before the migration of this number, brought forward by it and all behind it. */
const broughtForward = (name: string, by: number, rows: readonly string[]): Promise<PgDatabase> =>
  databaseOf({
    name,
    fill: async (client) => {
      await migrate(
        client,
        MIGRATIONS.filter(({ number }) => number < by),
      );
      for (const statement of rows) await client.query(statement);
      await migrate(client);
    },
  });

describe.skipIf(missing !== null)(`HQ's schema${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let migrated: PgDatabase;
  beforeAll(async () => {
    migrated = await hqDatabase();
  });
  afterAll(() => migrated.close());

  const rows = async (sql: string) => (await migrated.pool.once(sql)).rows;

  test('all migrations together give the tables their descriptions say', async () => {
    const described = await databaseOf({
      name: 'described',
      fill: async (client) => {
        for (const statement of TABLES.flatMap(hqDdl)) await client.query(statement);
      },
    });
    const said = (await described.pool.once(DESCRIPTION)).rows;
    const made = (await rows(DESCRIPTION)).filter(({ of }) => of !== 'schema_step');
    await described.close();
    expect(made).toEqual(said);
    expect(new Set(made.map(({ of }) => of)).size).toBe(TABLES.length + 2 * 8);
  });

  test('steps only go up, are not taken twice, and one of the future is refused', async () => {
    const numbers = MIGRATIONS.map(({ number }) => number);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    const both = await Promise.all([1, 2].map(() => connectOnce({ connection: migrated.url })));
    expect(await Promise.all(both.map((client) => migrate(client)))).toEqual([[], []]);
    const [client] = both;
    await client?.query("insert into schema_step (number, name) values (9990, 'of the future')");
    await expect(client && migrate(client)).rejects.toThrow('9990');
    await client?.query('delete from schema_step where number = 9990');
    for (const each of both) await each.end();
  });

  test('is ready to be distributed: every key and unique index of what belongs to a store starts with it', async () => {
    // Reference data, small and the same everywhere: the chain's, and HQ's own.
    const reference = new Set([
      'schema_step',
      ...TABLES.filter(({ room }) => room === 'catalog' || room === 'control').map(({ name }) => name),
    ]);
    const unique = await rows(`
      select c.relname as table, i.indexrelid::regclass::text as index, a.attname as first
      from pg_index i join pg_class c on c.oid = i.indrelid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where c.relnamespace = current_schema()::regnamespace and i.indisunique`);
    const strays = unique.filter(({ table, first }) => !reference.has(String(table)) && first !== 'store');
    expect(strays).toEqual([]);
    expect(unique.length).toBeGreaterThan(40);
    expect(
      await rows(
        "select conname from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace",
      ),
    ).toEqual([]);
  });

  test('of transfers that were there before it is counted what is away, and those of which something is are found', async () => {
    const older = await broughtForward('transfers_before', 171, STANDING);
    const ask = async (text: string) => (await older.pool.once(text)).rows;
    expect(await ask('select transfer, away from transfer_away order by transfer')).toEqual(AWAY);
    const plan = await older.pool.transaction(async (sql) => {
      await sql.once('set local enable_seqscan = off');
      const found = await sql.once('explain select store, transfer from transfer_away where away <> 0');
      return found.rows;
    });
    await older.close();
    expect(JSON.stringify(plan)).toContain('transfer_away_by_store_transfer');
  });

  test('when a price was changed by hand before goes with its product', async () => {
    const product = (id: string) => `('${id}', 'Tea', '{}', 'piece', 450, 'vat', 1, 0, '[]', 7, 5)`;
    const older = await broughtForward('prices_before', 190, [
      `insert into product (id, name, names, unit, price, tax_class, active, withdrawn, barcodes, rev, whole_rev)
       values ${product('a')}, ${product('b')}`,
      "insert into priced_by_hand (product, at, rev) values ('a', 1700000000000, 7)",
    ]);
    const { rows } = await older.pool.once(
      'select id, priced_at, rev, whole_rev, alone_rev from product order by id',
    );
    await older.close();
    expect(rows).toEqual([
      { id: 'a', priced_at: 1_700_000_000_000, rev: 7, whole_rev: 5, alone_rev: 7 },
      { id: 'b', priced_at: null, rev: 7, whole_rev: 5, alone_rev: 0 },
    ]);
  });

  test('facts that were parked before it are found by their document', async () => {
    const fact = (position: number, state: string, reason: string | null) =>
      `insert into journal select 'R01', ${position}, 'f${position}', 'd', 'e', ${position}, 'a.fact', '', '', '', '', 'd', 0, '${state}', ${reason === null ? 'null' : `'${reason}'`}, 0`;
    const older = await broughtForward('parked', 200, [
      fact(1, 'posted', null),
      fact(2, 'parked', 'sale/one'),
      fact(3, 'quarantined', 'the tables refused it'),
    ]);
    const { rows } = await older.pool.once('select store, position, document from parked_fact');
    await older.close();
    expect(rows).toEqual([{ store: 'R01', position: 2, document: 'sale/one' }]);
  });

  test.each(['journal', 'move'])('a question about one store looks into one part of %s', async (table) => {
    const values = ['R01', 5];
    const text = `select count(*) from ${table} where store = $1 and ${table === 'journal' ? 'position' : 'at'} > $2`;
    for (const mode of ['force_custom_plan', 'force_generic_plan']) {
      const plan = await migrated.pool.transaction(async (sql) => {
        await sql.once(`set local plan_cache_mode = ${mode}`);
        return (await sql.once<Record<string, string>>(`explain ${text}`, values)).rows;
      });
      const parts = plan.flatMap(
        (line) =>
          Object.values(line)
            .join('')
            .match(new RegExp(`on ${table}_\\d`)) ?? [],
      );
      expect(new Set(parts).size, mode).toBe(1);
    }
  });
});
