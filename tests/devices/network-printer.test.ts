import { connect } from 'node:net';
import thermal from 'node-thermal-printer';
import { afterEach, describe, expect, test } from 'vitest';
import { networkPrinter, PATIENCE } from '#electron/devices/printer/network-printer.ts';
import { receiptBytes } from '#electron/devices/receipt/render.ts';
import {
  startVirtualPrinter,
  type VirtualPrinter,
} from '#electron/devices/virtual-printer/virtual-printer.ts';
import { saleReceipt } from '#shared/domain/receipt/sale-receipt.ts';
import { aContext, everydaySale, longSale } from '#tests/support/receipt-samples.ts';
import { handTimers } from './hand-timers.ts';

const PAPER = { columns: 48, cut: true, pictures: new Map() };
const job = receiptBytes(saleReceipt(everydaySale(), aContext()), PAPER);
const never = new AbortController().signal;

const running: VirtualPrinter[] = [];
async function aPrinter() {
  const machine = await startVirtualPrinter({ tcpPort: 0, httpPort: null });
  running.push(machine);
  const timers = handTimers();
  return { machine, timers, printer: networkPrinter({ ...machine.address, drawerPin: 0, timers }) };
}
afterEach(async () => {
  for (const machine of running.splice(0)) await machine.stop();
});

describe('a printer on the network', () => {
  test('says that the slip is printed, and the slip is whole', async () => {
    const { machine, printer } = await aPrinter();
    const long = receiptBytes(saleReceipt(longSale(), aContext()), PAPER);
    expect(await printer.send(long, never)).toEqual({ kind: 'confirmed' });
    expect(machine.slips()).toHaveLength(1);
    expect(machine.slips()[0]?.text).toContain('Item number 200');
    expect(machine.pulses()).toEqual([]);
  });

  test('switched off: not sent, and nothing arrives later', async () => {
    const { machine, printer } = await aPrinter();
    await machine.behave({ kind: 'off' });
    expect(await printer.send(job, never)).toEqual({ kind: 'not-sent', reason: 'unreachable' });
    expect(await printer.pulse()).toEqual({ kind: 'failed', reason: 'unreachable' });
    expect(await printer.status()).toEqual({ kind: 'trouble', trouble: 'unreachable' });
    await machine.behave({ kind: 'ok' });
    expect({ slips: machine.slips(), received: machine.received() }).toEqual({ slips: [], received: 0 });
  });

  test.each(['paper-out', 'cover-open'] as const)('%s: says so and gets no slip', async (kind) => {
    const { machine, printer } = await aPrinter();
    await machine.behave({ kind });
    expect(await printer.status()).toEqual({ kind: 'trouble', trouble: kind });
    expect(await printer.send(job, never)).toEqual({ kind: 'not-sent', reason: kind });
    await machine.behave({ kind: 'ok' });
    expect(machine.slips()).toEqual([]);
  });

  test('cable cut in the middle of a slip: broken, for nobody knows what is on paper', async () => {
    const { machine, printer } = await aPrinter();
    await machine.behave({ kind: 'cut-cable', after: 500 });
    expect(await printer.send(job, never)).toEqual({ kind: 'broken', reason: 'connection-lost' });
  });

  test('a printer that answers nothing: sent, no more', async () => {
    const { machine, timers, printer } = await aPrinter();
    await machine.behave({ kind: 'silent' });
    const slip = machine.nextSlip();
    const outcome = printer.send(job, never);
    for (let waits = 0; waits < 2; waits += 1) {
      await timers.armed(PATIENCE.answer);
      timers.advance(PATIENCE.answer);
    }
    expect(await outcome).toEqual({ kind: 'sent' });
    expect((await slip).text).toContain('R01-1-000123');
  });

  test('a printer too slow to answer: sent, and it prints once when it gets to it', async () => {
    const { machine, timers, printer } = await aPrinter();
    await machine.behave({ kind: 'stalled' });
    const outcome = printer.send(job, never);
    for (let waits = 0; waits < 2; waits += 1) {
      await timers.armed(PATIENCE.answer);
      timers.advance(PATIENCE.answer);
    }
    expect(await outcome).toEqual({ kind: 'sent' });
    expect(machine.slips()).toEqual([]);
    const slip = machine.nextSlip();
    await machine.behave({ kind: 'ok' });
    expect((await slip).text).toContain('R01-1-000123');
    expect(machine.slips()).toHaveLength(1);
  });

  test('called off before the first byte: not sent', async () => {
    const { machine, printer } = await aPrinter();
    expect(await printer.send(job, AbortSignal.abort())).toEqual({ kind: 'not-sent', reason: 'aborted' });
    expect(machine.received()).toBe(0);
  });
});

describe('the drawer', () => {
  test('one pulse with its times: 1b 70 00 19 fa, 50 ms on, 500 ms off', async () => {
    const { machine, printer } = await aPrinter();
    const pulsed = new Promise((resolve) => machine.watch(resolve));
    expect(await printer.pulse()).toEqual({ kind: 'pulsed' });
    expect(await pulsed).toEqual({ kind: 'drawer', pin: 0, on: 50, off: 500 });
  });

  test('is given up after three seconds and not tried again', async () => {
    const timers = handTimers();
    const printer = networkPrinter({ host: '192.0.2.1', port: 9100, drawerPin: 1, timers });
    const outcome = printer.pulse();
    await timers.armed(PATIENCE.drawer);
    timers.advance(PATIENCE.drawer);
    expect(await outcome).toMatchObject({ kind: 'failed' });
    expect(timers.waiting()).toEqual([]);
  });

  test('opens over the same line while a slip is on its way', async () => {
    const { machine, printer } = await aPrinter();
    const pulsed = new Promise((resolve) =>
      machine.watch((event) => {
        if (event.kind === 'drawer') resolve(event);
      }),
    );
    const sending = printer.send(job, never);
    expect(await printer.pulse()).toEqual({ kind: 'pulsed' });
    expect(await sending).toEqual({ kind: 'confirmed' });
    expect(await pulsed).toMatchObject({ kind: 'drawer' });
    expect(machine.slips()).toHaveLength(1);
  });
});

describe('the virtual printer shows what node-thermal-printer gets wrong', () => {
  test('its drawer command names no times, so the second pulse is read as the times of the first', async () => {
    const { machine } = await aPrinter();
    const job = new thermal.ThermalPrinter({
      type: thermal.PrinterTypes.EPSON,
      interface: `tcp://127.0.0.1:${machine.address.port}`,
    });
    job.openCashDrawer();
    const pulsed = new Promise((resolve) => machine.watch(resolve));
    await job.execute();
    expect(await pulsed).toEqual({ kind: 'drawer', pin: 0, on: 0x1b * 2, off: 0x70 * 2 });
  });

  test('text, barcode, QR code and cut of its jobs are understood', async () => {
    const { machine } = await aPrinter();
    const job = new thermal.ThermalPrinter({
      type: thermal.PrinterTypes.EPSON,
      interface: `tcp://127.0.0.1:${machine.address.port}`,
    });
    job.alignCenter();
    job.bold(true);
    job.println('Hello');
    job.code128('R01-1-000123');
    job.printQR('https://example.org');
    job.cut();
    const slip = machine.nextSlip();
    await job.execute();
    expect((await slip).events.filter(({ kind }) => kind !== 'feed')).toMatchObject([
      { kind: 'text', text: `${' '.repeat(21)}Hello` },
      { kind: 'barcode', symbology: 'code128', data: 'R01-1-000123' },
      { kind: 'qr', data: 'https://example.org' },
      { kind: 'cut' },
    ]);
  });
});

test('the page shows slips as they come', async () => {
  const machine = await startVirtualPrinter({ tcpPort: 0, httpPort: 0 });
  running.push(machine);
  const page = machine.address.page ?? '';
  expect(await (await fetch(page)).text()).toContain('Mallard virtual printer');
  const events = await fetch(`${page}events`);
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  const slip = machine.nextSlip();
  connect(machine.address.port, '127.0.0.1').end('Hello\n');
  await slip;
  let heard = '';
  while (!heard.includes('event: slip') || !heard.endsWith('\n\n'))
    heard += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  expect(heard).toContain('"number":1');
  expect(
    (await fetch(`${page}behave/off`, { method: 'POST', headers: { origin: 'http://evil.example' } })).status,
  ).toBe(404);
});
