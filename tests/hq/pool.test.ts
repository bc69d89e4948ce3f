import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Tx } from '#server/store/pool.ts';
import { databaseOf, type PgDatabase } from '../support/pg/database.ts';
import { pgMissing } from '../support/pg/shared-cluster.ts';

const missing = await pgMissing();

describe.skipIf(missing !== null)(`HQ's connections${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let database: PgDatabase;
  beforeEach(async () => {
    database = await databaseOf({
      name: 'counters',
      fill: (client) => client.query('create table counter (name text primary key, n bigint not null)'),
    });
    await database.pool.query("insert into counter values ('a', 0), ('b', 0)");
  });
  afterEach(() => database.close());

  const add = (tx: Tx, name: string) => tx.query('update counter set n = n + 1 where name = $1', [name]);
  const counters = async () => (await database.pool.query('select name, n from counter order by name')).rows;

  test('a transaction that stood in the way of another is tried again, and both are done', async () => {
    let tries = 0;
    let meet: () => void = () => {};
    const both = new Promise<void>((resolve) => {
      let here = 0;
      meet = () => {
        here += 1;
        if (here === 2) resolve();
      };
    });
    const crossing = (first: string, second: string) =>
      database.pool.transaction(async (tx) => {
        tries += 1;
        await add(tx, first);
        meet();
        await both;
        await add(tx, second);
      });
    await Promise.all([crossing('a', 'b'), crossing('b', 'a')]);
    expect(tries).toBeGreaterThan(2);
    expect(await counters()).toEqual([
      { name: 'a', n: 2 },
      { name: 'b', n: 2 },
    ]);
  });

  test('what throws writes nothing, and a failure nobody minded is not taken for a commit', async () => {
    const thrown = database.pool.transaction(async (tx) => {
      await add(tx, 'a');
      throw new Error('thought better of it');
    });
    await expect(thrown).rejects.toThrow('thought better of it');
    const unminded = database.pool.transaction(async (tx) => {
      await add(tx, 'a');
      await tx.query('insert into counter values ($1, 1)', ['a']).catch(() => {});
    });
    await expect(unminded).rejects.toThrow('rolled back');
    expect((await counters())[0]).toEqual({ name: 'a', n: 0 });
  });

  test('statements sent without waiting run in their order', async () => {
    const seen = await database.pool.transaction(async (tx) => {
      const sent = [add(tx, 'a'), tx.query('select n from counter where name = $1', ['a']), add(tx, 'a')];
      return (await Promise.all(sent))[1]?.rows;
    });
    expect(seen).toEqual([{ n: 1 }]);
  });

  test('an integer that is not exact is refused, and a connection that was cut is replaced', async () => {
    await expect(database.pool.query('select 9007199254740993::bigint')).rejects.toThrow(
      'not an exact integer',
    );
    const cut = database.pool.transaction(async (tx) => {
      await add(tx, 'a');
      await tx.query('select pg_terminate_backend(pg_backend_pid())');
    });
    await expect(cut).rejects.toThrow();
    await database.pool.transaction((tx) => add(tx, 'b'));
    expect(await counters()).toEqual([
      { name: 'a', n: 0 },
      { name: 'b', n: 1 },
    ]);
  });

  test('bytes are copied out as they are, however many; what fails leaves the connection usable', async () => {
    const copied = (rows: string) => database.pool.copied(`copy (${rows}) to stdout (format binary)`);
    const all = Buffer.from(Uint8Array.from({ length: 256 }, (_, byte) => byte));
    const row = `decode('${all.toString('hex')}', 'hex')`;
    expect(await copied(`select ${row}`)).toEqual(all);
    expect(await copied(`select ${row} where false`)).toEqual(Buffer.alloc(0));
    const many = Buffer.concat(
      Array.from({ length: 1500 }, (_, n) => Buffer.concat([all, Buffer.from([n % 256])])),
    );
    const rows = `select ${row} || set_byte('\\x00', 0, n % 256) from generate_series(0, 1499) n order by n`;
    const [once, meanwhile, again] = await Promise.all([copied(rows), counters(), copied(rows)]);
    expect(many.equals(once)).toBe(true);
    expect(many.equals(again)).toBe(true);
    expect(meanwhile).toHaveLength(2);
    await expect(copied('select bytes from nowhere')).rejects.toThrow('nowhere');
    expect(await copied(`select ${row}`)).toEqual(all);
  });
});
