import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import DatabaseFile from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { startVirtualPrinter } from '#electron/devices/virtual-printer/virtual-printer.ts';
import { dataFolder } from '#electron/store/data-folder.ts';
import { runUntilKilled } from './killed.ts';
import { KILLS, seeded } from './seeds.ts';

interface Job {
  readonly number: string;
  readonly state: string;
}

function jobsIn(dir: string): Job[] {
  const db = new DatabaseFile(dataFolder(dir).store, { readonly: true });
  const jobs = db
    .prepare("select number, state from local_print_job where kind = 'sale' and copy = 0")
    .all() as Job[];
  db.close();
  return jobs;
}

const ROUNDS = KILLS / 4;

describe(`killed ${ROUNDS} times while printing`, () => {
  it('every sale has its slip, none comes out twice unmarked, and none begun before a kill is sent again by itself', async () => {
    const { random, seed } = seeded('print');
    const base = mkdtempSync(join(tmpdir(), 'mallard-print-'));
    const dir = join(base, 'data');
    const printer = await startVirtualPrinter({ tcpPort: 0, httpPort: null });
    const printed = new Map<string, number>();
    const acknowledged: string[] = [];
    let counted = 0;
    const countSlips = () => {
      for (const slip of printer.slips()) {
        if (slip.number <= counted) continue;
        counted = slip.number;
        const number = /R01-1-\d{6}/.exec(slip.text)?.[0];
        if (number && !/copy/i.test(slip.text)) printed.set(number, (printed.get(number) ?? 0) + 1);
      }
    };
    try {
      // On a busy machine a kill may come before the first slip is out; the rounds go on until there is one to speak of.
      for (let kill = 1; kill <= ROUNDS || (printed.size === 0 && kill <= 4 * ROUNDS); kill++) {
        const args = ['--dir', dir, '--port', String(printer.address.port)];
        const lines = await runUntilKilled('serve.ts', args, 20 + Math.floor(random() * 200));
        acknowledged.push(
          ...lines.filter((line) => line.startsWith('ACK ')).map((line) => line.split(' ')[2] ?? ''),
        );
        countSlips();
      }
      const jobs = new Map(jobsIn(dir).map((job) => [job.number, job.state]));
      const where = `seed ${seed}`;
      expect(
        acknowledged.filter((number) => !jobs.has(number)),
        where,
      ).toEqual([]);
      expect(
        [...printed].filter(([, times]) => times > 1),
        where,
      ).toEqual([]);
      const said = [...jobs].filter(([, state]) => state === 'sent' || state === 'confirmed');
      expect(
        said.filter(([number]) => printed.get(number) !== 1),
        where,
      ).toEqual([]);
      // That some came out is what makes the rest say something.
      expect(printed.size, where).toBeGreaterThan(0);
    } finally {
      await printer.stop();
      rmSync(base, { recursive: true, force: true });
    }
  }, 900_000);
});
