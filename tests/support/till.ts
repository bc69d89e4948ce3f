import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { v7 as uuidv7 } from 'uuid';
import { createHost } from '#electron/host/create-host.ts';
import type { HostPorts } from '#electron/host/ports.ts';
import { startWebHost } from '#electron/host/web/web-host.ts';
import { dataFolder } from '#electron/store/data-folder.ts';
import type { Contract } from '#shared/contract/index.ts';
import { demoFolder } from './demo-folder.ts';

/** Where the built renderer lies; the end-to-end tests need one. */
export const RENDERER = process.env['MALLARD_RENDERER'] ?? join(import.meta.dirname, '../../dist/renderer');
export const rendererIsBuilt = (): boolean => existsSync(join(RENDERER, 'index.html'));

/** The demo store open for business on a real host, as the browser meets it. */
export interface Till {
  readonly url: string;
  /** The same contract as the page's, signed in as the manager: to prepare and to look behind the screen. */
  readonly register: ContractRouterClient<Contract>;
  readonly people: readonly { readonly name: string; readonly role: string; readonly pin: string }[];
  /** What a kill at this very moment would leave on the disk; the answer starts the register again on it. */
  readonly killed: () => () => Promise<Till>;
  /** Switches the register off and on again; the till it answers has the same folder and another address. */
  readonly restart: () => Promise<Till>;
  readonly close: () => Promise<void>;
}

export interface TillOptions {
  /** Without one the till says that no shift is open. */
  readonly shift?: boolean;
  /** In place of the machine's own. */
  readonly ports?: Partial<HostPorts>;
}

export const newId = (): string => uuidv7();

/** Serves the till of a demo store of its own, with an open shift. */
export async function openTill({ shift = true, ports = {} }: TillOptions = {}): Promise<Till> {
  const { dir, people } = await demoFolder();
  const till = await serve(copyOf(dir), ports, people);
  if (shift) await till.register.shifts.open({ commandId: newId(), counted: [{ value: 10_000, count: 5 }] });
  return till;
}

const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'mallard-till-'));

/** The folder of a register that was switched off, once more. */
function copyOf(dir: string): string {
  const copy = freshFolder();
  cpSync(dir, copy, { recursive: true });
  return copy;
}

type Line = ContractRouterClient<Contract>;

/** Starts the register of a folder, signs the manager in behind the screen and serves the till. */
async function serve(dataDir: string, ports: Partial<HostPorts>, people: Till['people']): Promise<Till> {
  const host = await createHost({ dataDir, ports });
  const closed = new AbortController();
  const context = host.contextFor({ id: 'test', via: 'loopback', closed: closed.signal });
  const register: Line = createRouterClient(host.router, { context });
  await signIn(register, people, 'Manager');
  const web = await startWebHost(host, { port: 0, rendererDir: RENDERER });
  const switchOff = async (): Promise<void> => {
    await web.stop();
    closed.abort();
    await host.stop();
  };
  return {
    url: web.url,
    register,
    people,
    killed: () => {
      const left = copyOf(dataDir);
      // Its process is this one, which lives.
      rmSync(dataFolder(left).lock);
      return () => serve(left, ports, people);
    },
    restart: async () => {
      await switchOff();
      return await serve(dataDir, ports, people);
    },
    close: async () => {
      await switchOff();
      rmSync(dataDir, { recursive: true, force: true });
      rmSync(dataFolder(dataDir).marker, { force: true });
    },
  };
}

async function signIn(register: Line, people: Till['people'], role: string): Promise<void> {
  const { name = '', pin = '' } = people.find((person) => person.role === role) ?? {};
  const who = (await register.session.people()).find((person) => person.name === name);
  if (who === undefined) throw new Error(`nobody is ${role}`);
  await register.session.signIn({ person: who.id, pin });
}

/** Gives up every open ticket, so that a test finds the counter empty. */
export async function clearCounter({ register }: Till): Promise<void> {
  for (const { id, version, lines, tenders } of await register.tickets.list()) {
    let seen = version;
    for (const { id: tenderId } of tenders) {
      const given = { commandId: newId(), ticket: id, version: seen, tenderId, reason: 'test' };
      seen = (await register.tickets.giveBackTender(given)).version;
    }
    if (lines.length === 0) await register.tickets.discardEmpty({ commandId: newId(), ticket: id });
    else await register.tickets.void({ commandId: newId(), ticket: id, version: seen, reason: 'test' });
  }
}
