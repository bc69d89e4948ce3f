import { rmSync } from 'node:fs';
import DatabaseFile from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { dataFolder } from '#electron/store/data-folder.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { nodeCodec } from '#node/codec.ts';
import { scryptPins } from '#node/scrypt-pins.ts';
import { saleCompleted } from '#shared/journal/entries/sale-completed.ts';
import { NO_HASH, type SealedEntry, seal, unseal } from '#shared/journal/entry.ts';
import { freshFolder, id, openHost, type TestHost } from '../host/open-host.ts';
import { type SmallHq, smallHq } from '../support/link/small-hq.ts';
import { sellUnlisted } from '../support/own-store.ts';

const PEPPER = new Uint8Array(32).fill(7);
const COST = { N: 16, r: 8, p: 1, maxmem: 1 << 20 };
const OWNER = { name: 'Ada Quay', pin: '628405' };
const SALES = 40;
const until = <T>(what: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(what, { timeout: 20_000, interval: 5 });
const pins = () => scryptPins(new Uint8Array(32), COST, async () => PEPPER);

/** What this device wrote becomes what the program before would have: sales of version 1, which knew of no parked tickets. */
function writtenByOlder(file: string, device: string): void {
  const db = new DatabaseFile(file);
  const rows = db
    .prepare('select position, header, body, prev, hash from journal where origin = ? order by seq')
    .all(device) as (SealedEntry & { position: number })[];
  const put = db.prepare('update journal set header = ?, body = ?, prev = ?, hash = ? where position = ?');
  let prev: Uint8Array = NO_HASH;
  for (const row of rows) {
    const entry = unseal(row, nodeCodec);
    const { taken, ...former } = entry.body as { taken?: null };
    expect(taken ?? null).toBeNull();
    const isSale = entry.type === saleCompleted.type;
    const sealed = seal(isSale ? { ...entry, v: 1, body: former } : entry, prev, nodeCodec);
    put.run(sealed.header, sealed.body, sealed.prev, sealed.hash, row.position);
    prev = sealed.hash;
  }
  db.close();
}

async function signedIn(opened: TestHost) {
  const page = opened.page();
  await until(async () => expect((await page.session.get()).mode).toBe('locked'));
  const [person] = await page.session.people();
  await page.session.signIn({ person: person?.id ?? '', pin: OWNER.pin });
  return page;
}

async function joined(hq: SmallHq, register: string, dataDir = freshFolder()) {
  const opened = await openHost({ dataDir, ports: { pins: pins() } });
  await opened.page().setup.join({ address: hq.url, code: hq.code('S1', register) });
  return { opened, page: await signedIn(opened) };
}

test('a full queue that the program of before wrote is sent as it stands, and read by headquarters and by the other registers', async () => {
  const hq = await smallHq({ hash: scryptPins(PEPPER, COST).hash, pepper: PEPPER });
  onTestFinished(() => hq.stop());
  await hq.openStore('S1', OWNER);
  const dataDir = freshFolder();
  const { opened, page } = await joined(hq, '1', dataDir);
  await page.shifts.open({ commandId: id(), counted: [] });
  await until(async () => expect((await page.link.state())?.waiting.facts).toBe(0));
  const other = await joined(hq, '2');

  const { device } = opened.host.register.store.self();
  const held = () =>
    hq.db
      .prepare(
        "select seq, type, state, header, body, hash from journal where store = 'S1' and origin = ? order by seq",
      )
      .all(device) as (SealedEntry & { seq: number; type: string; state: string })[];
  const before = held().length;
  hq.mishap = () => 'down';
  hq.hangUp();
  const numbers: string[] = [];
  for (let sale = 0; sale < SALES; sale++)
    numbers.push((await sellUnlisted(page, { lines: [{ name: `Tea ${sale}`, price: 1200 }] })).number);
  await opened.host.stop();
  const { store, marker } = dataFolder(dataDir);
  writtenByOlder(store, device);
  // It lies outside the folder and names the hash of the end.
  rmSync(marker);
  expect(held()).toHaveLength(before);

  hq.mishap = () => null;
  const updated = await openHost({ dataDir, ports: { pins: pins() } });
  const again = await signedIn(updated);
  await until(async () => expect((await again.link.state())?.waiting.facts).toBe(0));
  const taken = held().slice(before);
  expect(taken.map(({ state }) => state)).toEqual(taken.map(() => 'posted'));
  const sales = taken.filter(({ type }) => type === saleCompleted.type);
  expect(
    sales.map((row) => [unseal(row, nodeCodec).v, 'taken' in (unseal(row, nodeCodec).body as object)]),
  ).toEqual(Array.from({ length: SALES }, () => [1, false]));
  const own = updated.host.register.store.reading
    .prepare('select hex(hash) from journal where origin = ? order by seq')
    .pluck()
    .all(device);
  expect(held().map(({ hash }) => Buffer.from(hash).toString('hex').toUpperCase())).toEqual(own);
  expect(hq.db.prepare('select number, total from sale order by number').all()).toEqual(
    numbers.map((number) => ({ number, total: 1200 })),
  );
  await until(async () => {
    await other.page.link.tryNow();
    const last = numbers.at(-1) ?? '';
    expect((await other.page.sales.find({ text: last })).rows.map(({ number }) => number)).toEqual([last]);
  });
  // And it sells on behind them.
  expect((await sellUnlisted(again, { lines: [{ name: 'Jam', price: 800 }] })).number).toBe(
    `S1-1-${String(SALES + 1).padStart(6, '0')}`,
  );
  for (const at of [dataDir, other.opened.dataDir]) expect(examine(dataFolder(at)).findings).toEqual([]);
});
