import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { createHost } from '#electron/host/create-host.ts';
import type { DemoPerson } from '#electron/host/load-demo.ts';
import { dataFolder } from '#electron/store/data-folder.ts';
import { runFolder } from './run-folder.ts';

/** A register's folder with the demo store in it, switched off: to be copied. */
interface DemoFolder {
  readonly dir: string;
  readonly people: readonly DemoPerson[];
}

/**
 * The demo store as it is when it was just loaded, made once a test run, since every till begins with it. Several test files may
 * come at once, so each makes its own and the first to finish gives it the name.
 */
export async function demoFolder(): Promise<DemoFolder> {
  const home = join(runFolder(), 'demo');
  const dir = join(home, 'register');
  const people = join(home, 'people.json');
  if (!existsSync(home)) await make(home);
  return { dir, people: JSON.parse(readFileSync(people, 'utf8')) };
}

async function make(home: string): Promise<void> {
  const mine = mkdtempSync(join(tmpdir(), 'mallard-demo-'));
  const dir = join(mine, 'register');
  const host = await createHost({ dataDir: dir, ports: {} });
  const closed = new AbortController();
  const context = host.contextFor({ id: 'test', via: 'loopback', closed: closed.signal });
  const { people } = await createRouterClient(host.router, { context }).setup.demo();
  closed.abort();
  await host.stop();
  writeFileSync(join(mine, 'people.json'), JSON.stringify(people));
  rmSync(dataFolder(dir).marker, { force: true });
  try {
    renameSync(mine, home);
  } catch (error) {
    rmSync(mine, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
}
