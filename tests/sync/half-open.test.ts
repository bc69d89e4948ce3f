import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createHqClient } from '#electron/sync/hq-client.ts';
import { openPokes } from '#electron/sync/pokes.ts';
import { scryptPins } from '#node/scrypt-pins.ts';
import { productChanged } from '#shared/journal/entries/catalog.ts';
import { aProduct } from '#tests/catalog/catalog-store.ts';
import { id, openHost, type TestClock, testClock } from '../host/open-host.ts';
import { type CuttableLine, cuttableLine } from '../hq/process/cuttable-line.ts';
import { type SmallHq, smallHq } from '../support/link/small-hq.ts';
import { sellUnlisted } from '../support/own-store.ts';

const PEPPER = new Uint8Array(32).fill(7);
const COST = { N: 16, r: 8, p: 1, maxmem: 1 << 20 };
const OWNER = { name: 'Ada Quay', pin: '628405' };
const until = <T>(what: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(what, { timeout: 10_000, interval: 5 });
/** The program goes on where it waits for no time. */
const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

let clock: TestClock;
beforeEach(() => {
  clock = testClock();
  // Patience with a call is the platform's own timer: it goes by the test's clock too.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const patience = new AbortController();
    clock.timers.after(ms, () => patience.abort(new DOMException('late', 'TimeoutError')));
    return patience.signal;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a line that is open and silent', () => {
  /** Somebody who takes every line and never says a word. */
  async function silentPeer() {
    const heard: string[] = [];
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (part) => heard.push(part.toString()));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { address: `http://127.0.0.1:${port}/`, heard, server };
  }

  test('is given up by a call after twenty seconds, and not before', async () => {
    const { address, heard, server } = await silentPeer();
    const client = createHqClient(address, new AbortController().signal);
    let came: unknown = null;
    const asked = client.challenge('device-1').then((answer) => {
      came = answer;
      return answer;
    });
    await until(() => expect(heard).toHaveLength(1));
    clock.advance(19_999);
    await turns(20);
    expect(came).toBeNull();
    clock.advance(1);
    expect(await asked).toEqual({ ok: false, error: { code: 'UNREACHABLE', retryAfter: 0 } });
    server.close();
  });

  test('for pokes that was never answered is taken for gone within a minute', async () => {
    const { address, heard, server } = await silentPeer();
    const gone = vi.fn<() => void>();
    const after = (ms: number, run: () => void) => clock.timers.after(ms, run);
    openPokes({ address, session: 's', poked: () => undefined, came: () => undefined, gone, after });
    await until(() => expect(heard).toHaveLength(1));
    expect(gone).not.toHaveBeenCalled();
    clock.advance(45_000);
    await until(() => expect(gone).toHaveBeenCalledTimes(1));
    server.close();
    // Its end of the line is closed too.
    await once(server, 'close');
  });
});

test.each([
  [
    'another protocol',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade',
    'UNREACHABLE',
  ],
  ['the way to somewhere else', 'HTTP/1.1 302 Found\r\nLocation: /sign-in\r\nContent-Length: 0', 'NOT_HQ'],
  ['less than it announces', 'HTTP/1.1 200 OK\r\nContent-Length: 9', 'UNREACHABLE'],
])('a call that is answered with %s ends at once', async (_what, answer, code) => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(`${answer}\r\n\r\n`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = createHqClient(`http://127.0.0.1:${port}/`, new AbortController().signal);
  expect(await client.challenge('device-1')).toEqual({ ok: false, error: { code, retryAfter: 0 } });
  server.close();
});

describe('a register whose line was forgotten on the way (half open)', () => {
  let hq: SmallHq;
  let line: CuttableLine;
  beforeEach(async () => {
    hq = await smallHq({ hash: scryptPins(PEPPER, COST).hash, pepper: PEPPER });
    await hq.openStore('S1', OWNER);
    line = await cuttableLine(hq.url);
  });
  afterEach(async () => {
    await line.close();
    await hq.stop();
  });
  /** It has joined, its owner is at it, and both ends hold the same. */
  async function aRegister() {
    const pins = scryptPins(new Uint8Array(32), COST, async () => PEPPER);
    const opened = await openHost({ clock, ports: { pins } });
    const page = opened.page();
    await page.setup.join({ address: line.address, code: hq.code('S1', '1') });
    await until(async () => expect((await page.session.get()).mode).toBe('locked'));
    const [person] = await page.session.people();
    await page.session.signIn({ person: person?.id ?? '', pin: OWNER.pin });
    await page.shifts.open({ commandId: id(), counted: [] });
    await until(async () => {
      const state = await page.link.state();
      expect([state?.online, state?.waiting.facts, line.pokeLines()]).toEqual([true, 0, 1]);
    });
    return page;
  }
  /** Seconds by the register's clock until it is so. */
  async function seconds(isSo: () => Promise<boolean>): Promise<number> {
    for (let second = 0; ; second++) {
      for (let look = 0; look < 10; look++) {
        if (await isSo()) return second;
        await turns(20);
      }
      if (second > 120) throw new Error('two minutes went by');
      clock.advance(1000);
    }
  }

  test('notices, and its sale is at headquarters within a minute', async () => {
    const page = await aRegister();
    line.forget('all');
    const sale = await sellUnlisted(page, { lines: [{ name: 'Tea', price: 1200 }] });
    expect(sale.number).toBe('S1-1-000001');
    const count = hq.db.prepare('select count(*) from sale').pluck();
    const late = await seconds(async () => Number(count.get()) === 1);
    expect(late).toBeGreaterThan(10);
    expect(late).toBeLessThanOrEqual(60);
    const back = await seconds(async () => (await page.link.state())?.online === true);
    expect(late + back).toBeLessThanOrEqual(60);
  });

  test('hears pokes again within a minute, before the poll of the minute', async () => {
    const page = await aRegister();
    line.forget('pokes');
    hq.mute = true;
    await hq.say(productChanged, {
      product: aProduct('tea', { name: 'Green tea' }),
      before: null,
      how: 'edited',
      approvals: [],
    });
    hq.mute = false;
    const back = await seconds(async () => line.pokeLines() > 1);
    expect(back).toBeGreaterThan(40);
    expect(back).toBeLessThan(60);
    // Nothing is due any more: what is said now comes by the new line.
    await until(async () => expect((await page.catalog.get({ product: 'tea' })).name).toBe('Green tea'));
    await hq.say(productChanged, {
      product: aProduct('tea', { name: 'Black tea' }),
      before: null,
      how: 'edited',
      approvals: [],
    });
    await until(async () => expect((await page.catalog.get({ product: 'tea' })).name).toBe('Black tea'));
  });
});
