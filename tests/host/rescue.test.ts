import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openHost as openOrRescue } from '#electron/host/open-host.ts';
import type { RegisterHost } from '#electron/host/web/register-host.ts';
import { dataFolder } from '#electron/store/data-folder.ts';
import { makeBackup } from '#electron/store/maintenance/backup.ts';
import type { Contract } from '#shared/contract/index.ts';
import { freshFolder, id, openShop, quickPins } from './open-host.ts';

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
