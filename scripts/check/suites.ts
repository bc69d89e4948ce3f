import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Reporter, startVitest, type TestCase, type TestModule, type Vitest } from 'vitest/node';

export interface SuiteCount {
  passed: number;
  failed: number;
  skipped: number;
  /** What to say again at the end: failures and skipped tests scroll away. */
  readonly recap: string[];
}

const root = join(import.meta.dirname, '../..');

/** Suites that drive browsers, kill processes or watch the clock. */
const heavy = [
  'tests/shell',
  'tests/e2e',
  'tests/crash',
  'tests/faults',
  'tests/host',
  'tests/hq/process',
].filter((folder) => existsSync(join(root, folder)));

/** Three files at a time keep two cores busy while one of them waits: for a disk, a page, a person's typing. */
const TOGETHER = 3;

/** Runs the light suites, then the heavy ones, so that neither starves the other; adds to `count` what failed or was skipped. */
export async function runSuites(count: SuiteCount): Promise<void> {
  const light = await runOne([], {
    exclude: ['**/node_modules/**', ...heavy.map((folder) => `${folder}/**`)],
    maxWorkers: TOGETHER,
  });
  await tell(light, count);
  // Each of these in a process of its own: what it started ends with it.
  if (heavy.length > 0) await tell(await runOne(heavy, { maxWorkers: TOGETHER, isolate: true }), count);
}

async function runOne(
  filters: string[],
  options: { exclude?: string[]; fileParallelism?: boolean; maxWorkers?: number; isolate?: boolean },
): Promise<Vitest> {
  return await startVitest('test', filters, {
    root,
    run: true,
    watch: false,
    reporters: ['dot', atOnce],
    passWithNoTests: true,
    ...options,
  });
}

/** A run of an hour says at once what has failed; the whole of it is told at the end. */
const atOnce: Reporter = {
  onTestCaseResult: (test) => {
    const [error] = test.result().errors ?? [];
    if (test.result().state !== 'failed' || error === undefined) return;
    const said = error.message.split('\n')[0] ?? '';
    console.log(`\n✗ ${test.module.relativeModuleId} › ${test.fullName}: ${said}`);
  },
};

/**
 * A file whose whole process was killed by a signal (a fault below JavaScript: the engine, a native addon) has failed no test, and says
 * nothing of those it did not come to. It is told in the summary and run once more; killed again, it has failed.
 */
async function tell(vitest: Vitest, count: SuiteCount): Promise<void> {
  const killed = new Map<string, string>();
  for (const error of vitest.state.getUnhandledErrors()) {
    const signal = killedFile(error);
    if (signal) killed.set(signal.file, signal.name);
    else fail(count, 'unhandled error', String((error as Error).stack ?? error));
  }
  const modules = vitest.state.getTestModules();
  for (const module of modules) if (!killed.has(module.moduleId)) tellModule(module, count);
  count.recap.push(`slowest: ${slowest(modules)}`);
  await vitest.close();
  for (const [file, signal] of killed) await tellAgain(file, signal, count);
}

/** Where the time went. */
const slowest = (modules: readonly TestModule[]): string =>
  modules
    .map((module) => ({ name: module.relativeModuleId, ms: module.diagnostic().duration }))
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, 20)
    .map(({ name, ms }) => `${name} ${Math.round(ms / 1000)} s`)
    .join(', ');

async function tellAgain(file: string, signal: string, count: SuiteCount): Promise<void> {
  count.recap.push(`! ${relative(root, file)}: its process died of ${signal} and was run once more`);
  const again = await runOne([file], { fileParallelism: false });
  for (const error of again.state.getUnhandledErrors())
    fail(count, 'unhandled error', String((error as Error).stack ?? error));
  for (const module of again.state.getTestModules()) tellModule(module, count);
  await again.close();
}

/** The file whose process a signal ended, as vitest's pool words it. */
function killedFile(error: unknown): { readonly file: string; readonly name: string } | null {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
  const said = /exited unexpectedly with signal (SIG\w+) during \w+ state while running test file (.+)$/.exec(
    cause,
  );
  const [, name, file] = said ?? [];
  return name && file ? { file, name } : null;
}

function tellModule(module: TestModule, count: SuiteCount): void {
  for (const test of module.children.allTests()) tellTest(module, test, count);
  for (const suite of [module, ...module.children.allSuites()]) {
    for (const error of suite.errors()) fail(count, module.relativeModuleId, error.stack ?? error.message);
  }
}

function tellTest(module: TestModule, test: TestCase, count: SuiteCount): void {
  const result = test.result();
  const name = `${module.relativeModuleId} › ${test.fullName}`;
  if (result.state === 'passed') count.passed++;
  else if (result.state === 'failed') {
    fail(count, name, result.errors.map((error) => error.stack ?? error.message).join('\n'));
  } else {
    count.skipped++;
    const note = result.state === 'skipped' ? result.note : 'did not run';
    count.recap.push(`- skipped ${name}${note ? `: ${note}` : ''}`);
  }
}

function fail(count: SuiteCount, name: string, why: string): void {
  count.failed++;
  count.recap.push(`✗ ${name}\n${why.replace(/^/gm, '    ')}`);
}
