import { copyFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createHost } from '#electron/host/create-host.ts';
import { found } from '#electron/store/found.ts';
import type { RegisterId, StoreId } from '#shared/domain/ids.ts';
import { freshFolder, id, OWN, openHost, openShop } from './open-host.ts';
import { MILK, readyToSell, sell } from './stock.ts';

describe('the first run', () => {
  test('serves set-up alone', async () => {
    const { page, host } = await openHost();
    const till = page();
    expect(await till.session.get()).toMatchObject({ mode: 'setup', store: null, person: null, shift: null });
    expect(await till.session.people()).toEqual([]);
    await expect(till.tickets.list()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    const options = await till.setup.options();
    expect(options.timeZones).toContain('Asia/Shanghai');
    expect(options.currencies.find((c) => c.code === 'CNY')?.cashRounding).toEqual({
      step: 10,
      mode: 'down',
    });
    expect(host.register.store.head().position).toBe(0);
  });

  test.each([
    ['a weak PIN', { owner: { name: 'Wen', pin: '1234' } }, 'PIN_WEAK'],
    ['a currency nobody knows', { currency: 'XXX' }, 'SETTING_INVALID'],
    ['a time zone nobody knows', { timeZone: 'Mars/Olympus' }, 'SETTING_INVALID'],
    ['an owner without a name', { owner: { name: '   ', pin: '739154' } }, null],
  ])('with %s writes nothing', async (_what, wrong, code) => {
    const { page, host } = await openHost();
    await expect(page().setup.own({ ...OWN, ...wrong })).rejects.toMatchObject(
      code === null ? { code: 'BAD_REQUEST' } : { data: { code } },
    );
    expect(host.register.store.identity()).toBeNull();
    expect(host.register.store.head().position).toBe(0);
  });

  test('founds a store once, whoever else tries at the same time', async () => {
    const { page, host, dataDir } = await openHost();
    const tries = await Promise.allSettled([
      page().setup.own(OWN),
      page().setup.own(OWN),
      page().setup.own(OWN),
    ]);
    expect(tries.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(page().setup.demo()).rejects.toMatchObject({ data: { code: 'STALE' } });
    const types = host.register.store.reading
      .prepare('select type from journal order by position')
      .pluck()
      .all();
    expect(types).toEqual(['epoch.started', 'store.founded']);
    expect(statSync(join(dataDir, 'device.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dataDir, 'device.key'), 'utf8')).toContain('PRIVATE KEY');
    expect(await page().session.get()).toMatchObject({
      mode: 'locked',
      store: { store: 'R01', register: '1', demo: false, cashRounding: { step: 10, mode: 'down' } },
    });
  });

  test('a founding that a crash cut short is done again', async () => {
    const { host, page } = await openHost();
    const { store, ports } = host.register;
    await found(store, {
      store: 'OLD' as StoreId,
      register: '9' as RegisterId,
      recoveryHash: null,
      at: 1,
      newId: ports.newId,
      keepKey: async () => {},
    });
    expect((await page().session.get()).mode).toBe('setup');
    await page().setup.own(OWN);
    expect((await page().session.get()).store).toMatchObject({ store: 'R01', register: '1' });
    expect((await page().session.people()).map((p) => p.name)).toEqual(['Wen Li']);
  });

  test('the demo store opens with its people and sells', async () => {
    const { page } = await openHost();
    const till = page();
    const { people } = await till.setup.demo();
    expect(people.map((p) => p.role)).toEqual(expect.arrayContaining(['Manager', 'Clerk']));
    const listed = await till.session.people();
    for (const { name, pin } of people) {
      const person = listed.find((each) => each.name === name);
      expect((await till.session.signIn({ person: person?.id ?? '', pin })).person?.name).toBe(name);
    }
    const found = await till.catalog.search({ text: '', limit: 100 });
    expect(found.products).toBeGreaterThan(1500);
    expect((await till.session.get()).store?.demo).toBe(true);
  });
});

describe('one register, one folder', () => {
  test('a folder in use is refused, and free again after a stop', async () => {
    const dataDir = freshFolder();
    const first = await openHost({ dataDir });
    const lock = join(dataDir, 'host.lock');
    expect(readFileSync(lock, 'utf8').trim()).toBe(String(process.pid));
    await first.host.stop();
    expect(existsSync(lock)).toBe(false);
    writeFileSync(lock, `${process.ppid}\n`);
    await expect(createHost({ dataDir })).rejects.toMatchObject({ name: 'StoreError', problem: 'in-use' });
  });

  test('everything is there again after a start', async () => {
    const shop = await openShop();
    await readyToSell(shop.owner);
    const done = await sell(shop.clerk, MILK);
    await shop.host.stop();
    const again = await openHost({ dataDir: shop.dataDir, clock: shop.clock });
    const owner = again.page();
    await owner.session.signIn({ person: shop.ownerId, pin: OWN.owner.pin });
    expect((await owner.sales.get({ sale: done.sale })).total).toBe(1250);
    expect((await sell(owner, MILK)).number).toBe('R01-1-000002');
  });
});

describe('the marker', () => {
  test('follows a commit within a second, and a rolled-back disk starts an epoch of its own', async () => {
    const shop = await openShop();
    await readyToSell(shop.owner);
    const { folder } = shop.host.register.store;
    const backup = await shop.owner.maintenance.backupNow({ commandId: id() });
    const before = await sell(shop.clerk, MILK);
    shop.clock.advance(1000);
    await new Promise((resolve) => setImmediate(resolve));
    const marker = JSON.parse(readFileSync(folder.marker, 'utf8'));
    expect(marker.seq).toBe(shop.host.register.store.head().seq);
    await shop.host.stop();

    for (const suffix of ['-wal', '-shm']) rmSync(folder.store + suffix, { force: true });
    copyFileSync(join(folder.backups, backup.file), folder.store);
    const again = await openHost({ dataDir: shop.dataDir, clock: shop.clock });
    const owner = again.page();
    await owner.session.signIn({ person: shop.ownerId, pin: OWN.owner.pin });
    const next = await sell(owner, MILK);
    expect(next.number).toBe('R01-1B-000001');
    expect(next.number).not.toBe(before.number);
    expect(await owner.maintenance.doctor()).toMatchObject({ ok: true, findings: [] });
  });
});

describe('a clock set back', () => {
  test('is shown and disturbs neither numbers nor order', async () => {
    const shop = await openShop();
    await readyToSell(shop.owner);
    await sell(shop.clerk, MILK);
    shop.clock.set(shop.clock.timers.now() - 365 * 86_400_000);
    const view = await shop.owner.session.get();
    expect(view.clock.behindMs).toBe(365 * 86_400_000);
    expect(view.notices.map((notice) => notice.code)).toContain('clock-behind');
    expect((await sell(shop.clerk, MILK)).number).toBe('R01-1-000002');
  });
});
