import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hqDatabase, type PgDatabase } from '#tests/support/pg/database.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { bareDevice } from './device.ts';
import { openOn } from './open-hq.ts';
import { hqCommand, runHq } from './running-hq.ts';

const missing = await pgMissing();

describe.skipIf(missing !== null)('moving headquarters into another PostgreSQL', () => {
  const root = mkdtempSync(join(tmpdir(), 'mm-'));
  const folder = join(root, 'a');
  let there: PgDatabase;
  beforeAll(async () => {
    there = await hqDatabase();
    const chain = ['--chain', 'Ducks', '--store', 'R01', '--store-name', 'Pond'];
    expect(await hqCommand(['setup', '--data', folder, ...chain])).toMatchObject({ code: 0 });
  }, 60_000);
  afterAll(async () => {
    await there.close();
    rmSync(root, { recursive: true, force: true });
  });

  const move = (to: string) => hqCommand(['move', '--data', folder, '--to', to]);

  test('it is the same headquarters in the same life: a register goes on where it was, and the old one starts no more', async () => {
    const hq = await runHq(folder);
    const device = bareDevice(hq.address);
    const code = (await hqCommand(['code', '--data', folder, '--store', 'R01'])).said.split(' ')[0] ?? '';
    expect((await device.enrol(code)).status).toBe(200);
    const before = (await device.hello()).body;
    await device.push(before.session, device.batch(device.facts(3)));
    // While it serves it can't be moved: what it takes in would be left behind.
    expect(await move(there.url)).toMatchObject({ code: 1, said: expect.stringContaining('serves from') });
    await hq.end('SIGTERM');

    const moved = await move(there.url);
    expect(moved.said).toContain('every fact found whole');
    expect(moved.said).not.toContain('mallard@');
    expect(moved).toMatchObject({ code: 0 });
    const again = await openOn({ url: there.url, close: async () => {} });
    try {
      device.moveTo(again.address);
      const after = (await device.hello({ lease: before.lease })).body;
      expect(after.incarnation).toBe(before.incarnation);
      expect(after.heads).toMatchObject([{ seq: 3 }]);
      const pushed = await device.push(after.session, device.batch(device.facts(2)));
      expect(pushed.body).toMatchObject({ kind: 'ack', seq: 5 });
    } finally {
      await again.halt();
    }

    await expect(runHq(folder)).rejects.toThrow('was moved to');
    expect((await hqCommand(['code', '--data', folder, '--store', 'R01'])).said).toContain('was moved to');
    expect((await move(there.url)).said).toContain('was moved to');
  }, 120_000);

  test('goes into an empty one alone; where the new one is lost, the old one begins another life', async () => {
    expect(await hqCommand(['restored', '--data', folder])).toMatchObject({ code: 0 });
    expect(await move(there.url)).toMatchObject({
      code: 1,
      said: expect.stringContaining('has rows already'),
    });
    const hq = await runHq(folder);
    expect(await hq.end('SIGTERM')).toBe(0);
    for (const to of ['nonsense', 'mysql://localhost/mallard'])
      expect(await move(to)).toMatchObject({ code: 2, said: expect.stringContaining('--to') });
  }, 120_000);
});
