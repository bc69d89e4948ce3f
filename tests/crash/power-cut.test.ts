import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import DatabaseFile from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRegister } from '#tests/support/register.ts';
import { copyStart, readTrace, TracedDisk, type TraceEvent } from './power-cut.ts';
import { CUTS, HALF_WRITTEN, seeded } from './seeds.ts';

const FILES = ['store.db', 'store.db-wal'];
const SALES = 150;
const strace = spawnSync('strace', ['-V']).status === 0;

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'mallard-cut-'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** Sells 150 tickets under strace; answers what the disk was told, in order, with the acknowledgements between. */
async function traced(
  name: string,
  extra: readonly string[],
): Promise<{ readonly start: string; readonly events: readonly TraceEvent[] }> {
  const dir = join(base, name);
  const start = join(base, `${name}-start`);
  const trace = join(base, `${name}.trace`);
  await (await openRegister(dir, 50, { printer: true })).close();
  copyStart(dir, start, FILES);
  const calls = 'trace=pwrite64,write,fsync,fdatasync,ftruncate';
  const child = [
    process.execPath,
    'tests/crash/sell.ts',
    '--dir',
    dir,
    '--count',
    String(SALES),
    '--checkpoint',
    '120',
    ...extra,
  ];
  execFileSync('strace', ['-f', '-y', '-xx', '-s', '70000', '-e', calls, '-o', trace, ...child], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { start, events: readTrace(trace, FILES) };
}

interface Outcome {
  readonly images: number;
  readonly broken: readonly string[];
  /** Images in which an acknowledged sale is missing. */
  readonly losing: number;
}

/** Cuts the power at the boundaries after the first acknowledgement, each time dropping all of what was not synced or keeping a part of it. */
function cutEverywhere(
  given: { readonly start: string; readonly events: readonly TraceEvent[] },
  cuts: number,
  lane: string,
): Outcome {
  const { random } = seeded(lane);
  const disk = new TracedDisk(given.start, FILES);
  const acknowledged: string[] = [];
  const image = join(base, 'image');
  const share = Math.min(1, cuts / given.events.length);
  const broken: string[] = [];
  let images = 0;
  let losing = 0;
  for (const event of given.events) {
    if (event.kind === 'said')
      for (const line of event.text.split('\n'))
        if (line.startsWith('ACK ')) acknowledged.push(line.split(' ')[2] ?? '');
    disk.happen(event);
    if (acknowledged.length === 0 || random() > share) continue;
    const keep = [0, 0.5, 0.9][images % 3] ?? 0;
    disk.cut(image, () => random() < keep);
    images += 1;
    const found = inspect(image, acknowledged);
    if (found.problem !== null) broken.push(found.problem);
    if (found.lost > 0) losing += 1;
  }
  return { images, broken, losing };
}

function inspect(
  dir: string,
  acknowledged: readonly string[],
): { readonly problem: string | null; readonly lost: number } {
  const db = new DatabaseFile(join(dir, 'store.db'));
  try {
    const health = db.pragma('integrity_check(1)', { simple: true });
    const sold = new Set(db.prepare('select sale from sale').pluck().all());
    const half = db.prepare(HALF_WRITTEN).pluck().get();
    const problem =
      health !== 'ok' ? String(health) : half !== 0 ? `${String(half)} sales half-written` : null;
    return { problem, lost: acknowledged.filter((sale) => !sold.has(sale)).length };
  } finally {
    db.close();
  }
}

describe.skipIf(!strace)(
  `the power cut while ${SALES} sales are made${strace ? '' : ' (skipped: no strace here)'}`,
  () => {
    it('loses no acknowledged sale and breaks no file', async () => {
      const outcome = cutEverywhere(await traced('full', []), CUTS, 'cut');
      expect(outcome.images).toBeGreaterThan(100);
      expect({ broken: outcome.broken, losing: outcome.losing }).toEqual({ broken: [], losing: 0 });
    }, 900_000);

    it('would be noticed: with durability turned down the same cuts lose sales', async () => {
      const outcome = cutEverywhere(await traced('normal', ['--normal']), Math.min(CUTS, 400), 'cut-normal');
      expect(outcome.losing).toBeGreaterThan(outcome.images / 10);
    }, 900_000);
  },
);
