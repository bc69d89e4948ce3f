import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import DatabaseFile from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { dataFolder } from '#electron/store/data-folder.ts';
import { listBackups, verifyBackup } from '#electron/store/maintenance/backup.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { openRegister } from '#tests/support/register.ts';
import { runUntilKilled } from './killed.ts';
import { HALF_WRITTEN, KILLS, seeded } from './seeds.ts';

interface Run {
  readonly acknowledged: readonly { readonly sale: string; readonly number: string }[];
  readonly backups: readonly string[];
}

/** Runs the selling child and kills it `after` milliseconds of selling. */
async function sellUntilKilled(dir: string, after: number, extra: readonly string[]): Promise<Run> {
  const lines = (await runUntilKilled('sell.ts', ['--dir', dir, ...extra], after)).map((line) =>
    line.split(' '),
  );
  const said = (word: string) => lines.filter(([first]) => first === word);
  return {
    acknowledged: said('ACK').map(([, , sale = '', number = '']) => ({ sale, number })),
    backups: said('BACKUP').map(([, file = '']) => file),
  };
}

function soldIn(dir: string): {
  readonly numbers: Map<string, string>;
  readonly half: number;
  readonly slipless: number;
} {
  const db = new DatabaseFile(dataFolder(dir).store, { readonly: true });
  const rows = db.prepare('select sale, number from sale').all() as { sale: string; number: string }[];
  const half = db.prepare(HALF_WRITTEN).pluck().get() as number;
  const slipless = db
    .prepare(
      'select count(*) from sale s where not exists (select 1 from local_print_job j where j.id = s.sale)',
    )
    .pluck()
    .get() as number;
  db.close();
  return { numbers: new Map(rows.map((row) => [row.sale, row.number])), half, slipless };
}

describe(`killed at ${KILLS} moments`, () => {
  it('no acknowledged sale is lost, none half-written, numbers gapless, backups sound, doctor clean', async () => {
    const { random, seed } = seeded('kill');
    const base = mkdtempSync(join(tmpdir(), 'mallard-kill-'));
    const dir = join(base, 'data');
    const acknowledged = new Map<string, string>();
    try {
      await (await openRegister(dir, 50, { printer: true })).close();
      for (let kill = 1; kill <= KILLS; kill++) {
        const run = await sellUntilKilled(
          dir,
          Math.floor(random() * 250),
          kill % 4 === 0 ? ['--backups'] : [],
        );
        for (const { sale, number } of run.acknowledged) acknowledged.set(sale, number);
        const found = soldIn(dir);
        const lost = [...acknowledged].filter(([sale, number]) => found.numbers.get(sale) !== number);
        const where = `seed ${seed}, kill ${kill}`;
        expect(lost, where).toEqual([]);
        expect({ half: found.half, slipless: found.slipless }, where).toEqual({ half: 0, slipless: 0 });
        for (const file of run.backups) {
          const kept = listBackups(dataFolder(dir)).find((backup) => backup.file === file);
          if (kept) expect(verifyBackup(kept.path).position, where).toBeGreaterThan(0);
        }
      }
      await (await openRegister(dir, 50)).close();
      expect(examine(dataFolder(dir)).findings, `seed ${seed}`).toEqual([]);
      expect(acknowledged.size).toBeGreaterThan(KILLS);
    } finally {
      rmSync(base, { recursive: true, force: true });
    }
  }, 1_200_000);
});
