import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noteOutside } from '#server/backup/archived.ts';
import { backupPlace } from '#server/backup/backup-place.ts';
import { makeBackup } from '#server/backup/make-backup.ts';
import { MANIFEST, readManifest } from '#server/backup/manifest.ts';
import { verifyBackup } from '#server/backup/verify.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { bareDevice } from './device.ts';
import { hqCommand, type RunningHq, runHq } from './running-hq.ts';

const missing = await pgMissing();

describe.skipIf(missing !== null)('backups of headquarters’ own PostgreSQL', () => {
  const root = mkdtempSync(join(tmpdir(), 'mq-'));
  const [first, second] = [join(root, 'a'), join(root, 'b')];
  const elsewhere = join(root, 'elsewhere');
  const running: RunningHq[] = [];
  const run = async (folder: string) => {
    const hq = await runHq(folder, ['--backups', elsewhere]);
    running.push(hq);
    return hq;
  };
  const command = async (name: string, folder: string, ...args: string[]) =>
    await hqCommand([name, '--data', folder, '--backups', elsewhere, ...args]);
  beforeAll(async () => {
    expect(
      await command('setup', first, '--chain', 'Ducks', '--store', 'R01', '--store-name', 'Pond'),
    ).toMatchObject({
      code: 0,
    });
  }, 60_000);
  afterAll(async () => {
    for (const hq of running) if (hq.child.exitCode === null) await hq.end('SIGTERM');
    rmSync(root, { recursive: true, force: true });
  });

  test('hold all that was acknowledged before them; what is restored is another life, and registers send the rest again', async () => {
    const hq = await run(first);
    const device = bareDevice(hq.address);
    const code = (await command('code', first, '--store', 'R01')).said.split(' ')[0] ?? '';
    expect((await device.enrol(code)).status).toBe(200);
    const before = (await device.hello()).body;
    const [old, later] = [device.facts(3), device.facts(2)];
    expect((await device.push(before.session, device.batch(old))).body).toMatchObject({
      kind: 'ack',
      seq: 3,
    });
    const made = await command('backup', first);
    expect(made.said).toContain('found whole');
    const [name = ''] = readdirSync(elsewhere);
    expect(readdirSync(first)).not.toContain('backup-stage');
    expect((await device.push(before.session, device.batch(later))).body).toMatchObject({
      kind: 'ack',
      seq: 5,
    });
    const told = (await device.hello({ lease: before.lease })).body;
    expect(told.heads).toMatchObject([{ seq: 5, archived: 3 }]);
    // Of others it is told how far theirs are.
    const other = bareDevice(hq.address);
    const another = (await command('code', first, '--store', 'R01')).said.split(' ')[0] ?? '';
    expect((await other.enrol(another)).status).toBe(200);
    const { archived } = (await other.hello()).body;
    expect(archived).toEqual([{ origin: device.id, epoch: told.heads[0]?.epoch, seq: 3 }]);
    await hq.end('SIGTERM');

    // The folder is lost with its disk; the backup lay on another.
    const restored = await command('restore', second, '--from', join(elsewhere, name));
    expect(restored).toMatchObject({ code: 0, said: expect.stringContaining('Incarnation') });
    const again = await run(second);
    device.moveTo(again.address);
    const after = (await device.hello({ lease: told.lease })).body;
    expect(after.incarnation).not.toBe(before.incarnation);
    expect(after.heads).toMatchObject([{ seq: 3, archived: 3 }]);
    expect((await device.push(after.session, device.batch(later))).body).toMatchObject({
      kind: 'ack',
      seq: 5,
    });
    expect((await device.hello({ lease: after.lease })).body.heads).toMatchObject([{ seq: 5, archived: 3 }]);

    await again.end('SIGTERM');
    expect((await command('restore', second, '--from', join(elsewhere, name))).said).toContain('has a chain');
  }, 120_000);

  test('that were cut off, changed or hold spoilt facts are none', async () => {
    const hq = await run(second);
    const place = backupPlace(second);
    const target = join(root, 'other');
    const made = await makeBackup(place, { target, now: Date.now });
    expect(readdirSync(target)).toHaveLength(1);
    // Cut off: the files are there, the word that they are whole is not.
    const file = join(made.folder, MANIFEST);
    const whole = readFileSync(file);
    rmSync(file);
    await expect(readManifest(made.folder)).rejects.toThrow('no finished backup');
    expect((await command('restore', join(root, 'c'), '--from', made.folder)).said).toContain(
      'no finished backup',
    );
    writeFileSync(file, whole);
    truncateSync(join(made.folder, 'journal.copy'), 100);
    expect((await command('restore', join(root, 'c'), '--from', made.folder)).said).toContain(
      'missing or damaged',
    );
    // The trial itself finds what a disk or a program did to a fact before the snapshot.
    const client = await place.connect();
    const { rows } = await client.query<{ body: Buffer }>('select body from journal where seq = 2');
    await client.query("update journal set body = 'x' where seq = 2");
    const before = readdirSync(target);
    await expect(makeBackup(place, { target, now: () => Date.now() + 1000 })).rejects.toThrow(
      'do not give their hash',
    );
    await client.query('update journal set body = $1 where seq = 2', [rows[0]?.body]);
    await client.query('delete from journal where seq = 4');
    await expect(makeBackup(place, { target, now: () => Date.now() + 1000 })).rejects.toThrow(
      'histories have holes',
    );
    expect(readdirSync(target)).toEqual(before);
    expect(
      (await client.query("select 1 from pg_database where datname like 'mallard_trial%'")).rows,
    ).toEqual([]);
    const archived = "select seq from archived where origin like 'device-%'";
    expect((await client.query(archived)).rows).toEqual([{ seq: 5 }]);
    // A newer headquarters’ backup is not guessed at.
    await expect(verifyBackup(place, made.folder, { ...made.manifest, schema: 9_999_990 })).rejects.toThrow(
      '9999990',
    );
    // Told of a backup made elsewhere: only what had surely been committed before it.
    await client.query('delete from archived');
    await client.query('update journal set received_at = $1 where seq >= 3', [1_000_000_000_000]);
    await client.query('update journal set received_at = 1 where seq < 3');
    for (const at of [1_000_000_000_000, 700_000]) {
      await noteOutside(client, at, at);
      expect((await client.query(archived)).rows).toEqual([{ seq: 2 }]);
    }
    await client.end();
    expect(existsSync(join(root, 'c'))).toBe(false);
    await hq.end('SIGTERM');
  }, 120_000);
});
