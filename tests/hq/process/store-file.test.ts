import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { nodeCodec } from '#node/codec.ts';
import { STORE_SHAPE } from '#node/store-shape.ts';
import { wantStoreFile } from '#server/catalog-file/store-file-maker.ts';
import { verify } from '#server/link/keys.ts';
import { PROJECTED } from '#shared/journal/database.ts';
import { quote } from '#shared/journal/ddl.ts';
import { toHex } from '#shared/link/bytes.ts';
import type { CatalogReply } from '#shared/link/catalog-file.ts';
import { readStoreReply } from '#shared/link/store-base.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { call, codeOf, inSession } from './device.ts';
import { type OpenHq, openHq } from './open-hq.ts';
import { foundR01, foundR02 } from './store-of-registers.ts';
import { command, isCurrent, openTill, parkTea, pay, scanTea, type Till, until } from './till.ts';

const missing = await pgMissing();

describe.skipIf(missing !== null)('a new register of an old store', () => {
  let hq: OpenHq;
  /** It was there from the store's first day, and read everything fact by fact. */
  let old: Till;
  let pond: Till;
  const tills: Till[] = [];
  const opened = async (store: string): Promise<Till> => {
    const till = await openTill(hq, { store });
    tills.push(till);
    return till;
  };
  beforeAll(async () => {
    hq = await openHq({ storeFileFrom: 10 });
    await foundR01(hq);
    await foundR02(hq);
    [pond, old] = await Promise.all([opened('R01'), opened('R02')]);
    for (let n = 0; n < 6; n++) await pay(old, await scanTea(old));
    await parkTea(old);
    await send(pond, 3);
    await until(async () =>
      expect((await old.page.transfers.list({ direction: 'in' })).map(({ status }) => status)).toEqual([
        'shipped',
      ]),
    );
    await isCurrent(old);
  }, 60_000);
  afterAll(async () => {
    for (const till of tills) await till.close();
    await hq.stop();
  });

  const send = async ({ page }: Till, pieces: number) => {
    const [tea] = (await page.catalog.search({ text: 'tea' })).rows;
    const lines = [{ item: tea?.id ?? '', qty: pieces * 1000 }];
    return (await page.transfers.dispatch({ ...command(), to: 'R02', note: '', lines })).transfer;
  };
  const storeOf = ({ host }: Till) => host.register.store;
  const want = (store = 'R02') =>
    wantStoreFile(hq.database.pool, { store, incarnation: hq.identity.incarnation });
  const files = async (store = 'R02') =>
    (
      await hq.rows<{ position: number }>(
        'select position from catalog_file where store = $1 order by made_at',
        [store],
      )
    ).map(({ position }) => position);
  const feedEnd = async (store = 'R02') =>
    (await hq.rows<{ position: number }>('select position from feed_head where store = $1', [store]))[0]
      ?.position;
  const look = () => hq.storeFileMaker?.look();
  const rowsOf = (till: Till) =>
    PROJECTED.filter(({ room }) => room === 'store').map(({ name, columns, key }) => [
      name,
      storeOf(till)
        .reading.prepare(
          `select ${Object.keys(columns).map(quote).join(', ')} from ${quote(name)} order by ${key.map(quote).join(', ')}`,
        )
        .all(),
    ]);
  const factsOfOthers = (till: Till) =>
    Number(
      storeOf(till)
        .reading.prepare("select count(*) from journal where origin not in (?, 'hq/chain')")
        .pluck()
        .get(storeOf(till).self().device),
    );

  test('begins with a file that was asked for: it has the rows of one that read the feed, and both go on alike', async () => {
    expect(await files()).toEqual([]);
    await want();
    await look();
    const made = await feedEnd();
    expect(await files()).toEqual([made]);
    const late = await opened('R02');
    expect(storeOf(late).storeBase.current()?.incarnation).toBe(hq.identity.incarnation);
    expect(factsOfOthers(late)).toBe(0);
    // What was brought from another store is in it, and may be gone on with.
    const [transfer] = await late.page.transfers.list({ direction: 'in' });
    await late.page.transfers.receive({
      ...command(),
      transfer: transfer?.transfer ?? '',
      note: '',
      complete: true,
      lines: [{ line: 1, qty: 3000 }],
    });
    await pay(late, await scanTea(late));
    await pay(old, await scanTea(old));
    for (const till of [late, old]) await isCurrent(till);
    await until(() => expect(rowsOf(late)).toEqual(rowsOf(old)));
    expect(factsOfOthers(late)).toBeGreaterThan(0);
    for (const till of [late, old]) {
      expect(await till.page.link.compare()).toEqual({ trouble: null });
      expect(till.host.register.link.view()?.compared).toMatchObject({ differed: 0 });
      expect(examine(storeOf(till).folder).findings).toEqual([]);
    }
  }, 60_000);

  test('is told of it only as a device of that store, in the words of the protocol, and it is signed', async () => {
    const [device, other] = [await hq.joined('R02'), await hq.joined('R01')];
    const headers = { authorization: `Bearer ${await inSession(device)}` };
    const ask = async (path: string, given: Record<string, string> = headers) =>
      await call<CatalogReply>(`${hq.address}/link/store-file${path}`, given);
    const { body } = await ask(`?shape=${STORE_SHAPE + 1}`);
    if (body.kind !== 'file') throw new Error('there is no file');
    const hqKey = Buffer.from(hq.identity.hqKey, 'base64');
    const expected = { shape: STORE_SHAPE, store: 'R02', hqKey, verify };
    const manifest = readStoreReply(body, expected, nodeCodec);
    expect(manifest?.brought).toHaveLength(1);
    expect(manifest?.feed).toMatchObject({ incarnation: hq.identity.incarnation });
    const refused = [
      readStoreReply(body, { ...expected, store: 'R01' }, nodeCodec),
      readStoreReply(body, { ...expected, shape: STORE_SHAPE - 1 }, nodeCodec),
      readStoreReply({ ...body, signature: '0'.repeat(128) }, expected, nodeCodec),
      readStoreReply({ ...body, manifest: body.manifest.replace('"v":1', '"v": 1') }, expected, nodeCodec),
    ];
    expect(refused).toEqual([null, null, null, null]);
    const first = await call<Buffer>(`${hq.address}/link/store-file/${body.file}/0`, headers);
    expect(toHex(nodeCodec.sha256(first.body))).toBe(manifest?.chunks[0]?.hash);
    expect((await ask(`?shape=${STORE_SHAPE - 1}`)).body).toEqual({ kind: 'none' });
    const strangers = { authorization: `Bearer ${await inSession(other)}` };
    const codes = [
      codeOf(await ask(`?shape=${STORE_SHAPE}`, {})),
      codeOf(await ask('?shape=x')),
      codeOf(await ask(`/${body.file}/0`, strangers)),
    ];
    expect(codes).toEqual(['NO_SESSION', 'MALFORMED', 'GONE']);
    expect((await ask(`?shape=${STORE_SHAPE}`, strangers)).body).toEqual({ kind: 'none' });
  });

  test('it is made again when much is behind it, of no short feed, and never where a fact does not count', async () => {
    await want();
    await look();
    const before = await files();
    await want();
    await look();
    // A twentieth may be behind it.
    expect(await files()).toEqual(before);
    for (let n = 0; n < 5; n++) await pay(old, await scanTea(old));
    await isCurrent(old);
    await look();
    expect(await files()).toEqual(before);
    await want();
    await look();
    expect(await files()).toEqual([...before, await feedEnd()].slice(-2));
    await hq.rows("update journal set state = 'quarantined' where store = 'R02' and position = 3");
    await hq.rows("delete from catalog_file where store = 'R02'");
    await want();
    await look();
    expect(await files()).toEqual([]);
    await hq.rows("update journal set state = 'posted' where store = 'R02' and position = 3");
    await hq.rows("insert into hq_store (store, name, opened_at) values ('R03', 'Sea', 1)");
    await want('R03');
    await look();
    expect([
      await files('R03'),
      await hq.rows("select key from hq_state where key like 'store-file%'"),
    ]).toEqual([[], []]);
  });
});
