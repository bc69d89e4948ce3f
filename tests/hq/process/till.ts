import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { createHost, type RunningHost } from '#electron/host/create-host.ts';
import { as, OWN, type RegisterClient, type TestClock } from '#tests/host/open-host.ts';
import { type CuttableLine, cuttableLine } from './cuttable-line.ts';
import type { OpenHq } from './open-hq.ts';
import { pinsOf, TEA } from './store-of-registers.ts';

/** A register that has joined a store over a line of its own, its owner at it, a shift open. */
export interface Till {
  readonly host: RunningHost;
  readonly page: RegisterClient;
  readonly line: CuttableLine;
  readonly register: string;
  readonly close: () => Promise<void>;
}

export const until = <T>(what: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(what, { timeout: 20_000, interval: 10 });

export const command = () => ({ commandId: crypto.randomUUID() });

export async function openTill(
  hq: OpenHq,
  { store = 'R01', clock }: { readonly store?: string; readonly clock?: TestClock } = {},
): Promise<Till> {
  const root = mkdtempSync(join(tmpdir(), 'mallard-till-'));
  const line = await cuttableLine(hq.address);
  const ports = { pins: pinsOf(hq), ...(clock && { timers: clock.timers }) };
  const host = await createHost({ dataDir: join(root, 'register'), ports });
  const closed = new AbortController();
  const context = { id: crypto.randomUUID(), via: 'loopback', closed: closed.signal } as const;
  const page = as(host, host.contextFor(context));
  await page.setup.join({ address: line.address, code: await hq.code(store) });
  await until(async () => expect((await page.session.get()).mode).toBe('locked'));
  const [person] = await page.session.people();
  await page.session.signIn({ person: person?.id ?? '', pin: OWN.owner.pin });
  await page.shifts.open({ ...command(), counted: [] });
  await until(async () => expect((await page.catalog.search({ text: 'tea' })).rows).toHaveLength(1));
  return {
    host,
    page,
    line,
    register: (await page.session.get()).store?.register ?? '',
    close: async () => {
      closed.abort();
      await host.stop();
      await line.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

export async function scanTea({ page }: Till) {
  const scanned = await page.tickets.scan({ ...command(), ticket: null, code: TEA.barcode });
  if (scanned.kind !== 'added') throw new Error(scanned.kind);
  return scanned.ticket;
}

export async function parkTea(till: Till): Promise<string> {
  const { id: ticket, version } = await scanTea(till);
  return (await till.page.tickets.park({ ...command(), ticket, version, print: false })).park;
}

export const pay = (
  { page }: Till,
  { id: ticket, version, total }: { readonly id: string; readonly version: number; readonly total: number },
) =>
  page.sales.complete({
    ...command(),
    ticket,
    version,
    tenders: [{ tender: 'cash', amount: total, reference: null }],
  });

/** Both ends hold the same. */
export const isCurrent = ({ page }: Till) =>
  until(async () => {
    const state = await page.link.tryNow();
    expect([state?.online, state?.waiting.facts]).toEqual([true, 0]);
  });

export async function goOffline({ page, line }: Till): Promise<void> {
  line.cut('all');
  await until(async () => expect((await page.link.tryNow())?.online).toBe(false));
}
