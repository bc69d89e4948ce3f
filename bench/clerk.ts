import { Worker } from 'node:worker_threads';
import { v7 as uuidv7 } from 'uuid';
import type { Host } from '#shared/services/journal/host.ts';
import { completeSale } from '#shared/services/sales/complete-sale.ts';
import { scanCode } from '#shared/services/tickets/scan.ts';
import { done, OWNER } from '#tests/support/register.ts';

/** Somebody who scans all the time, five goods a ticket, and times each scan from outside the register's thread. */
export interface Clerk {
  readonly scan: (codes: readonly string[]) => void;
  readonly isScanning: () => boolean;
  /** Milliseconds from each scan to its answer, so far. */
  readonly times: () => number[];
  /** Those of the next `count` scans alone. */
  readonly more: (count: number) => Promise<number[]>;
  readonly stop: () => Promise<void>;
}

/** Scans a second: many times what a person does. */
const PER_SECOND = 10;
const LINES = 5;

/** The thread asks at its own pace and waits for the answer, as a page does; an asker in the register's own thread would never see it blocked. */
const ASKER = `
const { parentPort, workerData } = require('node:worker_threads');
let sent = 0;
let timer = null;
const ask = () => { sent = performance.now(); parentPort.postMessage('scan'); };
parentPort.on('message', (said) => {
  if (said === 'stop') { clearTimeout(timer); return parentPort.close(); }
  if (said === 'answer') parentPort.postMessage(performance.now() - sent);
  timer = setTimeout(ask, said === 'answer' ? Math.max(0, workerData.gap - (performance.now() - sent)) : 0);
});`;

export function startClerk(host: Host): Clerk {
  const asker = new Worker(ASKER, { eval: true, workerData: { gap: 1000 / PER_SECOND } });
  const till = ticketFiller(host);
  let codes: readonly string[] = [];
  let scanned = 0;
  let times: number[] = [];
  let told: () => void = () => {};
  asker.on('message', (said: 'scan' | number) => {
    if (said === 'scan') {
      const code = codes[(scanned * 7_919) % codes.length] ?? '';
      scanned += 1;
      void till.scan(code).then(() => asker.postMessage('answer'));
      return;
    }
    times.push(said);
    told();
  });
  return {
    isScanning: () => codes.length > 0,
    scan: (list) => {
      codes = list;
      asker.postMessage('go');
    },
    times: () => times,
    more: async (count) => {
      times = [];
      await new Promise<void>((resolve) => {
        told = () => times.length >= count && resolve();
      });
      return times;
    },
    stop: async () => {
      const ended = new Promise((resolve) => asker.once('exit', resolve));
      asker.postMessage('stop');
      await ended;
    },
  };
}

function ticketFiller(host: Host): { readonly scan: (code: string) => Promise<void> } {
  const scan = scanCode(host);
  const finish = completeSale(host, { isSetUp: () => false });
  const by = (name: string, input: unknown) => ({
    command: { id: uuidv7(), actor: OWNER.person, name, input },
    actor: OWNER,
    approvals: [],
  });
  let open: { readonly id: string; readonly version: number; readonly lines: number } | null = null;
  const pay = async ({ id, version }: { readonly id: string; readonly version: number }) => {
    const input = { ticket: id, version, tenders: [{ tender: 'cash', amount: 1_000_000, reference: null }] };
    done(await finish(by('sales.complete', input), input));
  };
  return {
    scan: async (code) => {
      const input = { ticket: open?.id ?? null, code };
      const answer = done(await scan(by('tickets.scan', input), input));
      // Two products of a real list may claim one code: the clerk is asked which, and goes on.
      if (answer.kind !== 'added') return;
      const { ticket } = answer;
      open = { id: ticket.id, version: ticket.version, lines: (open?.lines ?? 0) + 1 };
      if (open.lines < LINES) return;
      const full = open;
      open = null;
      setImmediate(() => void pay(full));
    },
  };
}
