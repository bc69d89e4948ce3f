import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { createHost, type HostOptions } from '#electron/host/create-host.ts';
import { startWebHost } from '#electron/host/web/web-host.ts';
import type { Contract } from '#shared/contract/index.ts';
import type { Host } from '#shared/services/journal/host.ts';
import { newId, RENDERER } from './till.ts';

type Register = ContractRouterClient<Contract>;

/** A register as it comes out of the box: no store yet. */
export interface NewRegister {
  readonly url: string;
  /** A line of its own, behind the screen. */
  readonly line: () => Register;
  /** What its services run on. */
  readonly host: Host;
  readonly close: () => Promise<void>;
}

/** Starts a register in an empty folder and serves it. */
export async function newRegister(ports: HostOptions['ports'] = {}): Promise<NewRegister> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mallard-new-'));
  const host = await createHost({ dataDir, ports });
  const closed = new AbortController();
  const line = (): Register =>
    createRouterClient(host.router, {
      context: host.contextFor({ id: newId(), via: 'loopback', closed: closed.signal }),
    });
  const web = await startWebHost(host, { port: 0, rendererDir: RENDERER });
  return {
    url: web.url,
    line,
    host: host.register.host,
    close: async () => {
      await web.stop();
      closed.abort();
      await host.stop();
      rmSync(dataDir, { recursive: true, force: true });
      rmSync(`${dataDir}.marker.json`, { force: true });
    },
  };
}

/** Signs somebody in on a line, by name. */
export async function signInAs(line: Register, name: string, pin: string): Promise<void> {
  const person = (await line.session.people()).find((each) => each.name === name);
  if (person === undefined) throw new Error(`nobody is called ${name}`);
  await line.session.signIn({ person: person.id, pin });
}

/** What is sold and how it is paid, in minor units and thousandths. */
export interface Sold {
  readonly lines: readonly { readonly name: string; readonly price: number; readonly qty?: number }[];
  /** All of it so, when `parts` says nothing else. */
  readonly tender?: string;
  /** Several ways: name of the tender and its amount. */
  readonly parts?: readonly (readonly [tender: string, amount: number])[];
}

/** A finished sale of unlisted items, straight through the contract: for screens that begin where selling ended. */
export async function sellUnlisted(line: Register, { lines, tender = 'cash', parts }: Sold) {
  const [category] = await line.catalog.categories();
  if (category === undefined) throw new Error('the store has no department');
  let ticket: { readonly id: string; readonly version: number; readonly total: number } | null = null;
  for (const { name, price, qty = 1000 } of lines) {
    const added: Awaited<ReturnType<Register['tickets']['addOpenPrice']>> = await line.tickets.addOpenPrice({
      commandId: newId(),
      ticket: ticket?.id ?? null,
      category: category.id,
      barcode: null,
      name,
      price,
      qty,
    });
    ticket = added.ticket;
  }
  if (ticket === null) throw new Error('nothing was sold');
  const { id, version, total } = ticket;
  return await line.sales.complete({
    commandId: newId(),
    ticket: id,
    version,
    tenders: (parts ?? [[tender, total] as const]).map(([name, amount]) => ({
      tender: name,
      amount,
      reference: null,
    })),
  });
}
