import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { dataFolder } from '#electron/store/data-folder.ts';
import { createBackupKeeper } from '#electron/store/maintenance/backup-keeper.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { openRegister, productId, type TestRegister } from '#tests/support/register.ts';
import { smallDisk } from '#tests/support/small-disk.ts';

const cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const undo of cleanUp.splice(0).reverse()) undo();
});

function folder(): string {
  const base = mkdtempSync(join(tmpdir(), 'mallard-disk-'));
  cleanUp.push(() => rmSync(base, { recursive: true, force: true }));
  return base;
}

async function sellUntilRefused(
  register: TestRegister,
): Promise<{ readonly sold: string[]; readonly refusal: unknown }> {
  const sold: string[] = [];
  for (let n = 0; n < 100_000; n++) {
    try {
      sold.push((await register.pay(await register.ring([productId((n % 20) + 1)]))).sale);
    } catch (refusal) {
      return { sold, refusal };
    }
  }
  throw new Error('the disk never filled');
}

const soldSales = (register: TestRegister) =>
  new Set(register.store.reading.prepare('select sale from sale').pluck().all());

describe('a full disk', () => {
  it('refuses the sale with its own word, writes nothing of it, and selling resumes when space returns', async () => {
    const register = await openRegister(join(folder(), 'data'), 20, { printer: true });
    cleanUp.push(() => void register.close());
    const db = register.store.writer.db();
    // SQLite answers SQLITE_FULL at the page limit exactly as at the end of the disk.
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 12}`);
    const { sold, refusal } = await sellUntilRefused(register);
    expect(refusal).toMatchObject({ name: 'StoreError', problem: 'disk-full' });
    expect(soldSales(register)).toEqual(new Set(sold));
    // The failed connection was put away; the new one has room again.
    const more = await register.pay(await register.ring([productId(3)]));
    expect(soldSales(register).has(more.sale)).toBe(true);
    expect(examine(register.folder).findings).toEqual([]);
  });

  it('really full: the same on a small disk of its own', async ({ skip }) => {
    const disk = smallDisk(24);
    if (disk === null) return skip('this machine lets nobody mount a small disk');
    const register = await openRegister(join(disk, 'data'), 20, { printer: true });
    cleanUp.push(() => void register.close());
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(join(disk, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - 600_000)));
    const { sold, refusal } = await sellUntilRefused(register);
    expect(refusal).toMatchObject({ name: 'StoreError', problem: 'disk-full' });
    rmSync(join(disk, 'filler'));
    const more = await register.pay(await register.ring([productId(3)]));
    expect(soldSales(register)).toEqual(new Set([...sold, more.sale]));
    expect(examine(register.folder).findings).toEqual([]);
  });

  it('below 2 GB no backup is made, and it stays said', async ({ skip }) => {
    const disk = smallDisk(24);
    if (disk === null) return skip('this machine lets nobody mount a small disk');
    const register = await openRegister(join(disk, 'data'), 20);
    cleanUp.push(() => void register.close());
    const keeper = createBackupKeeper(register.store, { now: () => Date.now(), newId: () => 'unused' });
    await keeper.tick();
    expect(keeper.notices()).toEqual([{ code: 'disk-low', data: { megabytes: expect.any(Number) } }]);
    await expect(keeper.backup('manual')).rejects.toMatchObject({ problem: 'disk-full' });
  });
});

describe('a folder that can only be read', () => {
  it('is refused with its own word and left as it is', async ({ skip }) => {
    const base = smallDisk(24) ?? folder();
    const dir = join(base, 'data');
    await (await openRegister(dir, 20)).close();
    const before = examine(dataFolder(dir));
    if (spawnSync('mount', ['-o', 'remount,ro', base]).status !== 0) {
      if (process.getuid?.() === 0)
        return skip('root may write everywhere, and this machine lets nobody mount a disk');
      mkdirSync(dir, { recursive: true });
      chmodSync(dir, 0o500);
      cleanUp.push(() => chmodSync(dir, 0o700));
    }
    await expect(openRegister(dir, 20)).rejects.toMatchObject({ name: 'StoreError', problem: 'read-only' });
    expect(before.findings).toEqual([]);
  });
});
