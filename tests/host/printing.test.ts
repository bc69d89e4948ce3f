import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Printer, SendOutcome } from '#electron/devices/printer/printer.ts';
import { freshFolder, id, openHost, openShop, type Shop } from './open-host.ts';
import { MILK, readyToSell, sell } from './stock.ts';

/** A printer in the test's hands: it remembers what it was given and answers what it is told to. */
function handPrinter() {
  const slips: string[] = [];
  let pulses = 0;
  let outcome: ((signal: AbortSignal) => Promise<SendOutcome> | SendOutcome) | null = null;
  const printer: Printer = {
    send: async (bytes, signal) => {
      const answer = outcome ? await outcome(signal) : ({ kind: 'confirmed' } as const);
      if (answer.kind !== 'not-sent') slips.push(Buffer.from(bytes).toString('latin1'));
      return answer;
    },
    pulse: async () => {
      pulses += 1;
      return { kind: 'pulsed' };
    },
    status: async () => ({ kind: 'ready', paperLow: false }),
  };
  return {
    printer,
    slips,
    pulses: () => pulses,
    answers: (next: typeof outcome) => {
      outcome = next;
    },
  };
}

/** Takes a slip and says nothing until the register ends. */
const untilCalledOff = (signal: AbortSignal) =>
  new Promise<SendOutcome>((resolve) => {
    signal.addEventListener('abort', () => resolve({ kind: 'broken', reason: 'aborted' }));
  });

const SETTINGS = { host: '127.0.0.1', port: 9100, columns: 48, cut: true, drawerPin: 0 } as const;

async function shopWithPrinter() {
  const hand = handPrinter();
  const shop = await openShop({ ports: { printerAt: () => hand.printer } });
  await readyToSell(shop.owner);
  await shop.owner.settings.savePrinter({ commandId: id(), value: SETTINGS });
  return { ...shop, hand };
}

/** Waits until the job is in that state; the queue works beside the calls. */
async function jobIn(shop: Pick<Shop, 'owner'>, state: string) {
  for (let tries = 0; tries < 500; tries++) {
    const found = (await shop.owner.printing.jobs()).find((job) => job.state === state);
    if (found) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`no job is ${state}: ${JSON.stringify(await shop.owner.printing.jobs())}`);
}

describe('slips', () => {
  test('a sale’s slip is queued with it and confirmed by the printer', async () => {
    const shop = await shopWithPrinter();
    const done = await sell(shop.clerk, MILK);
    const job = await jobIn(shop, 'confirmed');
    expect(job).toMatchObject({ id: done.printJob, kind: 'sale', number: done.number, copy: 0 });
    expect(shop.hand.slips).toHaveLength(1);
    expect(shop.hand.slips[0]).toContain(done.number);
    expect((await shop.owner.session.get()).printer).toEqual({
      state: 'ready',
      waiting: 0,
      forTap: 0,
      asked: 0,
    });
  });

  test('a printer that is off delays no sale; its slip is tried again, and after two minutes waits for a tap', async () => {
    const shop = await shopWithPrinter();
    shop.hand.answers(() => ({ kind: 'not-sent', reason: 'unreachable' }));
    await sell(shop.clerk, MILK);
    const job = await jobIn(shop, 'queued');
    for (let tries = 0; (await shop.owner.session.get()).printer.state !== 'off' && tries < 500; tries++)
      await new Promise((resolve) => setImmediate(resolve));
    shop.clock.advance(121_000);
    await jobIn(shop, 'waiting-tap');
    shop.hand.answers(null);
    expect(shop.hand.slips).toEqual([]);
    await shop.clerk.session.get();
    await shop.owner.printing.printNow({ job: job.id });
    await jobIn(shop, 'confirmed');
    await expect(shop.owner.printing.printNow({ job: job.id })).rejects.toMatchObject({
      data: { code: 'STALE' },
    });
    expect(shop.hand.slips).toHaveLength(1);
  });

  test('a slip that broke off asks; "no" prints one marked as a copy, and says so in the journal', async () => {
    const shop = await shopWithPrinter();
    shop.hand.answers(() => ({ kind: 'broken', reason: 'connection-lost' }));
    const done = await sell(shop.clerk, MILK);
    const asked = await jobIn(shop, 'asked');
    expect((await shop.owner.session.get()).printer.asked).toBe(1);
    shop.hand.answers(null);
    await shop.clerk.printing.answer({ job: asked.id, printed: false });
    const copy = await jobIn(shop, 'confirmed');
    expect(copy).toMatchObject({ document: done.sale, copy: 1 });
    expect(shop.hand.slips[1]).toContain('COPY 1');
    const types = shop.host.register.store.reading
      .prepare("select type from journal where type = 'receipt.reprinted'")
      .all();
    expect(types).toHaveLength(1);
    await expect(shop.clerk.printing.answer({ job: asked.id, printed: true })).rejects.toMatchObject({
      data: { code: 'STALE' },
    });
  });

  test('a slip found half sent after a crash is asked about, never sent again by itself', async () => {
    const shop = await shopWithPrinter();
    shop.hand.answers(untilCalledOff);
    await sell(shop.clerk, MILK);
    const { id: job } = await jobIn(shop, 'sending');
    shop.hand.answers(null);
    const { clock, hand } = shop;
    // What a crash leaves on the disk at this moment, opened by another process.
    const dataDir = freshFolder();
    cpSync(shop.dataDir, dataDir, { recursive: true });
    rmSync(join(dataDir, 'host.lock'));
    const again = await openHost({ dataDir, clock, ports: { printerAt: () => hand.printer } });
    const owner = again.page();
    await owner.session.signIn({ person: shop.ownerId, pin: '739154' });
    expect(await jobIn({ owner }, 'asked')).toMatchObject({ id: job, reason: 'crash' });
    expect(hand.slips).toEqual([]);
  });

  test('pulse, slip and status share one printer, so that it is spoken to over one line; new settings make a new one', async () => {
    const hand = handPrinter();
    const made: string[] = [];
    const printerAt = ({ host }: { readonly host: string }) => {
      made.push(host);
      return hand.printer;
    };
    const shop = await openShop({ ports: { printerAt } });
    await readyToSell(shop.owner);
    await shop.owner.settings.savePrinter({ commandId: id(), value: SETTINGS });
    const done = await sell(shop.clerk, MILK);
    expect(await shop.clerk.printing.pulse({ after: done.sale })).toEqual({ opened: true });
    await jobIn(shop, 'confirmed');
    expect(made).toEqual(['127.0.0.1']);
    await shop.owner.settings.savePrinter({ commandId: id(), value: { ...SETTINGS, host: '127.0.0.2' } });
    await shop.owner.printing.test();
    while (hand.slips.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(made).toEqual(['127.0.0.1', '127.0.0.2']);
  });

  test('a test page is printed on demand; X and Z too', async () => {
    const shop = await shopWithPrinter();
    await shop.owner.printing.test();
    await jobIn(shop, 'confirmed');
    expect(shop.hand.slips[0]).toContain('PRINTER TEST');
    await shop.clerk.shifts.printX({ commandId: id() });
    while (shop.hand.slips.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(shop.hand.slips[1]).toContain('X REPORT');
    expect(shop.hand.slips[1]).toContain('shown after the count');
  });
});

describe('the drawer', () => {
  test('opens once right after a sale of this session, whatever is repeated', async () => {
    const shop = await shopWithPrinter();
    const done = await sell(shop.clerk, MILK);
    await expect(shop.owner.printing.pulse({ after: done.sale })).rejects.toMatchObject({
      data: { code: 'STALE' },
    });
    expect(await shop.clerk.printing.pulse({ after: done.sale })).toEqual({ opened: true });
    await expect(shop.clerk.printing.pulse({ after: done.sale })).rejects.toMatchObject({
      data: { code: 'STALE' },
    });
    expect(shop.hand.pulses()).toBe(1);
  });

  test('not a minute later, not after a reprint, not for a sale of long ago', async () => {
    const shop = await shopWithPrinter();
    const done = await sell(shop.clerk, MILK);
    const reprint = id();
    await shop.clerk.sales.reprint({ commandId: reprint, document: done.sale, kind: 'sale' });
    await expect(shop.clerk.printing.pulse({ after: reprint })).rejects.toMatchObject({
      data: { code: 'STALE' },
    });
    shop.clock.advance(60_001);
    await expect(shop.clerk.printing.pulse({ after: done.sale })).rejects.toMatchObject({
      data: { code: 'STALE' },
    });
    expect(shop.hand.pulses()).toBe(0);
  });

  test('after a pay-in, and after a no-sale opening with its reason', async () => {
    const shop = await shopWithPrinter();
    const moved = id();
    await shop.owner.shifts.moveCash({ commandId: moved, kind: 'pay-in', amount: 5000, reason: 'change' });
    expect(await shop.owner.printing.pulse({ after: moved })).toEqual({ opened: true });
    const opened = id();
    await shop.owner.shifts.openDrawer({ commandId: opened, reason: 'count coins' });
    expect(await shop.owner.printing.pulse({ after: opened })).toEqual({ opened: true });
  });
});
