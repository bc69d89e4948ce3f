import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openRegister } from '#tests/support/register.ts';
import { listedProducts, REAL_FILE } from './catalogue.ts';
import { inChild } from './child.ts';
import { besideLimit, type Figure, median, quantile, shown, within } from './figure.ts';
import type { BareAnswer, BareTask } from './import-bare.ts';
import type { ImportAnswer, ImportTask } from './import-host.ts';
import { foundStore } from './template.ts';

const ROUNDS = 3;

/**
 * The whole list through the importer of a running register, from the start of the job until every product can be found, beside one
 * bare pass that writes the same rows in the same transactions. A clerk scans and sells meanwhile.
 */
export async function measure(): Promise<readonly Figure[]> {
  const base = mkdtempSync(join(tmpdir(), 'mallard-bench-import-'));
  try {
    const file = listAsFile(base);
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await oneRound(base, file));
    return figuresOf(rounds);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

interface Round {
  readonly through: ImportAnswer;
  readonly bare: BareAnswer;
}

/** The list as a person has it: a packed table of two columns. */
function listAsFile(base: string): string {
  if (existsSync(REAL_FILE)) return resolve(REAL_FILE);
  const path = join(base, 'products.tsv.gz');
  let text = '';
  for (const { gtin, name } of listedProducts()) text += `${gtin}\t${name}\n`;
  writeFileSync(path, gzipSync(text));
  return path;
}

async function oneRound(base: string, file: string): Promise<Round> {
  const dir = join(base, 'data');
  const to = join(base, 'bare');
  await foundStore(dir);
  await (await openRegister(dir, 0)).close();
  const through = await inChild<ImportAnswer>('./import-host.ts', { dir, file } satisfies ImportTask);
  const bare = await inChild<BareAnswer>('./import-bare.ts', {
    from: dir,
    to,
    steps: through.steps,
  } satisfies BareTask);
  if (bare.products !== through.added)
    throw new Error(`${bare.products} of ${through.added} products written bare`);
  for (const each of [dir, to, `${dir}.marker.json`]) rmSync(each, { recursive: true, force: true });
  return { through, bare };
}

function figuresOf(rounds: readonly Round[]): readonly Figure[] {
  const over = (pick: (round: Round) => number) => median(rounds.map(pick));
  const during = (q: number) => over(({ through }) => quantile(through.busy, q));
  const idle = (q: number) => over(({ through }) => quantile(through.idle, q)).value;
  const last = rounds.at(-1);
  return [
    besideLimit('import', 'whole file through the importer', {
      ...over(({ through }) => through.taken / 1000),
      limit: over(({ bare }) => bare.taken / 1000).value,
      unit: 's',
      times: 3,
    }),
    within('import', 'most memory of the process', {
      ...over(({ through }) => through.peak),
      unit: 'MB',
      most: 600,
    }),
    besideLimit('import', 'scan to answer meanwhile, p50, beside idle', {
      ...during(0.5),
      limit: idle(0.5),
      unit: 'ms',
      times: 1,
      extra: 16,
    }),
    besideLimit('import', 'scan to answer meanwhile, p99, beside idle', {
      ...during(0.99),
      limit: idle(0.99),
      unit: 'ms',
      times: 1,
      extra: 40,
    }),
    shown('import', 'slowest scan meanwhile', over(({ through }) => Math.max(...through.busy)).value, 'ms'),
    shown('import', 'scans meanwhile', over(({ through }) => through.busy.length).value, 'scans'),
    shown('import', 'products imported', last?.through.added ?? 0, 'rows'),
    shown('import', 'lines refused', last?.through.refused ?? 0, 'rows'),
  ];
}
