import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type BackupKeeper, backupKeeper } from '#server/backup/backup-keeper.ts';
import { type BackupPlace, backupPlace } from '#server/backup/backup-place.ts';
import { readManifest } from '#server/backup/manifest.ts';
import { verifyBackup } from '#server/backup/verify.ts';
import { createPool, type HqPool } from '#server/store/pool.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { type BareDevice, bareDevice } from './device.ts';
import { hqCommand, type RunningHq, runHq } from './running-hq.ts';

const missing = await pgMissing();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NIGHT = Date.parse('2026-11-27T03:00:00Z');

describe.skipIf(missing !== null)('headquarters’ backups', () => {
  const root = mkdtempSync(join(tmpdir(), 'mk-'));
  const folder = join(root, 'hq');
  let hq: RunningHq;
  let pool: HqPool;
  let place: BackupPlace;
  let client: Client;
  let device: BareDevice;
  let lease: string | null = null;
  beforeAll(async () => {
    const made = ['setup', '--data', folder, '--chain', 'Ducks', '--store', 'R01', '--store-name', 'Pond'];
    expect(await hqCommand(made)).toMatchObject({ code: 0 });
    // Its own keeper looks for the first time after ten minutes.
    hq = await runHq(folder);
    pool = createPool({ connection: { socket: folder }, size: 2 });
    place = backupPlace(folder);
    client = await place.connect();
    device = bareDevice(hq.address);
    const code = await hqCommand(['code', '--data', folder, '--store', 'R01']);
    await device.enrol(code.said.split(' ')[0] ?? '');
    await push(3);
  }, 60_000);
  afterAll(async () => {
    await client.end();
    await pool.close();
    await hq.end('SIGTERM');
    rmSync(root, { recursive: true, force: true });
  });
  const push = async (facts: number) => {
    const greeted = (await device.hello({ lease })).body;
    ({ lease } = greeted);
    await device.push(greeted.session, device.batch(device.facts(facts)));
  };
  /** Up to where headquarters tells the device that its facts are in a backup. */
  const archived = async () => {
    const greeted = (await device.hello({ lease })).body;
    ({ lease } = greeted);
    return greeted.heads[0]?.archived ?? 0;
  };
  const told = async () =>
    (
      await pool.once<{ subject: string; detail: string }>(
        "select subject, detail from exception where rule = 'BACKUP' and settled_at is null and subject = 'no backup'",
      )
    ).rows.map(({ detail }) => JSON.parse(detail));

  describe('made by themselves', () => {
    let target: string;
    let now: number;
    let keeper: BackupKeeper;
    const reported: unknown[] = [];
    const keep = (at = target) =>
      backupKeeper({ pool, place, target: at, now: () => now, report: (error) => reported.push(error) });
    const names = () => readdirSync(target).sort();
    beforeEach(() => {
      target = join(mkdtempSync(join(root, 'to-')), 'backups');
      now = NIGHT;
      keeper = keep();
    });
    afterEach(() => keeper.stop());

    test('come once a day, whoever looks how often, each verified; a week of them is kept', async () => {
      const made = await keeper.look();
      expect(names()).toEqual(['2026-11-27T03-00-00-000Z']);
      if (!made) throw new Error('the first look makes one');
      const manifest = await readManifest(made.folder);
      expect(manifest).toMatchObject({ at: NIGHT, verifiedAt: NIGHT });
      await verifyBackup(place, made.folder, manifest);
      expect(await archived()).toBe(3);

      for (now of [NIGHT + 1, NIGHT + 23 * HOUR, NIGHT + DAY - 1]) expect(await keeper.look()).toBeNull();
      // A process that begins anew goes by what lies there.
      const again = keep();
      expect(await again.look()).toBeNull();
      await again.stop();
      expect(names()).toHaveLength(1);

      await push(1);
      for (let day = 1; day <= 8; day++) {
        now = NIGHT + day * DAY;
        expect(await keeper.look()).not.toBeNull();
        expect(await keeper.look()).toBeNull();
      }
      expect(names()).toEqual(
        Array.from({ length: 7 }, (_, at) =>
          new Date(NIGHT + (at + 2) * DAY).toISOString().replaceAll(/[:.]/g, '-'),
        ),
      );
      expect(await archived()).toBe(4);
      expect(await told()).toEqual([]);
    }, 120_000);

    test('that fail are told with their reason and the last one there is, tried again at the next look, and no longer told when one was made', async () => {
      await keeper.look();
      const kept = names();
      const { rows } = await client.query<{ body: Buffer }>(
        "select body from journal where seq = 2 and store = 'R01'",
      );
      await client.query("update journal set body = 'x' where seq = 2 and store = 'R01'");
      now = NIGHT + DAY;
      for (let look = 0; look < 2; look++) {
        await expect(keeper.look()).rejects.toThrow('do not give their hash');
        expect(await told()).toMatchObject([
          { reason: expect.stringContaining('do not give their hash'), last: new Date(NIGHT).toISOString() },
        ]);
      }
      expect(names()).toEqual(kept);
      await client.query("update journal set body = $1 where seq = 2 and store = 'R01'", [rows[0]?.body]);
      now += HOUR;
      expect(await keeper.look()).not.toBeNull();
      expect(names()).toHaveLength(2);
      expect(await told()).toEqual([]);
    }, 60_000);

    test('are missed when their place is gone, and one that was cut off does not count for the day', async () => {
      const file = join(root, 'no-folder');
      writeFileSync(file, '');
      const nowhere = keep(join(file, 'backups'));
      await expect(nowhere.look()).rejects.toThrow('ENOTDIR');
      expect(await told()).toMatchObject([{ reason: expect.stringContaining('ENOTDIR') }]);
      await nowhere.stop();
      // As if it had been killed an hour ago: the folder is there, the word that it is whole is not.
      const half = join(target, new Date(NIGHT - HOUR).toISOString().replaceAll(/[:.]/g, '-'));
      mkdirSync(half, { recursive: true });
      expect(await keeper.look()).not.toBeNull();
      expect(names()).toEqual(['2026-11-27T03-00-00-000Z']);
      expect(await told()).toEqual([]);
    });

    test('and by hand at once are one: the other says so, and is content at its next look', async () => {
      const other = keep();
      const both = await Promise.allSettled([keeper.look(), other.look()]);
      const failed = both.filter(({ status }) => status === 'rejected');
      expect(failed).toMatchObject([{ reason: { message: 'another backup is being made' } }]);
      expect(names()).toHaveLength(1);
      expect(await other.look()).toBeNull();
      expect(await told()).toEqual([]);
      await other.stop();
    });
  });

  test('made with other tools count from the command line, for what had surely been committed before them', async () => {
    await client.query('delete from archived');
    const command = (...args: string[]) => hqCommand(['archived', '--data', folder, ...args]);
    for (const args of [[], ['--at', 'yesterday'], ['--at', new Date(Date.now() + HOUR).toISOString()]])
      expect(await command(...args)).toEqual({ code: 2, said: expect.stringContaining('--at') });
    expect(await archived()).toBe(0);

    const before = new Date(Date.now() - HOUR);
    await client.query("update journal set received_at = $1 where store = 'R01' and seq <= 2", [
      before.getTime() - HOUR,
    ]);
    const said = (
      await client.query<{ n: string }>(
        `select count(*) as n from journal where branch = 0 and received_at < $1`,
        [before.getTime() - 600_000],
      )
    ).rows[0]?.n;
    expect(await command('--at', before.toISOString())).toEqual({
      code: 0,
      said: `${said} facts are in a verified backup.\n`,
    });
    expect(await archived()).toBe(2);
    // What is newer is none of it, and an older one takes nothing back.
    expect((await command('--at', '2026-01-01T03:00:00Z')).code).toBe(0);
    expect(await archived()).toBe(2);
  }, 60_000);
});
