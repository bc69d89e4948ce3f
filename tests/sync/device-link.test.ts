import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { dataFolder } from '#electron/store/data-folder.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { scryptPins } from '#node/scrypt-pins.ts';
import { productChanged } from '#shared/journal/entries/catalog.ts';
import {
  freshFolder,
  id,
  OWN,
  openHost,
  openShop,
  type RegisterClient,
  type TestHost,
} from '../host/open-host.ts';
import { type SmallHq, smallHq } from '../support/link/small-hq.ts';
import { sellUnlisted } from '../support/own-store.ts';

const PEPPER = new Uint8Array(32).fill(7);
const COST = { N: 16, r: 8, p: 1, maxmem: 1 << 20 };
const OWNER = { name: 'Ada Quay', pin: '628405' };
/** As the register's own hasher: what was set at HQ is checked with HQ's pepper. */
const pins = () => scryptPins(new Uint8Array(32), COST, async () => PEPPER);

let hq: SmallHq;
beforeEach(async () => {
  hq = await smallHq({ hash: scryptPins(PEPPER, COST).hash, pepper: PEPPER });
  await hq.openStore('S1', OWNER);
});
afterEach(async () => {
  await hq.stop();
});

const until = <T>(what: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(what, { timeout: 10_000, interval: 5 });
/** The same while time goes on at the register. */
const untilLater = <T>({ clock }: TestHost, what: () => T | Promise<T>): Promise<T> =>
  until(() => {
    clock.advance(100);
    return what();
  });
const count = (sql: string): number => Number(hq.db.prepare(sql).pluck().get());

async function newRegister(
  register = '1',
  store = 'S1',
  given: { readonly dataDir?: string } = {},
): Promise<TestHost> {
  const opened = await openHost({ ...given, ports: { pins: pins() } });
  await opened.page().setup.join({ address: hq.url, code: hq.code(store, register) });
  await until(async () => expect((await opened.page().session.get()).mode).toBe('locked'));
  return opened;
}

async function signedIn(opened: TestHost) {
  const page = opened.page();
  const [person] = await page.session.people();
  await page.session.signIn({ person: person?.id ?? '', pin: OWNER.pin });
  return page;
}

const openShift = (page: RegisterClient) => page.shifts.open({ commandId: id(), counted: [] });

/** The newest sale with this number or a part of it, as the register knows it. */
const foundSale = async (page: RegisterClient, text: string) =>
  (await page.sales.find({ text })).rows.map(({ number }) => number);

const settled = async (opened: TestHost) =>
  untilLater(opened, async () => expect((await opened.page().link.state())?.waiting.facts).toBe(0));

const product = (productId: string, name: string) => ({
  product: {
    id: productId,
    name,
    names: {},
    sku: null,
    unit: 'piece',
    price: 990,
    taxClass: 'tax-1',
    category: null,
    picture: null,
    active: true,
    minStock: null,
    taxCode: null,
    barcodes: [],
  },
  before: null,
  how: 'edited',
  approvals: [],
});

describe('a new register', () => {
  test('joins, waits for the chain’s facts, and opens with HQ’s people, names and PINs', async () => {
    const opened = await openHost({ ports: { pins: pins() } });
    hq.mishap = (path) => (path === '/link/feed' ? 'down' : null);
    const joined = await opened.page().setup.join({ address: hq.url, code: hq.code('S1', '4') });
    expect(joined).toEqual({ store: 'S1', register: '4', chain: 'Mallard Group' });
    const waiting = await opened.page().session.get();
    expect(waiting).toMatchObject({ mode: 'setup', link: 'filling' });
    hq.mishap = () => null;
    opened.clock.advance(60_000);
    await until(async () => expect((await opened.page().session.get()).mode).toBe('locked'));
    expect(await opened.page().session.people()).toMatchObject([{ name: OWNER.name }]);
    const page = await signedIn(opened);
    expect(await page.session.get()).toMatchObject({
      mode: 'open',
      link: 'joined',
      store: { store: 'S1', register: '4', name: 'Mallard S1' },
    });
    await page.session.lock();
    const [person] = await page.session.people();
    await expect(page.session.signIn({ person: person?.id ?? '', pin: '000000' })).rejects.toMatchObject({
      data: { code: 'PIN_WRONG' },
    });
  });

  test.each([
    ['a wrong code', 'CODE-unknown', (url: string) => url, null, 'CODE_UNKNOWN'],
    ['nobody at the address', null, () => 'http://127.0.0.1:1', null, 'UNREACHABLE'],
    ['a sign-in page of the network', null, (url: string) => url, 'html', 'NOT_HQ'],
    ['no address at all', null, () => 'not an address', null, 'ADDRESS'],
    ['a register number that is taken', null, (url: string) => url, 'REGISTER_TAKEN', 'REGISTER_TAKEN'],
    ['a version HQ does not speak', null, (url: string) => url, 'VERSION', 'VERSION'],
  ] as const)('says so and stays new: %s', async (_what, code, at, mishap, reason) => {
    const opened = await openHost({ ports: { pins: pins() } });
    hq.mishap = () => mishap;
    const asked = { address: at(hq.url), code: code ?? hq.code('S1', '1') };
    await expect(opened.page().setup.join(asked)).rejects.toMatchObject({
      data: { code: 'JOIN_REFUSED', data: { reason } },
    });
    hq.mishap = () => null;
    expect(await opened.page().session.get()).toMatchObject({ mode: 'setup', link: null });
    await opened.page().setup.own(OWN);
  });

  test('whose answer got lost joins by the same code', async () => {
    const opened = await openHost({ ports: { pins: pins() } });
    const asked = { address: hq.url, code: hq.code('S1', '1') };
    hq.mishap = () => 'lost';
    await expect(opened.page().setup.join(asked)).rejects.toMatchObject({
      data: { data: { reason: 'UNREACHABLE' } },
    });
    hq.mishap = () => null;
    expect(await opened.page().setup.join(asked)).toMatchObject({ store: 'S1' });
    expect(count('select count(*) from device')).toBe(1);
  });
});

describe('what is sold', () => {
  test('goes up, and is found on the store’s other register', async () => {
    const [one, two] = [await newRegister('1'), await newRegister('2')];
    const page = await signedIn(one);
    await openShift(page);
    const sale = await sellUnlisted(page, { lines: [{ name: 'Tea', price: 1200 }] });
    await until(() => expect(count('select count(*) from sale')).toBe(1));
    const other = await signedIn(two);
    await until(async () => {
      expect(await foundSale(other, sale.number)).toEqual([sale.number]);
    });
    await settled(one);
    expect(examine(dataFolder(one.dataDir)).findings).toEqual([]);
    expect(examine(dataFolder(two.dataDir)).findings).toEqual([]);
  });

  test('is not held up by a headquarters that is down, answers with somebody else’s page, or loses answers', async () => {
    const one = await newRegister();
    const page = await signedIn(one);
    await openShift(page);
    await settled(one);
    for (const mishap of ['down', 'html', 'lost', 'BUSY'] as const) {
      hq.mishap = () => mishap;
      hq.hangUp();
      await sellUnlisted(page, { lines: [{ name: 'Tea', price: 1200 }] });
      await until(async () => {
        const state = await page.link.state();
        expect(state?.waiting.facts).toBeGreaterThan(0);
        expect(state?.online).toBe(false);
      });
      hq.mishap = () => null;
      await settled(one);
    }
    expect(count('select count(*) from sale')).toBe(4);
    expect(count("select count(*) from journal where store = 'S1'")).toBe(
      count("select count(distinct id) from journal where store = 'S1'"),
    );
  });

  test('goes up in two batches at once, and one that overtakes the one before is sent again', async () => {
    hq.batchEntries = 2;
    const one = await newRegister();
    const page = await signedIn(one);
    await openShift(page);
    await settled(one);
    hq.mishap = (path) => (path === '/link/push' ? 'down' : null);
    for (let sale = 0; sale < 12; sale++) await sellUnlisted(page, { lines: [{ name: 'Tea', price: 1200 }] });
    const waiting = (await page.link.state())?.waiting.facts ?? 0;
    let pushes = 0;
    let atOnce = 0;
    let most = 0;
    const overtaken = Promise.withResolvers<void>();
    hq.around = async (path, work) => {
      if (path !== '/link/push') return await work();
      pushes += 1;
      atOnce += 1;
      most = Math.max(most, atOnce);
      const mine = pushes;
      // The first one that has another behind it waits until that was answered.
      if (mine === 2) await overtaken.promise;
      const answer = await work();
      if (mine === 3) {
        expect(answer).toMatchObject({ kind: 'gap' });
        overtaken.resolve();
      }
      atOnce -= 1;
      return answer;
    };
    hq.mishap = () => null;
    await settled(one);
    expect(most).toBe(2);
    expect(count('select count(*) from sale')).toBe(12);
    const facts = count("select count(*) from journal where store = 'S1' and origin not like 'hq%'");
    expect(facts).toBe(
      count("select count(distinct id) from journal where store = 'S1' and origin not like 'hq%'"),
    );
    // Each went once, in twos, but for the one that overtook and the one that had followed it by then.
    expect(pushes).toBe(Math.ceil(waiting / 2) + 2);
    expect(examine(dataFolder(one.dataDir)).findings).toEqual([]);
  });

  test('is sent again to a headquarters that was restored from a backup', async () => {
    const one = await newRegister();
    const page = await signedIn(one);
    await openShift(page);
    await sellUnlisted(page, { lines: [{ name: 'Tea', price: 1200 }] });
    await settled(one);
    hq.restore('S1');
    await sellUnlisted(page, { lines: [{ name: 'Jam', price: 800 }] });
    await untilLater(one, () => expect(count('select count(*) from sale')).toBe(2));
    await settled(one);
    expect(examine(dataFolder(one.dataDir)).findings).toEqual([]);
  });

  test('comes back to a disk that was rolled back behind everybody’s back, which goes on in an epoch of its own', async () => {
    const dataDir = freshFolder();
    const one = await newRegister('1', 'S1', { dataDir });
    const page = await signedIn(one);
    await openShift(page);
    await settled(one);
    await one.host.stop();
    const { store: file, marker } = dataFolder(dataDir);
    copyFileSync(file, `${file}.image`);
    const again = await openHost({ dataDir, ports: { pins: pins() } });
    const lost = await sellUnlisted(await signedIn(again), { lines: [{ name: 'Tea', price: 1200 }] });
    await settled(again);
    await again.host.stop();
    renameSync(`${file}.image`, file);
    rmSync(marker);
    const back = await openHost({ dataDir, ports: { pins: pins() } });
    const clerk = await signedIn(back);
    await untilLater(back, async () => expect(await foundSale(clerk, lost.number)).toEqual([lost.number]));
    const next = await sellUnlisted(clerk, { lines: [{ name: 'Jam', price: 800 }] });
    expect(next.number).toBe('S1-1B-000001');
    await settled(back);
    expect(count('select count(*) from sale')).toBe(2);
    expect(count('select count(*) from exception')).toBe(0);
    expect(examine(dataFolder(dataDir)).findings).toEqual([]);
  });

  test('is still taken from a register that was revoked, which is told so', async () => {
    const one = await newRegister();
    const page = await signedIn(one);
    await openShift(page);
    await settled(one);
    hq.revoke(one.host.register.host.self.device);
    await sellUnlisted(page, { lines: [{ name: 'Tea', price: 1200 }] });
    await untilLater(one, async () => expect((await page.link.state())?.trouble).toBe('REVOKED'));
    await settled(one);
    expect(count("select count(*) from journal where state = 'quarantined'")).toBe(1);
  });
});

describe('what HQ says', () => {
  test('a price is on the register a moment later, and without pokes within the minute', async () => {
    const one = await newRegister();
    const page = await signedIn(one);
    await hq.say(productChanged, product('tea', 'Green tea') as never);
    await until(async () => expect((await page.catalog.get({ product: 'tea' })).name).toBe('Green tea'));
    hq.mute = true;
    await hq.say(productChanged, product('tea', 'Black tea') as never);
    one.clock.advance(61_000);
    await until(async () => expect((await page.catalog.get({ product: 'tea' })).name).toBe('Black tea'));
  });

  test('a short page that is said unasked is taken without asking, and one that is not the next is asked for', async () => {
    const one = await newRegister();
    const page = await signedIn(one);
    await settled(one);
    const asked = () => hq.calls.filter((path) => path === '/link/feed').length;
    const named = (name: string) =>
      until(async () => expect((await page.catalog.get({ product: 'tea' })).name).toBe(name));
    const chain = async () => (await page.link.state())?.feeds.find(({ feed }) => feed === 'chain');
    hq.unasked = (from) => hq.packedPage(from);
    await hq.say(productChanged, product('tea', 'Green tea') as never);
    await named('Green tea');
    const before = asked();
    await hq.say(productChanged, product('tea', 'Black tea') as never);
    await named('Black tea');
    expect(asked()).toBe(before);
    const position = count("select position from feed_head where store = 'chain'");
    // What a page brought is there to be read a moment before its lane says so.
    await until(async () => expect(await chain()).toMatchObject({ position, stopped: false }));
    const others: ((from: number) => Buffer)[] = [
      (from) => hq.packedPage(from - 1),
      (from) => hq.packedPage(from + 1),
      () => Buffer.from('no page'),
      (from) => hq.packedPage(from, { incarnation: 'of another life' }),
    ];
    for (const [at, unasked] of others.entries()) {
      hq.unasked = unasked;
      const then = asked();
      await hq.say(productChanged, product('tea', `Tea ${at}`) as never);
      await named(`Tea ${at}`);
      expect(asked()).toBeGreaterThan(then);
    }
    expect((await page.link.state())?.trouble).toBeNull();
  });

  test('is kept there: here it can be looked at, not changed', async () => {
    const page = await signedIn(await newRegister());
    const [tender] = await page.settings.tenders();
    if (!tender) throw new Error('a tender');
    const { id: tenderId, ...value } = tender;
    await expect(
      page.settings.saveTender({ commandId: id(), tender: tenderId, value }),
    ).rejects.toMatchObject({ data: { code: 'KEPT_AT_HQ' } });
  });
});

describe('a store that sold alone', () => {
  test('joins without losing a day: its journal goes up from the first entry, and it sells on all the time', async () => {
    const shop = await openShop({ ports: { pins: pins() } });
    const { owner } = shop;
    const [category] = await owner.catalog.categories();
    const honey = await owner.catalog.save({
      commandId: id(),
      product: null,
      value: {
        name: 'Honey',
        names: {},
        sku: null,
        barcodes: [],
        unit: 'piece',
        price: 1500,
        taxClass: 'tax-1',
        category: category?.id ?? null,
        picture: null,
        active: true,
        minStock: null,
        taxCode: null,
      },
    });
    await openShift(owner);
    const old = await sellUnlisted(owner, { lines: [{ name: 'Tea', price: 1200 }] });
    await expect(owner.link.join({ address: hq.url, code: hq.code('S1', '7') })).rejects.toMatchObject({
      data: { code: 'JOIN_REFUSED', data: { reason: 'SHIFT' } },
    });
    await closeShift(owner);
    const entries = (await owner.maintenance.state()).journal.entries;
    expect(await owner.link.join({ address: hq.url, code: hq.code('S1', '7') })).toMatchObject({
      store: 'S1',
      register: '7',
    });
    await until(() => expect(count("select count(*) from journal where store = 'S1'")).toBe(entries));
    expect(count('select count(*) from sale')).toBe(1);
    expect(await owner.session.get()).toMatchObject({ link: 'handing-over', mode: 'open' });
    // Headquarters takes its product over under the same id: only then is its catalog that of the chain.
    await hq.say(productChanged, product(honey.id, 'Honey of the chain') as never);
    const page = shop.page();
    const ada = await until(async () => {
      const found = (await page.session.people()).find(({ name }) => name === OWNER.name);
      expect(found).toBeDefined();
      return found?.id ?? '';
    });
    expect((await page.session.get()).link).toBe('joined');
    await page.session.signIn({ person: ada, pin: OWNER.pin });
    expect((await page.catalog.get({ product: honey.id })).name).toBe('Honey of the chain');
    expect(await foundSale(page, old.number)).toEqual([old.number]);
    await openShift(page);
    const fresh = await sellUnlisted(page, { lines: [{ name: 'Jam', price: 800 }] });
    expect(fresh.number).toMatch(/^S1-7-/);
    await settled(shop);
    expect(count('select count(*) from sale')).toBe(2);
    expect(examine(dataFolder(shop.dataDir)).findings).toEqual([]);
  });
});

async function closeShift(page: RegisterClient): Promise<void> {
  const tenders = (await page.settings.tenders()).filter(
    ({ declaredAtClose, kind }) => declaredAtClose && kind !== 'cash',
  );
  const shift = (await page.shifts.current())?.shift ?? '';
  await page.shifts.startCount({ commandId: id(), shift });
  await page.shifts.close({
    commandId: id(),
    shift,
    counted: [],
    declared: tenders.map(({ id: tender }) => ({ tender, amount: 0 })),
    tickets: 'void',
    note: '',
  });
}
