import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import type { Contract } from '#shared/contract/index.ts';
import { createHost, type RunningHost } from '../../electron/host/create-host.ts';
import { serveUntilStopped } from '../../electron/host/web/serve-until-stopped.ts';
import { buildIfStale } from '../build.ts';
import { openBrowser } from '../open-browser.ts';

/** How a demo was asked for. */
export interface DemoRun {
  readonly folder: string;
  /** Port of the first register; 0 lets the system choose. */
  readonly port: number;
  /** Whether the browser opens. */
  readonly open: boolean;
}

/** One register without headquarters, until it is asked to stop. */
export async function runAlone({ folder, port, open }: DemoRun): Promise<void> {
  await buildIfStale(['renderer']);
  const host = await createHost({ dataDir: folder });
  const people = await asPage(host, loadDemo).catch(async (error: unknown) => {
    await host.stop();
    throw error;
  });
  await serveUntilStopped(host, {
    port,
    ready: (web) => {
      if (open) openBrowser(web.url);
      console.log([`Mallard's demo store is open at ${web.url}`, ...people, 'Ctrl-C ends it.'].join('\n'));
    },
  });
}

/** Does what a page of the register would. */
export async function asPage<T>(
  host: RunningHost,
  work: (page: ContractRouterClient<Contract>) => Promise<T>,
): Promise<T> {
  const closed = new AbortController();
  const context = host.contextFor({ id: 'demo', via: 'loopback', closed: closed.signal });
  try {
    return await work(createRouterClient(host.router, { context }));
  } finally {
    closed.abort();
  }
}

/** Sets the register up as the first-run screen would; answers who may sign in. */
async function loadDemo(page: ContractRouterClient<Contract>): Promise<string[]> {
  if ((await page.session.get()).mode !== 'setup') return ['It was kept from last time, with the same PINs.'];
  const { people } = await page.setup.demo();
  return people.map((person) => `  ${person.name} (${person.role}): PIN ${person.pin}`);
}
