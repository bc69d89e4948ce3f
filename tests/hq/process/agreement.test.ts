import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHost } from '#electron/host/create-host.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { aesSeal } from '#node/person-seal.ts';
import { scryptPins } from '#node/scrypt-pins.ts';
import type { RegisterId, StoreId } from '#shared/domain/ids.ts';
import { foundStore } from '#shared/services/setup/found-store.ts';
import { ownStore } from '#shared/services/setup/own-store.ts';
import { as, OWN, type RegisterClient, type TestHost, testClock } from '#tests/host/open-host.ts';
import { sellUnlisted } from '#tests/support/own-store.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { call, codeOf, inSession } from './device.ts';
import { type OpenHq, openHq } from './open-hq.ts';
import { until } from './till.ts';

const missing = await pgMissing();
type Opened = Pick<TestHost, 'host' | 'clock' | 'page'>;
const COST = { N: 16, r: 8, p: 1, maxmem: 1 << 20 };

describe.skipIf(missing !== null)('a register and headquarters compare what they hold', () => {
  const over: (() => Promise<void>)[] = [];
  const reported: unknown[] = [];
  let hq: OpenHq;
  let seller: RegisterClient;
  let looker: Opened;
  let page: RegisterClient;
  beforeAll(async () => {
    hq = await openHq();
    const draft = ownStore({ ...OWN, store: 'R01' as StoreId, register: '1' as RegisterId });
    if (!draft.ok) throw new Error(draft.error.code);
    const pins = scryptPins(hq.identity.pepper, COST);
    const founded = await foundStore(await hq.hosts.of('R01' as StoreId), { pins, seal: aesSeal })(
      draft.value,
    );
    if (!founded.ok) throw new Error(founded.error.code);
    seller = await signedIn(await newRegister());
    await seller.shifts.open({ commandId: crypto.randomUUID(), counted: [] });
    looker = await newRegister();
    page = await signedIn(looker);
    for (const price of [1100, 1200, 1300, 1400]) await sold(price);
  }, 60_000);
  afterAll(async () => {
    for (const end of over) await end();
    await hq.stop();
    expect(reported).toEqual([]);
  });

  const newRegister = async (): Promise<Opened> => {
    const pins = scryptPins(new Uint8Array(32), COST, async () => hq.identity.pepper);
    const dataDir = mkdtempSync(join(tmpdir(), 'mallard-agree-'));
    const clock = testClock();
    const host = await createHost({
      dataDir,
      ports: { timers: clock.timers, pins, report: (_, error) => reported.push(error) },
    });
    over.push(async () => {
      await host.stop();
      rmSync(dataDir, { recursive: true, force: true });
      rmSync(`${dataDir}.marker.json`, { force: true });
    });
    const page = () =>
      as(
        host,
        host.contextFor({ id: crypto.randomUUID(), via: 'loopback', closed: new AbortController().signal }),
      );
    const opened = { host, clock, page };
    await opened.page().setup.join({ address: hq.address, code: await hq.code() });
    await until(async () => expect((await opened.page().session.get()).mode).toBe('locked'));
    return opened;
  };
  const signedIn = async (opened: Opened) => {
    const made = opened.page();
    const [person] = await made.session.people();
    await made.session.signIn({ person: person?.id ?? '', pin: OWN.owner.pin });
    return made;
  };
  const sold = async (price: number) => {
    const sale = await sellUnlisted(seller, { lines: [{ name: 'Tea', price }] });
    await until(async () =>
      expect((await page.sales.find({ text: sale.number })).rows.map(({ number }) => number)).toEqual([
        sale.number,
      ]),
    );
  };
  const store = () => looker.host.register.store;
  const db = () => store().writer.db();
  const held = () =>
    db().prepare('select origin, epoch, seq, hex(body) as body from journal order by 1, 2, 3').all();
  const count = (sql: string) => Number(db().prepare(sql).pluck().get());
  const tables = () => db().prepare('select * from sale order by sale').all();
  const compared = async () => {
    expect(await page.link.compare()).toEqual({ trouble: null });
    const { differed = -1, repaired = -1 } = (await page.link.state())?.compared ?? {};
    return { differed, repaired };
  };
  const told = async () => {
    const [row] = await hq.rows<{ detail: string; settled_at: number | null }>(
      "select detail, settled_at from exception where rule = 'DIGEST' and subject = $1",
      [store().self().device],
    );
    return row && { ...(JSON.parse(row.detail) as object), open: row.settled_at === null };
  };
  const sales = () =>
    db().prepare("select position, id from journal where type = 'sale.completed' order by seq").all() as {
      position: number;
      id: string;
    }[];

  test('where all is the same nothing is found, and headquarters knows when', async () => {
    expect(await compared()).toEqual({ differed: 0, repaired: 0 });
    expect(await told()).toBeUndefined();
    const rows = await hq.rows<{ feed: string; facts: number }>(
      'select feed, facts from agreement where device = $1 order by feed',
      [store().self().device],
    );
    const kept = await hq.rows<{ store: string; count: number }>(
      'select store, count(*) from journal group by store order by store desc',
    );
    expect(new Set(rows.map(({ facts }) => facts))).toEqual(new Set(kept.map(({ count }) => count)));
  });

  test('bytes that were damaged on the disk are written over; it is told, and closes when all agrees again', async () => {
    const [before, rows] = [held(), tables()];
    const [, sale] = sales();
    db().prepare("update journal set body = x'7b7d' where position = ?").run(sale?.position);
    db().prepare("update journal set body = x'00' where origin = 'hq/chain'").run();
    const settings = Number(
      db().prepare("select count(*) from journal where origin = 'hq/chain'").pluck().get(),
    );
    expect(settings).toBeGreaterThan(0);
    expect(await compared()).toEqual({ differed: 1 + settings, repaired: 1 + settings });
    expect(held()).toEqual(before);
    expect(tables()).toEqual(rows);
    expect(await told()).toMatchObject({
      damaged: 1 + settings,
      missing: 0,
      repaired: 1 + settings,
      open: true,
    });
    expect(await compared()).toEqual({ differed: 0, repaired: 0 });
    expect(await told()).toMatchObject({ open: false });
  });

  test('facts that are gone come back where they stood; what they changed is not changed again', async () => {
    const [before, rows] = [held(), tables()];
    const [first, second, third, last] = sales();
    for (const gone of [first, second, last])
      db().prepare('delete from journal where position = ?').run(gone?.position);
    // Of one its rows are gone too: it was never counted.
    for (const table of ['sale', 'sale_line', 'sale_tender', 'move']) {
      const key = table === 'move' ? 'entry' : 'sale';
      db().prepare(`delete from ${table} where ${key} = ?`).run(first?.id);
    }
    expect(await compared()).toEqual({ differed: 3, repaired: 3 });
    expect(held()).toEqual(before);
    expect(tables()).toEqual(rows);
    expect(sales()).toEqual([first, second, third, last]);
    expect((await page.link.state())?.asides).toBe(0);
    await sold(1500);
    expect(await compared()).toEqual({ differed: 0, repaired: 0 });
  });

  test('a fact headquarters does not hold stays, and is an exception until somebody has looked', async () => {
    const [sale] = sales();
    const position = Number(db().prepare('select max(position) from journal').pluck().get()) + 1;
    db()
      .prepare(
        `insert into journal select store, ?, 'strange', 'device-x', epoch, 1, type, header, body, prev, hash from journal where position = ?`,
      )
      .run(position, sale?.position);
    expect(await compared()).toEqual({ differed: 1, repaired: 0 });
    expect(await told()).toMatchObject({ extra: 1, open: true });
    db().prepare("delete from journal where id = 'strange'").run();
    expect(await compared()).toEqual({ differed: 0, repaired: 0 });
  });

  test('what headquarters itself holds broken repairs nothing', async () => {
    const [sale] = sales();
    const [kept] = await hq.rows<{ body: Uint8Array }>('select body from journal where id = $1', [sale?.id]);
    await hq.rows("update journal set body = '\\x7b7d' where id = $1", [sale?.id]);
    db().prepare("update journal set body = x'7b7d20' where position = ?").run(sale?.position);
    expect(await compared()).toEqual({ differed: 2, repaired: 0 });
    expect(await told()).toMatchObject({ damaged: 1, broken: 1, repaired: 0, open: true });
    await hq.rows('update journal set body = $2 where id = $1', [sale?.id, kept?.body]);
    expect(await compared()).toEqual({ differed: 1, repaired: 1 });
  });

  test('after all of it the register sells on, and the doctor finds nothing wrong with the chains', async () => {
    await sold(1600);
    await until(async () => expect(await compared()).toEqual({ differed: 0, repaired: 0 }));
    expect(examine(store().folder).findings.filter(({ code }) => code === 'chain-broken')).toEqual([]);
  });

  test('facts of the chain that are in the file the catalog was begun with are not missing', async () => {
    const head = db()
      .prepare(
        "select epoch, seq, hex(hash) as hash from journal where origin = 'hq/chain' order by seq desc",
      )
      .get();
    db()
      .prepare("insert into local_base values ('f', 'catalog', '', 'life', ?, 0, 0, 1, 0)")
      .run(JSON.stringify([head]));
    db().prepare("delete from journal where origin = 'hq/chain'").run();
    expect(await compared()).toEqual({ differed: 0, repaired: 0 });
    expect(count("select count(*) from journal where origin = 'hq/chain'")).toBe(0);
  });

  test('without a word from a person it is done once a day', async () => {
    const at = async () => (await page.link.state())?.compared?.at ?? 0;
    const before = await at();
    looker.clock.advance(26 * 3_600_000);
    await until(async () => {
      looker.clock.advance(60_000);
      expect(await at()).toBeGreaterThan(before);
    });
  });

  test('is for registers of the store: another’s feed, a strange place and a stranger are refused', async () => {
    const device = await hq.joined('R02');
    const session = await inSession(device);
    const ask = async (path: string, token = session) =>
      codeOf(await call(`${hq.address}/link/${path}`, { authorization: `Bearer ${token}` }));
    const history = 'origin=a&epoch=1';
    expect(await ask('digest?name=store/R02&to=0')).toBe('ok');
    expect(await ask('digest?name=store/R01&to=0')).toBe('WRONG_STORE');
    expect(await ask('digest?name=store/R02&to=9999999')).toBe('MALFORMED');
    expect(await ask(`block?name=store/R01&${history}&block=0`)).toBe('WRONG_STORE');
    expect(await ask(`facts?name=store/R01&${history}&seqs=1`)).toBe('WRONG_STORE');
    expect(await ask(`facts?name=store/R02&${history}&seqs=1,x`)).toBe('MALFORMED');
    expect(await ask('digest?name=chain&to=0', 'A'.repeat(43))).toBe('NO_SESSION');
  });
});
