import { copyFileSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openHost as openOrRescue } from '#electron/host/open-host.ts';
import type { RegisterHost } from '#electron/host/web/register-host.ts';
import { dataFolder } from '#electron/store/data-folder.ts';
import { makeBackup } from '#electron/store/maintenance/backup.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { readMarker } from '#electron/store/marker.ts';
import type { Contract } from '#shared/contract/index.ts';
import { sellUnlisted } from '../support/own-store.ts';
import { freshFolder, id, OWN, openShop, quickPins } from './open-host.ts';

type Client = ContractRouterClient<Contract>;

const pageOf = (host: RegisterHost): Client =>
  createRouterClient(host.router, {
    context: host.contextFor({ id: id(), via: 'loopback', closed: new AbortController().signal }),
  }) as Client;

const damage = (file: string) => writeFileSync(file, Buffer.alloc(16_384, 0xab), { flag: 'r+' });

/** A shop with a sound backup and a spoilt one, whose store was then damaged. */
async function damagedShop(): Promise<{ dataDir: string; sound: string; spoilt: string }> {
  const dataDir = freshFolder();
  const { host, owner } = await openShop({ dataDir });
  await owner.shifts.open({ commandId: id(), counted: [{ value: 10_000, count: 2 }] });
  const folder = dataFolder(dataDir);
  const spoilt = makeBackup(folder, Date.parse('2026-11-22T01:00:00Z'), 'manual');
  const sound = makeBackup(folder, Date.parse('2026-11-22T02:00:00Z'), 'manual');
  await host.stop();
  damage(spoilt.path);
  damage(folder.store);
  return { dataDir, sound: sound.file, spoilt: spoilt.file };
}

async function open(dataDir: string): Promise<RegisterHost> {
  const host = await openOrRescue({ dataDir, ports: { pins: quickPins(), report: () => {} } });
  onTestFinished(() => host.stop());
  return host;
}

describe('a damaged store', () => {
  test('is never replaced by itself: it is shown with its backups, and says which are sound', async () => {
    const { dataDir, sound, spoilt } = await damagedShop();
    const page = pageOf(await open(dataDir));
    expect((await page.session.get()).mode).toBe('damaged');
    const view = await page.rescue.get();
    expect(view?.backups.map(({ file, entries }) => [file, entries !== null])).toEqual([
      [sound, true],
      [spoilt, false],
    ]);
    expect(page.tickets).toBeUndefined();
    expect(existsSync(join(dataDir, 'quarantine'))).toBe(false);
  });

  test.each([
    ['gone', (file: string) => rmSync(file)],
    ['empty', (file: string) => writeFileSync(file, '')],
  ])('a file that is %s is a lost store, not a first run', async (_, lose) => {
    const { dataDir, sound } = await damagedShop();
    lose(dataFolder(dataDir).store);
    const page = pageOf(await open(dataDir));
    expect((await page.session.get()).mode).toBe('damaged');
    expect((await page.rescue.restore({ file: sound })).entries).toBeGreaterThan(3);
  });

  test('becomes the register again from the backup a person chose, in a new epoch; the damaged file is kept', async () => {
    const { dataDir, sound } = await damagedShop();
    const host = await open(dataDir);
    expect((await pageOf(host).rescue.restore({ file: sound })).entries).toBeGreaterThan(3);
    const page = pageOf(host);
    expect((await page.session.get()).mode).toBe('locked');
    expect(await page.session.people()).toHaveLength(3);
    expect(readdirSync(join(dataDir, 'quarantine'))).toHaveLength(1);
    await expect(page.rescue.restore({ file: sound })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('a backup that is not sound, or no backup at all, is refused and changes nothing', async () => {
    const { dataDir, spoilt } = await damagedShop();
    const page = pageOf(await open(dataDir));
    await expect(page.rescue.restore({ file: spoilt })).rejects.toThrow();
    await expect(page.rescue.restore({ file: '../../etc/passwd' })).rejects.toThrow();
    expect(existsSync(join(dataDir, 'quarantine'))).toBe(false);
    expect((await page.session.get()).mode).toBe('damaged');
  });
});

describe('a folder that was deleted whole', () => {
  /** A shop that sold, whose folder is gone: only the marker beside it is left. A backup lies elsewhere. */
  async function lostShop() {
    const dataDir = freshFolder();
    const { host, owner } = await openShop({ dataDir });
    await owner.shifts.open({ commandId: id(), counted: [] });
    const sold = await sellUnlisted(owner, { lines: [{ name: 'Tea', price: 1200 }] });
    const backup = makeBackup(dataFolder(dataDir), Date.parse('2026-11-22T02:00:00Z'), 'manual');
    const elsewhere = `${dataDir}-backup.db`;
    copyFileSync(backup.path, elsewhere);
    const later = await sellUnlisted(owner, { lines: [{ name: 'Jam', price: 800 }] });
    await host.stop();
    rmSync(dataDir, { recursive: true });
    const known = readMarker(dataFolder(dataDir).marker);
    return { dataDir, backup: { file: backup.file, path: elsewhere }, sold, later, upTo: known?.seq };
  }
  const sellOne = async (page: Client) => {
    const owner = (await page.session.people()).find(({ name }) => name === OWN.owner.name);
    await page.session.signIn({ person: owner?.id ?? '', pin: OWN.owner.pin });
    if ((await page.shifts.current()) === null) await page.shifts.open({ commandId: id(), counted: [] });
    return (await sellUnlisted(page, { lines: [{ name: 'Tea', price: 1200 }] })).number;
  };

  test('is not taken for a new register: it is told how far it had come, and nothing is founded in its place', async () => {
    const { dataDir, upTo } = await lostShop();
    const page = pageOf(await open(dataDir));
    expect((await page.session.get()).mode).toBe('damaged');
    expect(page.setup).toBeUndefined();
    expect(await page.rescue.get()).toMatchObject({
      lost: { upTo },
      folder: { store: dataDir, backups: join(dataDir, 'backups') },
      backups: [],
    });
    expect(upTo).toBeGreaterThan(3);
    expect(existsSync(dataFolder(dataDir).store)).toBe(false);
    expect(readMarker(dataFolder(dataDir).marker)?.seq).toBe(upTo);
  });

  test('is the register again from a backup that is put where backups are looked for', async () => {
    const { dataDir, backup, sold, later } = await lostShop();
    const host = await open(dataDir);
    copyFileSync(backup.path, join(dataDir, 'backups', backup.file));
    expect((await pageOf(host).rescue.get())?.backups).toMatchObject([{ file: backup.file }]);
    await pageOf(host).rescue.restore({ file: backup.file });
    const page = pageOf(host);
    expect((await page.session.get()).mode).toBe('locked');
    expect(await sellOne(page)).toBe('R01-1B-000001');
    expect([sold.number, later.number]).toEqual(['R01-1-000001', 'R01-1-000002']);
    await expect(page.rescue.beginAnew()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('begins anew where a person says so, above every epoch it ever had: no number is given twice', async () => {
    const { dataDir } = await lostShop();
    const host = await open(dataDir);
    await pageOf(host).rescue.beginAnew();
    const page = pageOf(host);
    expect((await page.session.get()).mode).toBe('setup');
    await expect(page.rescue.beginAnew()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    // What was begun stays begun, and once is enough.
    await host.stop();
    const again = await open(dataDir);
    expect((await pageOf(again).session.get()).mode).toBe('setup');
    await pageOf(again).setup.own(OWN);
    expect(await sellOne(pageOf(again))).toBe('R01-1B-000001');
    await again.stop();
    expect(readMarker(dataFolder(dataDir).marker)?.epoch).toMatch(/^2-/);
    // Lost once more, and begun anew once more.
    rmSync(dataDir, { recursive: true });
    const third = await open(dataDir);
    await pageOf(third).rescue.beginAnew();
    await pageOf(third).setup.own(OWN);
    expect(await sellOne(pageOf(third))).toBe('R01-1C-000001');
    expect(examine(dataFolder(dataDir)).findings).toEqual([]);
  });

  test('keeps what is left of it: a store that is damaged is not begun anew', async () => {
    const { dataDir } = await damagedShop();
    const page = pageOf(await open(dataDir));
    expect((await page.rescue.get())?.lost).toBeNull();
    await expect(page.rescue.beginAnew()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(existsSync(join(dataDir, 'quarantine'))).toBe(false);
  });

  test('without its marker it is a first run', async () => {
    const { dataDir } = await lostShop();
    rmSync(dataFolder(dataDir).marker);
    expect((await pageOf(await open(dataDir)).session.get()).mode).toBe('setup');
  });
});
