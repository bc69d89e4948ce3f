import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import DatabaseFile from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dataFolder } from '#electron/store/data-folder.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { openRegister } from '#tests/support/register.ts';
import { HALF_WRITTEN } from './seeds.ts';

const SALES = 60;
/** Every 23rd answer of the disk, after those of opening the store: it falls on rung lines and on sales alike. */
const FAULTS = 'inject=fsync,fdatasync:error=EIO:when=20+23';
const strace = spawnSync('strace', ['-V']).status === 0;

describe.skipIf(!strace)(`a disk whose fsync fails${strace ? '' : ' (skipped: no strace here)'}`, () => {
  it('refuses what is not on the disk, and the same command afterwards sells once', async () => {
    const base = mkdtempSync(join(tmpdir(), 'mallard-fsync-'));
    onTestFinished(() => rmSync(base, { recursive: true, force: true }));
    const dir = join(base, 'data');
    await (await openRegister(dir, 50, { printer: true })).close();
    const sell = [process.execPath, 'tests/crash/sell.ts', '--dir', dir, '--count', String(SALES)];
    const strace = ['-f', '-o', join(base, 'trace'), '-e', 'trace=fsync,fdatasync', '-e', FAULTS, ...sell];
    const said = execFileSync('strace', strace, { encoding: 'utf8' }).split('\n');
    const acknowledged = said.filter((line) => line.startsWith('ACK ')).map((line) => line.split(' ')[2]);
    const refused = said.filter((line) => line.startsWith('REFUSED '));
    expect(acknowledged).toHaveLength(SALES);
    expect(refused.length).toBeGreaterThan(3);
    const db = new DatabaseFile(dataFolder(dir).store, { readonly: true });
    const sold = db.prepare('select sale from sale').pluck().all();
    const half = db.prepare(HALF_WRITTEN).pluck().get();
    db.close();
    expect(sold).toHaveLength(SALES);
    expect(new Set(sold)).toEqual(new Set(acknowledged));
    expect(half).toBe(0);
    expect(examine(dataFolder(dir)).findings).toEqual([]);
  }, 60_000);
});
