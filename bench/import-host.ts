import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { createHost, type RunningHost } from '#electron/host/create-host.ts';
import type { ImportPlan } from '#node/import/import-plan.ts';
import { minor } from '#shared/domain/numbers.ts';
import type { By } from '#shared/services/journal/by.ts';
import { done, OWNER } from '#tests/support/register.ts';
import { answerOfChild, peakMegabytes, taskOfChild } from './child.ts';
import { startClerk } from './clerk.ts';

/** One import through a whole register, with a clerk who goes on scanning; runs in a process of its own. */
export interface ImportTask {
  readonly dir: string;
  readonly file: string;
}

export interface ImportAnswer {
  /** From the start until every product can be found, ms. */
  readonly taken: number;
  readonly added: number;
  readonly refused: number;
  /** Where in the journal each transaction of the catalog ended. */
  readonly steps: readonly number[];
  /** Milliseconds from a scan to its answer: while the import ran, and when nothing else was done. */
  readonly busy: readonly number[];
  readonly idle: readonly number[];
  /** MB. */
  readonly peak: number;
}

const KNOWN_FIRST = 2_000;
const IDLE_SCANS = 300;

const { dir, file } = taskOfChild() as ImportTask;
const host = await createHost({ dataDir: dir });
answerOfChild(await importAll(host));
await host.stop();

async function importAll({ register }: RunningHost): Promise<ImportAnswer> {
  const { imports, catalog, store, search } = register;
  const { suggestion } = await imports.preview(file);
  const steps: number[] = [];
  const clerk = startClerk(register.host);
  catalog.onChange(({ position }) => {
    steps.push(position);
    if (!clerk.isScanning()) void search.count().then(startOnce);
  });
  const startOnce = (count: number) => {
    if (count < KNOWN_FIRST || clerk.isScanning()) return;
    const codes = store.reading.prepare('select code from barcode where listed = 1 limit 500').pluck().all();
    clerk.scan(codes as string[]);
  };
  const begun = performance.now();
  const plan: ImportPlan = {
    ...suggestion,
    file: basename(file),
    defaults: { price: minor(199), unit: 'piece', taxClass: taxClass(register), category: null },
    known: 'update',
    badCheckDigits: 'accept',
    makeCategories: true,
  };
  const { id } = done(await imports.start(byOwner(), { path: file }, plan));
  await imports.idle();
  await catalog.advance(store.head().position);
  const taken = performance.now() - begun;
  const peak = peakMegabytes();
  const busy = clerk.times();
  const idle = await clerk.more(IDLE_SCANS);
  await clerk.stop();
  const job = await imports.get(id);
  if (job?.state !== 'done')
    throw new Error(`the import of ${statSync(file).size} bytes ended ${job?.state}`);
  return { taken, added: job.added, refused: job.refused, steps, busy, idle, peak };
}

function taxClass({ host: { chain } }: RunningHost['register']): string {
  const [first] = chain().taxClasses.keys();
  if (first === undefined) throw new Error('the store has no tax class');
  return first;
}

function byOwner(): By {
  const command = { id: uuidv7(), actor: OWNER.person, name: 'bench.import', input: null };
  return { command, actor: OWNER, approvals: [] };
}
