import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { pgBinaries } from '#server/cluster/binaries.ts';
import { makeEnrolmentCode } from '#server/link/enrolment.ts';
import { setUpChain } from '#server/set-up/set-up-chain.ts';
import { createPool } from '#server/store/pool.ts';
import { seeded } from '#tests/crash/seeds.ts';
import { smallDisk } from '#tests/support/small-disk.ts';
import { runHq } from './running-hq.ts';
import { createSeller } from './seller.ts';

const missing = 'missing' in (await pgBinaries());
const MEGABYTES = 256;
/** What is left on the disk before the last sales: some pages of a table, no new piece of the log. */
const LEFT = 300_000;

test.skipIf(missing)(
  'a full disk at headquarters: what was acknowledged stays, registers are told to wait, and all drains when there is room',
  async ({ skip }) => {
    const disk = smallDisk(MEGABYTES);
    if (disk === null) return skip('this machine lets nobody mount a small disk');
    const folder = join(disk, 'hq');
    const hq = await runHq(folder);
    const pool = createPool({ connection: { socket: folder }, size: 1 });
    onTestFinished(async () => {
      await pool.close();
      await hq.end('SIGTERM');
    });
    const first = { code: 'R01', name: 'Pond' };
    const made = await setUpChain({ pool, now: Date.now }, { chain: 'Ducks', store: first });
    if (!made.ok) throw new Error(made.error);
    const wanted = { store: 'R01', register: null, role: 'register', madeBy: 'test' } as const;
    const code = await makeEnrolmentCode({ pool, now: Date.now }, wanted);
    if (!code.ok) throw new Error(code.error.code);
    const seller = await createSeller(hq.address, code.value.code, seeded('hq-disk').random);
    await seller.sell(hq.address, 5);
    const before = seller.acknowledged();

    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize - LEFT));
    await seller.sellUntilCut(hq.address);
    expect(seller.acknowledged()).toBeGreaterThanOrEqual(before);
    expect(hq.child.exitCode).toBe(null);
    // Whoever looks after it reads why: PostgreSQL's own word for a full disk.
    await expect.poll(() => hq.said.some((line) => line.includes('53100'))).toBe(true);

    rmSync(join(disk, 'filler'));
    const lost = expect.poll(() => seller.lostAt(hq.address).catch(() => null), { timeout: 60_000 });
    await lost.toEqual([]);
    await seller.sell(hq.address, 5);
    expect(seller.acknowledged()).toBeGreaterThan(before);
    const { rows } = await pool.once<{ n: number }>(
      `select count(*) - max(position) as n from journal where store = 'R01'`,
    );
    expect(rows).toEqual([{ n: 0 }]);
  },
  120_000,
);
