import { afterEach, describe, expect, test } from 'vitest';
import { networkPrinter } from '#electron/devices/printer/network-printer.ts';
import { type PrintNews, printQueue } from '#electron/devices/printer/print-queue.ts';
import { receiptBytes } from '#electron/devices/receipt/render.ts';
import {
  startVirtualPrinter,
  type VirtualPrinter,
} from '#electron/devices/virtual-printer/virtual-printer.ts';
import { saleReceipt } from '#shared/domain/receipt/sale-receipt.ts';
import { aContext, everydaySale } from '#tests/support/receipt-samples.ts';
import { handTimers } from './hand-timers.ts';
import { memoryJobs } from './memory-jobs.ts';

/** Queue, network printer and paper together. A slip named `…/2` is the second copy of what it names. */
async function aShop() {
  const machine = await startVirtualPrinter({ tcpPort: 0, httpPort: null });
  machines.push(machine);
  const timers = handTimers();
  const jobs = memoryJobs();
  const waiting: { readonly kind: PrintNews['kind']; readonly tell: (news: PrintNews) => void }[] = [];
  const news: PrintNews[] = [];
  const queue = printQueue({
    jobs,
    timers,
    printer: networkPrinter({ ...machine.address, drawerPin: 0, timers }),
    async render({ slip, id }) {
      const copy = Number(slip.split('/')[1] ?? 0);
      const document = saleReceipt(everydaySale(), aContext({ copy, job: id }));
      return receiptBytes(document, { columns: 48, cut: true, pictures: new Map() });
    },
    tell(item) {
      news.push(item);
      for (const one of waiting.filter(({ kind }) => kind === item.kind)) one.tell(item);
    },
  });
  const hear = (kind: PrintNews['kind']): Promise<PrintNews> =>
    new Promise((tell) => waiting.push({ kind, tell }));
  return { machine, timers, jobs, queue, news, hear };
}

const machines: VirtualPrinter[] = [];
afterEach(async () => {
  for (const machine of machines.splice(0)) await machine.stop();
});

describe('printing', () => {
  /** Acceptance check 22 (node-thermal-printer#78). */
  test('cable out: told once, and one slip when it is back', async () => {
    const { machine, timers, jobs, queue, news, hear } = await aShop();
    await machine.behave({ kind: 'off' });
    jobs.add('sale', timers.now());
    await queue.start();
    await timers.armed(1000);
    timers.advance(1000);
    await timers.armed(2000);
    await machine.behave({ kind: 'ok' });
    const done = hear('done');
    timers.advance(2000);
    await done;
    await queue.stop();
    expect(machine.slips()).toHaveLength(1);
    expect(news.filter(({ kind }) => kind === 'trouble')).toHaveLength(1);
    expect(jobs.states()).toEqual({ sale: 'confirmed' });
  });

  /** Complaint 19 (node-thermal-printer#55, #78): said OK, nothing printed; printed many times later. */
  test('cable cut in the middle: asked, never repeated; the reprint is marked and opens no drawer', async () => {
    const { machine, timers, jobs, queue, hear } = await aShop();
    await machine.behave({ kind: 'cut-cable', after: 600 });
    jobs.add('sale', timers.now());
    const asked = hear('asked');
    await queue.start();
    await asked;
    queue.wake();
    jobs.step('sale', 'said-not-printed');
    jobs.add('sale/1', timers.now());
    const done = hear('done');
    queue.wake();
    await done;
    await queue.stop();
    const whole = machine.slips().filter(({ text }) => text.includes('[barcode'));
    expect(whole).toHaveLength(1);
    expect(whole[0]?.text).toContain('C O P Y   1');
    expect(jobs.states()).toEqual({ sale: 'discarded', 'sale/1': 'confirmed' });
    expect(machine.pulses()).toEqual([]);
  });

  test('no paper: the slip waits for paper and is printed once', async () => {
    const { machine, timers, jobs, queue, hear } = await aShop();
    await machine.behave({ kind: 'paper-out' });
    jobs.add('sale', timers.now());
    await queue.start();
    await timers.armed(1000);
    await machine.behave({ kind: 'ok' });
    const done = hear('done');
    timers.advance(1000);
    await done;
    await queue.stop();
    expect(machine.slips()).toHaveLength(1);
  });
});
