import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeCodec } from '#node/codec.ts';
import { type HqHosts, openHqHosts } from '#server/store/hq-host.ts';
import { hqState } from '#server/store/hq-state.ts';
import { createPostgresHq } from '#server/store/postgres-hq.ts';
import type { Product } from '#shared/domain/catalog/product.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { minor, rate } from '#shared/domain/numbers.ts';
import { ok } from '#shared/domain/result.ts';
import { NO_HASH, readHeader } from '#shared/journal/entry.ts';
import { relayFact } from '#shared/link/hq/relay.ts';
import { saveProduct } from '#shared/services/catalog/save-product.ts';
import { saveTaxClass } from '#shared/services/catalog/save-tax-class.ts';
import { savePlace } from '#shared/services/settings/save-place.ts';
import { keptScaleRules, saveScaleRules } from '#shared/services/settings/scale-rules.ts';
import { dispatchTransfer } from '#shared/services/transfers/dispatch-transfer.ts';
import { getTransfer } from '#shared/services/transfers/get-transfer.ts';
import { receiveTransfer } from '#shared/services/transfers/receive-transfer.ts';
import { good } from '../support/counter.ts';
import { hqDatabase, type PgDatabase } from '../support/pg/database.ts';
import { pgMissing } from '../support/pg/shared-cluster.ts';
import { BOSS, by, foundSmallStore, PRODUCTS } from '../support/small-store.ts';
import { testPorts } from '../support/test-host.ts';

const missing = await pgMissing();
const EPOCH = '1-00000000000000f1';
const R01 = 'R01' as StoreId;

describe.skipIf(missing !== null)(`HQ as an author${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let database: PgDatabase;
  let hosts: HqHosts;
  const news: { store: string; position: number; areas: readonly string[] }[] = [];
  const clock = testPorts();
  const open = (epoch = EPOCH) =>
    openHqHosts(database.pool, {
      ...clock,
      codec: nodeCodec,
      epoch,
      announce: (each) => void news.push(each),
    });

  beforeEach(async () => {
    database = await hqDatabase();
    hosts = await open();
    news.length = 0;
  });
  afterEach(async () => {
    await hosts.idle();
    await database.close();
  });

  const founded = async () => {
    const host = await hosts.of(R01);
    await foundSmallStore(host);
    return host;
  };
  const journal = async (store: string) =>
    (
      await database.pool.once<{ position: number; header: Uint8Array; prev: Uint8Array; hash: Uint8Array }>(
        'select position, header, prev, hash from journal where store = $1 order by position',
        [store],
      )
    ).rows;
  const transactions = async () =>
    (
      await database.pool.once<{ n: number }>(
        "select count(distinct xmin::text)::int as n from journal where store = 'chain'",
      )
    ).rows[0]?.n ?? 0;
  const product = (n: number): Omit<Product, 'id'> => {
    const { id: _id, ...milk } = PRODUCTS[0] as Product;
    return { ...milk, name: `Milk ${n}`, sku: `M-${n}`, barcodes: [] };
  };
  const code = (result: { ok: boolean; error?: { code: string } }) => result.error?.code ?? 'ok';

  test('facts of the chain are signed by the chain, those of a store by HQ for that store, each in its own journal', async () => {
    const host = await founded();
    const scope = (await database.pool.once("select distinct scope from setting where key = 'store'")).rows;
    expect(scope).toEqual([{ scope: 'store/R01' }]);
    expect(host.chain().settings?.store).toBe('R01');
    for (const store of ['chain', 'R01']) {
      const rows = await journal(store);
      const heads = rows.map(({ header }) => readHeader(header, nodeCodec));
      expect(heads.map((head) => [head?.origin, head?.store, head?.epoch, head?.seq])).toEqual(
        rows.map((_, at) => [`hq/${store}`, store, EPOCH, at + 1]),
      );
      expect(rows.map(({ position }) => position)).toEqual(rows.map((_, at) => at + 1));
      expect(rows.map(({ prev }) => prev)).toEqual([
        Buffer.from(NO_HASH),
        ...rows.slice(0, -1).map(({ hash }) => hash),
      ]);
    }
    expect(news.map(({ store, position }) => [store, position])).toEqual([
      ['chain', 2],
      ['chain', 3],
      ['R01', 2],
    ]);
  });

  test('a new epoch grows from where the one before it ended, so that what was said after that can be given up', async () => {
    await founded();
    const before = (await journal('chain')).at(-1);
    const again = await open('2-00000000000000f2');
    await again.of('chain' as StoreId);
    await again.idle();
    const first = (await journal('chain')).at(-1);
    expect(first?.prev).toEqual(before?.hash);
    expect(readHeader(first?.header ?? NO_HASH, nodeCodec)).toMatchObject({ type: 'epoch.started', seq: 1 });
    const body = await database.pool.once<{ body: Buffer }>(
      "select body from journal where store = 'chain' order by position desc limit 1",
    );
    expect(JSON.parse(String(body.rows[0]?.body))).toEqual({
      reason: 'restored',
      parent: { epoch: EPOCH, seq: 3, hash: Buffer.from(before?.hash ?? NO_HASH).toString('hex') },
    });
  });

  test('commands that come together are committed together, each answered with its own', async () => {
    const host = await founded();
    const before = await transactions();
    const save = (n: number) => saveProduct(host)(by(host, BOSS), { product: null, value: product(n) });
    // The last three claim codes that are taken: by each other, and by one before them.
    const answers = await Promise.all([...Array.from({ length: 30 }, (_, n) => n), 7, 40, 40].map(save));
    expect(answers.map(code).filter((each) => each !== 'ok')).toEqual(['CODE_TAKEN', 'CODE_TAKEN']);
    expect(answers[5]).toMatchObject({ ok: true, value: { name: 'Milk 5' } });
    expect(await journal('chain')).toHaveLength(3 + 31);
    expect((await transactions()) - before).toBeLessThan(4);
  });

  test('a command decides on what the one before it said, even of what is kept in memory', async () => {
    const host = await founded();
    const value = {
      name: 'Luxury',
      letter: 'L',
      rates: [{ name: 'VAT', rate: rate(200_000) }],
      active: true,
    };
    const save = () => saveTaxClass(host)(by(host, BOSS), { taxClass: null, value });
    expect((await Promise.all([save(), save(), save()])).map(code)).toEqual([
      'ok',
      'CODE_TAKEN',
      'CODE_TAKEN',
    ]);
    expect([...host.chain().taxClasses.values()].filter(({ letter }) => letter === 'L')).toHaveLength(1);
  });

  test('what another process wrote is known before the next command decides', async () => {
    const here = await founded();
    const there = await (await open()).of(R01);
    good(await saveScaleRules(there)(by(there, BOSS), []));
    expect(keptScaleRules(here.chain())).not.toEqual([]);
    const seen = await here.commitChain(by(here, BOSS).command, async () =>
      ok({ answer: keptScaleRules(here.chain()) }),
    );
    expect(seen).toEqual({ ok: true, value: [] });
    expect((await hosts.of('R02' as StoreId)).chain().settings).toBeNull();
  });

  test('two processes that write at once leave one journal', async () => {
    const here = await founded();
    const other = await open();
    const there = await other.of(R01);
    const save = (n: number) => {
      const host = n % 2 === 0 ? here : there;
      return saveProduct(host)(by(host, BOSS, { id: `command-${n}` }), { product: null, value: product(n) });
    };
    expect((await Promise.all(Array.from({ length: 40 }, (_, n) => save(n)))).map(code)).toEqual(
      Array(40).fill('ok'),
    );
    const rows = await journal('chain');
    expect(rows.map(({ header }) => readHeader(header, nodeCodec)?.seq)).toEqual(rows.map((_, at) => at + 1));
    await other.idle();
  });

  test('a command given fifty times at once is one fact', async () => {
    const host = await founded();
    const command = by(host, BOSS, { id: 'told-often' });
    const save = () => saveProduct(host)(command, { product: null, value: product(1) });
    const answers = await Promise.all(Array.from({ length: 50 }, save));
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(await journal('chain')).toHaveLength(4);
  });

  test('one that breaks takes no other with it', async () => {
    const host = await founded();
    const breaks = host.commitChain(by(host, BOSS).command, async ({ read }) => {
      await read.run((db) =>
        db
          .selectFrom('product')
          .select('price')
          .where('price', '=', minor(1) / 0),
      );
      throw new Error('not reached');
    });
    const saved = saveProduct(host)(by(host, BOSS), { product: null, value: product(1) });
    await expect(breaks).rejects.toThrow(/Infinity|integer|bigint/);
    expect(code(await saved)).toBe('ok');
    expect(await journal('chain')).toHaveLength(4);
  });

  test('what HQ knows of itself is made once, whoever asks first', async () => {
    let made = 0;
    const make = () => {
      made += 1;
      return `inc-${made}`;
    };
    const ask = () => hqState(database.pool, 'incarnation', make);
    const answers = await Promise.all(Array.from({ length: 8 }, ask));
    expect(new Set(answers).size).toBe(1);
    expect(await ask()).toBe(answers[0]);
  });

  test('what HQ writes for one store and another is concerned by is brought there like any register’s', async () => {
    const host = await founded();
    await database.pool.query(
      `insert into hq_store (store, name, opened_at) values ('R01', 'River', 1), ('R02', 'Hill', 1)`,
    );
    good(await savePlace(host)(by(host, BOSS).command, 'R02', { name: 'Hill' }));
    const sent = { to: 'R02', note: '', lines: [{ item: 'milk', qty: 2000 }] };
    const refused = await dispatchTransfer(host)(by(host, BOSS), { ...sent, to: 'R03' });
    expect(code(refused)).toBe('NOT_FOUND');
    const { transfer } = good(await dispatchTransfer(host)(by(host, BOSS), sent));
    const routes = async () => (await database.pool.once('select * from route')).rows;
    expect(await routes()).toEqual([{ store: 'R01', entry: transfer, target: 'R02' }]);
    const hq = createPostgresHq(database.pool, { codec: nodeCodec, now: clock.now });
    for (const route of await hq.undelivered(10)) await relayFact(hq, route, nodeCodec);
    expect(await routes()).toEqual([]);
    const rows = (await database.pool.once('select store, from_store, to_store from transfer order by store'))
      .rows;
    expect(rows).toEqual(['R01', 'R02'].map((store) => ({ store, from_store: 'R01', to_store: 'R02' })));
    // Its own author writes in the other store too, beside what was brought there.
    const there = await hosts.of('R02' as StoreId);
    const counted = { transfer, lines: [{ line: 1, qty: 2000 }], complete: true, note: '' };
    good(await receiveTransfer(there)(by(there, BOSS), counted));
    for (const route of await hq.undelivered(10)) await relayFact(hq, route, nodeCodec);
    expect(good(await getTransfer(host)(transfer))).toMatchObject({ status: 'received', differs: false });
  });
});
