import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { beginErrors } from './errors-file.ts';
import { ImportFault } from './import-fault.ts';
import { checkFile, dryRunFile, partsOf, previewFile } from './import-reader.ts';
import { CREDIT, type DryRunAnswer, type ImportTask, type TaskNews, type TaskOrder } from './import-task.ts';
import { type KnownProducts, openKnownProducts } from './known-products.ts';
import { openKnownStock } from './known-stock.ts';

/** Thread that reads and judges files, so that no line of one is ever parsed where a sale is made. */
const port = parentPort;
if (!port) throw new Error('import.worker runs as a worker thread');
if (process.platform === 'linux') setPriority(0, 10);

const tell = (news: TaskNews) => port.postMessage(news);
const task = workerData as ImportTask;
let credit = CREDIT;
let stopped = false;
let wake: () => void = () => {};
port.on('message', (order: TaskOrder) => {
  if (order === 'stop') stopped = true;
  else credit += 1;
  wake();
});

try {
  await run(task);
} catch (error) {
  tell(faultOf(error));
}
port.close();

async function run(task: ImportTask): Promise<void> {
  if (task.do === 'preview') {
    tell({ kind: 'preview', answer: await previewFile(task.path) });
    return;
  }
  const { headerRows } = task.rules.plan;
  if (task.do === 'import') {
    beginErrors(task.errorsFile, task.afterLine);
    tell({ kind: 'checked', rows: await checkFile(task.path, headerRows) });
  }
  const known = openKnownProducts(task.catalog);
  try {
    if (task.do === 'dry-run') tell({ kind: 'dry-run', answer: await dryRun(task, known) });
    else await importAll(task, known);
  } finally {
    known.close();
  }
}

async function dryRun(
  { path, rules, stock: place }: ImportTask & { do: 'dry-run' },
  known: KnownProducts,
): Promise<DryRunAnswer> {
  const stock = openKnownStock(place);
  try {
    return await dryRunFile(path, rules, { known, stock });
  } finally {
    stock.close();
  }
}

async function importAll(task: ImportTask & { do: 'import' }, known: KnownProducts): Promise<void> {
  for await (const part of partsOf(task, known)) {
    while (credit === 0 && !stopped)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    if (stopped) return;
    credit -= 1;
    tell({ kind: 'part', part });
  }
  tell({ kind: 'done' });
}

function faultOf(error: unknown): TaskNews {
  if (error instanceof ImportFault)
    return { kind: 'fault', code: error.code, line: error.line, detail: error.message };
  const detail = error instanceof Error ? error.message : String(error);
  return { kind: 'fault', code: 'unreadable', line: null, detail };
}
