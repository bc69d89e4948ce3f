import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { collectComplaints } from '#tests/support/chromium.ts';

export const root = resolve(import.meta.dirname, '../..');

/** A desktop app under the stand-in, and its page. */
export interface Running {
  readonly process: ChildProcess;
  readonly userData: string;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
  readonly journal: () => { call: string; detail: unknown }[];
  readonly browser: Browser;
  readonly page: Page;
  readonly complaints: string[];
}

/** Apps that have not ended; a test that failed leaves none behind. */
const spawned = new Set<ChildProcess>();
afterAll(() => {
  for (const { pid } of spawned) if (pid !== undefined) process.kill(-pid, 'SIGKILL');
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** An app without its page: what it said, what it called, how it ended. */
export type Process = Omit<Running, 'browser' | 'page' | 'complaints'>;

/** Runs an app (a folder or a main script) under the stand-in; `ended` is its code. */
export function run(target: string, userData: string, env: Record<string, string> = {}): Process {
  const journalFile = join(userData, `journal-${Date.now()}`);
  const child = spawn(process.execPath, [join(root, 'node_modules/electron/cli.js'), target], {
    cwd: root,
    detached: true,
    env: {
      ...process.env,
      DISPLAY: '',
      ELECTRON_OVERRIDE_DIST_PATH: join(root, 'scripts/standin'),
      MALLARD_DATA: join(userData, 'register'),
      STANDIN_USER_DATA: userData,
      STANDIN_JOURNAL: journalFile,
      ...env,
    },
  });
  spawned.add(child);
  child.on('close', () => spawned.delete(child));
  let output = '';
  child.stdout.on('data', (part: Buffer) => (output += part.toString()));
  child.stderr.on('data', (part: Buffer) => (output += part.toString()));
  return {
    process: child,
    userData,
    output: () => output,
    ended: new Promise<number | null>((done) => child.on('close', done)),
    journal: () =>
      (existsSync(journalFile) ? readFileSync(journalFile, 'utf8') : '')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as { call: string; detail: unknown }),
  };
}

/** Runs the app and drives its page through Chromium's debugging protocol. */
export async function start(target: string, env: Record<string, string> = {}): Promise<Running> {
  const userData = mkdtempSync(join(tmpdir(), 'mallard-user-'));
  const port = await freePort();
  const app = run(target, userData, { STANDIN_CDP_PORT: String(port), ...env });
  const browser = await until(() => chromium.connectOverCDP(`http://127.0.0.1:${port}`), app.output);
  const page = await until(async () => {
    const found = browser.contexts()[0]?.pages()[0];
    if (!found) throw new Error('no page yet');
    return found;
  }, app.output);
  const complaints = collectComplaints(page);
  return { ...app, browser, page, complaints };
}

/** Tries until it succeeds, half a minute at most; then says what the app said. */
export async function until<T>(attempt: () => Promise<T>, output: () => string): Promise<T> {
  const end = Date.now() + 30_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw new Error(`${String(error)}\n${output()}`, { cause: error });
      await new Promise((again) => setTimeout(again, 50));
    }
  }
}

/** Asks the app to quit as a system does, and answers its code. */
export async function quit(app: Running): Promise<number | null> {
  await app.browser.close().catch(() => {});
  app.process.kill('SIGTERM');
  const code = await app.ended;
  rmSync(app.userData, { recursive: true, force: true });
  return code;
}

/** What the first call of that name was given. */
export const detail = (app: Pick<Running, 'journal'>, call: string): unknown =>
  app.journal().find((line) => line.call === call)?.detail;
