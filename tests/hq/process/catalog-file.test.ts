import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataFolder } from '#electron/store/data-folder.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { CATALOG_VERSION } from '#node/catalog/catalog-schema.ts';
import { nodeCodec } from '#node/codec.ts';
import { aesSeal } from '#node/person-seal.ts';
import { scryptPins } from '#node/scrypt-pins.ts';
import { revokeDevice } from '#server/link/devices.ts';
import { verify } from '#server/link/keys.ts';
import type { ImportId, PersonId, ProductId, RegisterId, StoreId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import { TABLES } from '#shared/journal/database.ts';
import { quote } from '#shared/journal/ddl.ts';
import { importReverted, productsImported } from '#shared/journal/entries/catalog.ts';
import { toHex } from '#shared/link/bytes.ts';
import { type CatalogReply, readCatalogReply } from '#shared/link/catalog-file.ts';
import { type Draft, fact, type Host } from '#shared/services/journal/host.ts';
import { foundStore } from '#shared/services/setup/found-store.ts';
import { ownStore } from '#shared/services/setup/own-store.ts';
import { OWN, openHost, type TestHost } from '#tests/host/open-host.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { done, productId, simpleProduct } from '#tests/support/register.ts';
import { call, codeOf, inSession } from './device.ts';
import { type OpenHq, openHq } from './open-hq.ts';
import { until } from './till.ts';

const missing = await pgMissing();
const COST = { N: 16, r: 8, p: 1, maxmem: 1 << 20 };
const PRODUCTS = 1500;

/** A name of its own for each, some in Chinese, so that a chunk does not pack to nothing. */
const nameOf = (n: number) =>
  `${n % 7 === 0 ? '红烧牛肉' : 'Rye bread'} ${(n * 2_654_435_761) % 4_294_967_296} ${n}`;

describe.skipIf(missing !== null)('a register that begins with the chain’s catalog as a file', () => {
  let hq: OpenHq;
  let chain: Host;
  /** It joined before there was a file, so every fact came to it by the feed. */
  let byFeed: TestHost;
  const say = async (draft: Draft) =>
    done(
      await chain.commitPart(
        { id: chain.newId(), actor: 'system' as PersonId, name: 'test', input: {} },
        async () => ({ ok: true, value: { entry: draft, answer: null } }),
      ),
    );
  const sell = (n: number, price: number) => {
    const product = { ...simpleProduct(n, nameOf(n)), price: minor(price) };
    const body = {
      import: 'later' as ImportId,
      part: 1,
      products: [{ product, before: simpleProduct(n, nameOf(n)) }],
    };
    return say(fact(productsImported, body));
  };
  const makeFile = () => hq.catalogMaker?.look({ inAnyCase: true });
  const newRegister = async (given: { dataDir?: string } = {}): Promise<TestHost> => {
    const pins = scryptPins(new Uint8Array(32), COST, async () => hq.identity.pepper);
    return await openHost({ ...given, ports: { pins } });
  };
  const joined = async (): Promise<TestHost> => {
    const opened = await newRegister();
    await opened.page().setup.join({ address: hq.address, code: await hq.code() });
    await isOpen(opened);
    return opened;
  };
  const isOpen = (opened: TestHost) =>
    until(async () => expect((await opened.page().session.get()).mode).toBe('locked'));
  const storeOf = ({ host }: TestHost) => host.register.store;
  const chainFacts = (opened: TestHost): number =>
    Number(
      storeOf(opened).reading.prepare("select count(*) from journal where origin = 'hq/chain'").pluck().get(),
    );
  const feedOf = (opened: TestHost) =>
    storeOf(opened).reading.prepare("select position, ends from local_feed where feed = 'chain'").get() as {
      position: number;
      ends: number;
    };
  const chainEnd = async () =>
    (await hq.rows<{ position: number }>("select position from feed_head where store = 'chain'"))[0]
      ?.position ?? 0;
  const isCurrent = (opened: TestHost) =>
    until(async () => expect(feedOf(opened).position).toBe(await chainEnd()));
  /** The catalog follows behind the cursor. */
  const costs = (opened: TestHost, n: number, price: number) => {
    const look = storeOf(opened).reading.prepare('select price from product where id = ?').pluck();
    return until(() => expect(look.get(productId(n))).toBe(price));
  };
  const found = async (opened: TestHost, text: string) => {
    const page = opened.page();
    const [person] = await page.session.people();
    await page.session.signIn({ person: person?.id ?? '', pin: OWN.owner.pin });
    return (await page.catalog.search({ text, limit: 20 })).rows.map(({ id }) => id);
  };

  beforeAll(async () => {
    hq = await openHq({ fileFrom: 1_000_000 });
    const draft = done(ownStore({ ...OWN, store: 'R01' as StoreId, register: '1' as RegisterId }));
    const pins = scryptPins(hq.identity.pepper, COST);
    done(await foundStore(await hq.hosts.of('R01' as StoreId), { pins, seal: aesSeal })(draft));
    chain = await hq.hosts.of('chain' as StoreId);
    for (let from = 1; from <= PRODUCTS; from += 500) {
      const products = Array.from({ length: 500 }, (_, n) => ({
        product: simpleProduct(from + n, nameOf(from + n)),
        before: null,
      }));
      await say(fact(productsImported, { import: 'all' as ImportId, part: from, products }));
    }
    const withdrawn = simpleProduct(7, nameOf(7));
    await say(
      fact(importReverted, {
        import: 'all' as ImportId,
        part: 1,
        products: [{ id: productId(7) as ProductId, product: null, imported: withdrawn }],
      }),
    );
  }, 60_000);
  afterAll(() => hq.stop());

  test('has the very rows of one that read the feed, finds the same, and both follow what comes behind', async () => {
    byFeed = await joined();
    await makeFile();
    const byFile = await joined();
    expect(chainFacts(byFeed)).toBeGreaterThan(4);
    expect(chainFacts(byFile)).toBe(0);
    await sell(11, 4242);
    await isCurrent(byFile);
    await isCurrent(byFeed);
    for (const each of [byFile, byFeed]) await costs(each, 11, 4242);
    expect(chainFacts(byFile)).toBe(1);
    for (const table of TABLES.filter(({ room }) => room === 'catalog')) {
      const columns = Object.keys(table.columns).map(quote).join(', ');
      const rows = (opened: TestHost) =>
        storeOf(opened)
          .reading.prepare(
            `select ${columns} from ${quote(table.name)} order by ${table.key.map(quote).join(', ')}`,
          )
          .all();
      expect(rows(byFile), table.name).toEqual(rows(byFeed));
    }
    for (const text of ['rye 11', 'hsnr', '红烧', String(nameOf(1234).split(' ')[2])])
      expect((await found(byFile, text)).length, text).toBe((await found(byFeed, text)).length);
    const reports = [byFeed, byFile].map(({ dataDir }) => examine(dataFolder(dataDir)));
    expect(reports.map(({ findings }) => findings)).toEqual([[], []]);
  });

  test('is asked for only by a device of the chain, in the words of the protocol, and is signed', async () => {
    const device = await hq.joined();
    const headers = { authorization: `Bearer ${await inSession(device)}` };
    const ask = async (path: string, given: Record<string, string> = headers) =>
      await call<CatalogReply>(`${hq.address}/link/catalog${path}`, given);
    const { body } = await ask(`?shape=${CATALOG_VERSION}`);
    if (body.kind !== 'file') throw new Error('there is no file');
    const expected = { shape: CATALOG_VERSION, hqKey: Buffer.from(hq.identity.hqKey, 'base64'), verify };
    const manifest = readCatalogReply(body, expected, nodeCodec);
    expect(manifest).toMatchObject({ incarnation: hq.identity.incarnation, products: PRODUCTS - 1 });
    const strange = { ...body, manifest: body.manifest.replace('"v":1', '"v": 1') };
    expect(readCatalogReply(strange, expected, nodeCodec)).toBeNull();
    const first = await call<Buffer>(`${hq.address}/link/catalog/${body.file}/0`, headers);
    expect(toHex(nodeCodec.sha256(first.body))).toBe(manifest?.chunks[0]?.hash);
    expect((await ask('?shape=3')).body).toEqual({ kind: 'none' });
    const codes = [];
    for (const [path, given] of [
      [`?shape=${CATALOG_VERSION}`, {}],
      [`/${body.file}/0`, {}],
      ['', headers],
      ['?shape=x', headers],
      [`/${body.file}/x`, headers],
      [`/${body.file.slice(1)}/0`, headers],
      [`/${body.file}/${manifest?.chunks.length ?? 0}`, headers],
      [`/${'0'.repeat(64)}/0`, headers],
    ] as const)
      codes.push(codeOf(await ask(path, given)));
    const { pool } = hq.database;
    await revokeDevice({ pool, now: Date.now }, device.id);
    codes.push(codeOf(await ask(`?shape=${CATALOG_VERSION}`)), codeOf(await ask(`/${body.file}/0`)));
    const bad = ['MALFORMED', 'MALFORMED', 'MALFORMED', 'MALFORMED'];
    expect(codes).toEqual(['NO_SESSION', 'NO_SESSION', ...bad, 'GONE', 'GONE', 'REVOKED', 'REVOKED']);
  });

  test('is made anew when much is behind it, or somebody can’t go on without one; two are kept', async () => {
    const files = async () =>
      (await hq.rows<{ position: number }>('select position from catalog_file order by made_at')).map(
        ({ position }) => position,
      );
    const look = () => hq.catalogMaker?.look();
    const before = await files();
    await look();
    expect(await files()).toEqual(before);
    for (let n = 0; n < 3; n++) await sell(20 + n, 100);
    await look();
    expect(await files()).toEqual(before);
    const products = Array.from({ length: 500 }, (_, n) => ({
      product: simpleProduct(n + 1, nameOf(n + 1)),
      before: simpleProduct(n + 1, nameOf(n + 1)),
    }));
    await say(fact(productsImported, { import: 'again' as ImportId, part: 1, products }));
    await look();
    expect(await files()).toEqual([...before, await chainEnd()].slice(-2));
    await hq.rows('delete from catalog_file');
    await look();
    expect(await files()).toEqual([]);
    const device = await hq.joined();
    const headers = { authorization: `Bearer ${await inSession(device)}` };
    const url = `${hq.address}/link/catalog?shape=${CATALOG_VERSION}&stopped=1`;
    expect((await call(url, headers)).body).toEqual({ kind: 'none' });
    await look();
    expect(await files()).toEqual([await chainEnd()]);
    const chunks = await hq.rows('select distinct file from catalog_chunk');
    expect(chunks).toHaveLength(1);
  });
});
