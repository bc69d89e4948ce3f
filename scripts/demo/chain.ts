import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type DemoStore, readDemoStore } from '#node/import/demo-store.ts';
import { createHost, type RunningHost } from '../../electron/host/create-host.ts';
import { demoFolder } from '../../electron/host/load-demo.ts';
import { BUILT_RENDERER, stopAsked } from '../../electron/host/web/serve-until-stopped.ts';
import { startWebHost } from '../../electron/host/web/web-host.ts';
import { readConfig } from '../../server/config.ts';
import { makeEnrolmentCode } from '../../server/link/enrolment.ts';
import { createLog } from '../../server/ops/log.ts';
import { type Hq, startHq } from '../../server/start-hq.ts';
import { buildIfStale } from '../build.ts';
import { openBrowser } from '../open-browser.ts';
import { asPage, type DemoRun } from './alone.ts';
import { DEMO_OWNER, foundDemoChain } from './found-chain.ts';

/** Registers of the demo chain, in the order they are shown. */
const REGISTERS = [
  { store: 'R01', register: '1', name: 'Riverside, register 1' },
  { store: 'R01', register: '2', name: 'Riverside, register 2' },
  { store: 'R02', register: '1', name: 'Lakeside, register 1' },
] as const;

/** Addresses stand below each other. */
const WIDTH = 22;

/** Longest a register may take from its code to the lock screen, ms. */
const JOINING = 60_000;

/** How a demo is closed: the last that was opened first. */
interface Opening {
  readonly closers: (() => Promise<void>)[];
  /** Aborted when the demo was asked to stop. */
  readonly over: AbortSignal;
}

/**
 * Headquarters, two stores and three registers that speak with each other as a chain's do, until they are asked to stop. Whatever was
 * started is stopped, also when a later step fails or Ctrl-C comes in the middle of it.
 */
export async function runChain(run: DemoRun): Promise<void> {
  const over = new AbortController();
  const asked = stopAsked().then(() => over.abort());
  const closers: Opening['closers'] = [];
  try {
    const chain = await openChain(run, { closers, over: over.signal });
    if (run.open) openBrowser(chain.addresses[0] ?? '');
    console.log(greeting(chain).join('\n'));
    await asked;
  } catch (error) {
    if (!over.signal.aborted) throw error;
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** The demo chain as it stands open. */
export interface DemoChain {
  readonly hq: Hq;
  readonly demo: DemoStore;
  /** The registers and their addresses, in the order they are shown. */
  readonly hosts: readonly RunningHost[];
  readonly addresses: readonly string[];
}

/** Opens the chain of a folder, making it where there is none. What was opened is in `closers`, whatever comes of the rest. */
export async function openChain(
  { folder, port }: Omit<DemoRun, 'open'>,
  { closers, over }: Opening,
): Promise<DemoChain> {
  // Written when the chain is whole: what was cut short in the making is made anew.
  const whole = join(folder, 'hq-port');
  const isKept = existsSync(whole);
  if (!isKept)
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
  const built = buildIfStale(['renderer']);
  // Whoever waits for it hears of it.
  built.catch(() => {});
  // Registers keep the address they joined at.
  const hq = await openHq(join(folder, 'hq'), isKept ? readFileSync(whole, 'utf8') : '0');
  closers.push(hq.stop);
  const demo = readDemoStore(demoFolder(import.meta.dirname));
  if (!isKept) await foundDemoChain(hq, demo);
  const hosts: RunningHost[] = [];
  for (const { store, register } of REGISTERS) {
    over.throwIfAborted();
    const host = await createHost({ dataDir: join(folder, `${store}-${register}`) });
    closers.push(() => host.stop());
    hosts.push(host);
  }
  if (!isKept) await Promise.all(hosts.map((host, at) => joinChain(hq, host, { at, over })));
  await built;
  writeFileSync(whole, new URL(hq.address).port);
  const addresses: string[] = [];
  for (const [at, host] of hosts.entries()) {
    over.throwIfAborted();
    const web = await startWebHost(host, { port: at === 0 ? port : 0, rendererDir: BUILT_RENDERER });
    closers.push(() => web.stop());
    addresses.push(web.url);
  }
  return { hq, demo, hosts, addresses };
}

async function openHq(folder: string, port: string): Promise<Hq> {
  const config = readConfig({ data: folder, port, log: 'error' }, {});
  if (!config.ok) throw new Error(config.error.join('; '));
  return await startHq(config.value, createLog(config.value.logLevel));
}

/** Joins as a person would, by a code made at headquarters; resolves when people may sign in. */
async function joinChain(
  hq: Hq,
  host: RunningHost,
  { at, over }: { readonly at: number; readonly over: AbortSignal },
): Promise<void> {
  const { store = '', register = null } = REGISTERS[at] ?? {};
  const wanted = { store, register, role: 'register', madeBy: 'demo' } as const;
  const made = await makeEnrolmentCode({ pool: hq.database.pool, now: Date.now }, wanted);
  if (!made.ok) throw new Error(made.error.code);
  const { code } = made.value;
  await asPage(host, async (page) => {
    await page.setup.join({ address: hq.address, code });
    const late = AbortSignal.any([over, AbortSignal.timeout(JOINING)]);
    while ((await page.session.get()).mode === 'setup') await pause(50, undefined, { signal: late });
  });
}

function greeting({ hq, demo, addresses }: DemoChain): string[] {
  const roleOf = (id: string) => demo.draft.roles.find((role) => role.id === id)?.name ?? id;
  return [
    "Mallard's demo chain is open: headquarters, two stores and three registers.",
    `  ${'Headquarters'.padEnd(WIDTH)} ${hq.address}`,
    ...REGISTERS.map(({ name }, at) => `  ${name.padEnd(WIDTH)} ${addresses[at]}`),
    `At headquarters signs in: ${DEMO_OWNER.account}, password “${DEMO_OWNER.password}” (an authenticator app is set up there).`,
    'At every register these may sign in:',
    ...demo.people.map(({ name, role, pin }) => `  ${name} (${roleOf(role)}): PIN ${pin}`),
    'Ctrl-C ends it.',
  ];
}
