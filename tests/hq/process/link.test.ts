import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { nodeCodec } from '#node/codec.ts';
import { PACKED_LIMIT } from '#node/packing.ts';
import { revokeDevice } from '#server/link/devices.ts';
import { SESSION_MS } from '#server/link/sessions.ts';
import { startHq } from '#server/start-hq.ts';
import type { PersonId, StoreId } from '#shared/domain/ids.ts';
import { ok } from '#shared/domain/result.ts';
import { settingsChanged } from '#shared/journal/entries/settings.ts';
import { encodeBatch } from '#shared/link/batch.ts';
import { decodePage } from '#shared/link/feed-page.ts';
import { FRAME_LIMIT } from '#shared/link/frame.ts';
import { poke } from '#shared/link/hello.ts';
import { fact } from '#shared/services/journal/host.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { type BareDevice, bareDevice, call, codeOf, inSession } from './device.ts';
import { CONFIG, type OpenHq, openHq } from './open-hq.ts';

const missing = await pgMissing();
/** What no packing makes short. */
const NOISE = randomBytes(30_000).toString('base64');
const SILENT = pino({ level: 'silent' });

describe.skipIf(missing !== null)('the link at headquarters', () => {
  let hq: OpenHq;
  /** What is added to the clock. */
  let late = 0;
  beforeAll(async () => {
    hq = await openHq({ now: () => Date.now() + late });
  });
  beforeEach(() => {
    late = 0;
  });
  afterAll(() => hq.stop());

  describe('a push', () => {
    let device: BareDevice;
    let session: string;
    beforeEach(async () => {
      device = await hq.joined();
      session = await inSession(device);
    });

    test('is kept, acknowledged with our hash, and kept once however often it comes', async () => {
      const entries = device.facts(3);
      const packed = device.batch(entries);
      const hash = Buffer.from(entries[2]?.hash ?? []).toString('hex');
      const answers = [];
      for (let times = 0; times < 3; times++) answers.push(await device.push(session, packed));
      const bodies = answers.map(({ body }) => body);
      const { incarnation } = hq.identity;
      expect(bodies[0]).toMatchObject({
        kind: 'ack',
        seq: 3,
        hash,
        incarnation,
        position: expect.any(Number),
      });
      expect(bodies[1]).toMatchObject({ kind: 'ack', seq: 3, hash, position: null });
      expect(bodies[2]).toMatchObject({ kind: 'ack', seq: 3, hash, position: null });
      expect(await hq.factsOf(device)).toHaveLength(3);
    });

    test('that skips facts is told which are missing; one told at once by many has one effect', async () => {
      const entries = device.facts(6);
      expect((await device.push(session, device.batch(entries.slice(3)))).body).toMatchObject({
        kind: 'gap',
        wanted: 1,
      });
      const packed = device.batch(entries);
      const answers = await Promise.all(Array.from({ length: 30 }, () => device.push(session, packed)));
      expect(new Set(answers.map(({ body }) => `${body.kind} ${'seq' in body ? body.seq : ''}`))).toEqual(
        new Set(['ack 6']),
      );
      expect(await hq.factsOf(device)).toHaveLength(6);
    });

    test('that is anything but a sound batch of this device is refused with its reason, told once, and changes nothing', async () => {
      const stranger = await hq.joined();
      const entries = device.facts(4);
      const packed = device.batch(entries);
      const frame = zstdDecompressSync(packed);
      const turned = Uint8Array.from(frame);
      turned[turned.length - 3] = (turned.at(-3) ?? 0) ^ 1;
      const forged = {
        ...device,
        batch: (of: typeof entries) => zstdCompressSync(encodeBatch(of, stranger.sign, nodeCodec)),
      };
      const tries: [string, Uint8Array][] = [
        ['MALFORMED', packed.subarray(0, packed.length - 9)],
        ['MALFORMED', zstdCompressSync(frame.subarray(0, frame.length - 20))],
        ['MALFORMED', frame],
        ['MALFORMED', Buffer.from('<!doctype html><title>Sign in</title>')],
        ['MALFORMED', zstdCompressSync(Buffer.from('{}'))],
        ['BROKEN_CHAIN', zstdCompressSync(turned)],
        ['BROKEN_CHAIN', device.batch(entries.toSpliced(1, 1))],
        ['UNSIGNED', forged.batch(entries)],
        ['WRONG_DEVICE', stranger.batch(stranger.facts(2))],
        ['WRONG_STORE', device.batch(device.facts(1, 'R02').map((entry) => entry))],
        ['OVERSIZED', zstdCompressSync(Buffer.alloc(FRAME_LIMIT.bytes + 1))],
        ['OVERSIZED', randomBytes(PACKED_LIMIT + 1)],
      ];
      for (const [fault, bytes] of tries) {
        const [answer, said] = await hq.refusals(() => device.push(session, bytes));
        expect([fault, codeOf(answer)]).toEqual([fault, fault]);
        expect([fault, said]).toEqual([fault, [[fault, answer.status]]]);
      }
      expect(await hq.factsOf(device)).toEqual([]);
    });

    test('without a session, or with one that is over, is not even read', async () => {
      const packed = device.batch(device.facts(1));
      const tries = ['', 'x', 'A'.repeat(43)];
      for (const token of tries) expect(codeOf(await device.push(token, packed))).toBe('NO_SESSION');
      const headers = { 'content-type': 'application/octet-stream' };
      expect(codeOf(await call(`${hq.address}/link/push`, headers, packed))).toBe('NO_SESSION');
      await device.hello();
      expect(codeOf(await device.push(session, packed))).toBe('NO_SESSION');
      const { session: newer } = (await device.hello()).body;
      late = SESSION_MS + 1;
      expect(codeOf(await device.push(newer, packed))).toBe('NO_SESSION');
      expect(await hq.factsOf(device)).toEqual([]);
    });

    test('that declares a gigabyte is refused at its head', async () => {
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = connect(Number(new URL(hq.address).port), '127.0.0.1');
        let said = '';
        socket.on('data', (part) => {
          said += part.toString();
        });
        socket.on('close', () => resolve(said));
        socket.on('error', reject);
        socket.write(
          `POST /link/push HTTP/1.1\r\nhost: hq\r\nauthorization: Bearer ${session}\r\ncontent-type: application/octet-stream\r\ncontent-length: 1073741824\r\n\r\nabc`,
        );
      });
      expect(answer).toContain('"code":"OVERSIZED"');
    });

    test('of bombs leaves memory flat', async () => {
      const bomb = zstdCompressSync(Buffer.alloc(256 * 1024 * 1024));
      expect(bomb.length).toBeLessThan(PACKED_LIMIT);
      await device.push(session, bomb);
      const before = process.memoryUsage().rss;
      const answers = await Promise.all(Array.from({ length: 40 }, () => device.push(session, bomb)));
      expect(answers.map(codeOf)).toEqual(Array.from({ length: 40 }, () => 'OVERSIZED'));
      expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1024 * 1024);
    });
  });

  describe('a revoked device', () => {
    test('gets no feeds and no pokes; what it has signed is taken, and waits for a person', async () => {
      const device = await hq.joined();
      const { session, lease } = (await device.hello()).body;
      await device.push(session, device.batch(device.facts(1)));
      const socket = device.pokes(session);
      await once(socket, 'message');
      const closed = once(socket, 'close');
      expect(await revokeDevice({ pool: hq.database.pool, now: Date.now }, device.id)).toBe(true);
      await closed;
      expect(codeOf(await device.feed(session, 'chain', 0))).toBe('REVOKED');
      const again = (await device.hello({ lease })).body;
      expect(again.feeds).toEqual({});
      const refused = device.pokes(again.session);
      const [error] = await once(refused, 'error');
      expect(String(error)).toContain('403');
      const pushed = await device.push(again.session, device.batch(device.facts(2)));
      expect(pushed.body).toMatchObject({ kind: 'ack', seq: 3 });
      expect((await hq.factsOf(device)).map(({ state }) => state)).toEqual([
        'unknown',
        'quarantined',
        'quarantined',
      ]);
    });
  });

  describe('a feed', () => {
    test('brings the facts of the others of its store in their order, its own as places alone', async () => {
      const [me, other] = [await hq.joined(), await hq.joined()];
      const mine = await inSession(me);
      const theirs = other.facts(2);
      const { body: before } = await me.push(mine, me.batch(me.facts(1)));
      await other.push(await inSession(other), other.batch(theirs));
      const from = ('position' in before ? (before.position ?? 0) : 0) - 1;
      const { status, body } = await me.feed(mine, 'store/R01', from);
      expect(status).toBe(200);
      expect(body).toMatchObject({ from, to: from + 3, end: from + 3, incarnation: hq.identity.incarnation });
      expect(body.items.map((item) => item?.head.id ?? null)).toEqual([
        null,
        ...theirs.map(({ head }) => head.id),
      ]);
    });

    test('is the chain’s or its own store’s: no other, and no place it does not have', async () => {
      const device = await hq.joined('R02');
      const session = await inSession(device);
      const asked = async (name: string, from: number) => {
        const answer = await device.feed(session, name, from);
        return answer.status === 200 ? answer.body.items.length : codeOf(answer);
      };
      expect(await asked('chain', 0)).toEqual(expect.any(Number));
      expect(await asked('store/R02', 0)).toEqual(expect.any(Number));
      expect(await asked('store/R01', 0)).toBe('WRONG_STORE');
      expect(await asked('store/R01/../R02', 0)).toBe('WRONG_STORE');
      expect(await asked('region/north', 0)).toBe('MALFORMED');
      expect(await asked('store/R02', 10_000_000)).toBe('MALFORMED');
      expect(await asked('store/R02', -1)).toBe('MALFORMED');
      expect(codeOf(await device.feed('A'.repeat(43), 'chain', 0))).toBe('NO_SESSION');
    });
  });

  describe('pokes', () => {
    test('tell the registers of a store, and no others, that its feed has grown, whichever process it grew in', async () => {
      const second = await startHq({ ...CONFIG, database: { kind: 'named', url: hq.url } }, SILENT);
      try {
        const [seller, here, elsewhere] = [await hq.joined(), await hq.joined(), await hq.joined('R02')];
        const there = bareDevice(second.address);
        await there.enrol(await hq.code());
        const heard: Record<string, string[]> = { here: [], there: [], elsewhere: [], seller: [] };
        const pages: Buffer[] = [];
        const [session, atHere] = [await inSession(seller), await inSession(here)];
        const listen = async (name: string, device: BareDevice, known?: string) => {
          const socket = device.pokes(known ?? (await inSession(device)));
          socket.on('message', (said: Buffer, isBinary) => {
            if (isBinary) pages.push(said);
            heard[name]?.push(said.toString());
          });
          // Where the feeds end is said at once.
          await once(socket, 'message');
          return socket;
        };
        const sockets = [await listen('here', here, atHere), await listen('there', there)];
        const own = await listen('seller', seller, session);
        const other = elsewhere.pokes(await inSession(elsewhere));
        other.on('message', (text: Buffer) => heard['elsewhere']?.push(text.toString()));
        await once(other, 'open');
        const until = sockets.map((socket) => once(socket, 'message'));
        const { body } = await seller.push(session, seller.batch(seller.facts(2)));
        await Promise.all(until);
        const told = { feed: 'store/R01', position: 'position' in body ? body.position : 0 };
        expect(poke.parse(JSON.parse(heard['there']?.at(-1) ?? ''))).toEqual(told);
        // Where it grew the page itself is at hand: what would be asked for.
        const asked = await here.feed(atHere, 'store/R01', (told.position ?? 0) - 2);
        expect(decodePage(zstdDecompressSync(pages.at(-1) ?? Buffer.alloc(0)), nodeCodec)).toEqual(
          ok(asked.body),
        );
        // Who sent them was told by the answer: how many are new, and where they end.
        expect(body).toMatchObject({ kind: 'ack', appended: 2 });
        expect(heard['seller']?.filter((text) => text.includes(`${told.position}`))).toEqual([]);
        expect(heard['elsewhere']?.filter((text) => text.includes('R01'))).toEqual([]);
        for (const socket of [...sockets, own, other]) socket.terminate();
      } finally {
        await second.stop();
      }
    });

    test('are the page itself where what is new in the chain’s feed is short: the same for everyone', async () => {
      const listeners = await Promise.all([hq.joined(), hq.joined('R02')]);
      const sessions = await Promise.all(listeners.map((device) => inSession(device)));
      const sockets = listeners.map((device, at) => device.pokes(sessions[at] ?? ''));
      await Promise.all(sockets.map((socket) => once(socket, 'message')));
      const host = await hq.hosts.of('chain' as StoreId);
      const tell = async (name: string) => {
        const told = sockets.map((socket) => once(socket, 'message') as Promise<[Buffer, boolean]>);
        const command = { id: host.newId(), actor: 'somebody' as PersonId, name: 'test', input: name };
        const entry = fact(settingsChanged, { scope: 'chain', values: { note: JSON.stringify(name) } });
        const done = await host.commitChain(command, async () => ok({ entry, answer: null }));
        expect(done.ok).toBe(true);
        return await Promise.all(told);
      };
      await tell('first');
      const end = Number(
        (await hq.rows("select position from feed_head where store = 'chain'"))[0]?.['position'],
      );
      const short = await tell('second');
      for (const [at, [said, isBinary]] of short.entries()) {
        const asked = await listeners[at]?.feed(sessions[at] ?? '', 'chain', end);
        expect(isBinary).toBe(true);
        expect(decodePage(zstdDecompressSync(said), nodeCodec)).toEqual({ ok: true, value: asked?.body });
      }
      // What is longer than a few pages of text is asked for by those who want it.
      const long = await tell(NOISE);
      expect(long.map(([said]) => JSON.parse(said.toString()))).toEqual(
        sockets.map(() => ({ feed: 'chain', position: end + 2 })),
      );
      for (const socket of sockets) socket.terminate();
    });

    test('are no page where it is long, or of several devices', async () => {
      const [seller, other, listener] = [await hq.joined(), await hq.joined(), await hq.joined()];
      const [first, second] = [await inSession(seller), await inSession(other)];
      const socket = listener.pokes(await inSession(listener));
      await once(socket, 'message');
      const pages: number[] = [];
      let last = 0;
      socket.on('message', (said: Buffer, isBinary) => {
        if (!isBinary) last = Math.max(last, JSON.parse(said.toString()).position);
        else {
          const page = decodePage(zstdDecompressSync(said), nodeCodec);
          if (page.ok) pages.push(new Set(page.value.items.map((item) => item?.head.origin)).size);
        }
      });
      const long = await seller.push(first, seller.batch([seller.fact('thing.happened', { note: NOISE })]));
      const position = 'position' in long.body ? long.body.position : 0;
      await vi.waitUntil(() => last === position);
      expect(pages).toEqual([]);
      const sell = (device: BareDevice, session: string) =>
        device.push(session, device.batch(device.facts(1)));
      for (let n = 0; n < 20; n++) await Promise.all([sell(seller, first), sell(other, second)]);
      expect(pages.filter((authors) => authors !== 1)).toEqual([]);
      socket.terminate();
    });

    test('are for who has a session, and from headquarters alone', async () => {
      const device = await hq.joined();
      const [error] = await once(device.pokes('A'.repeat(43)), 'error');
      expect(String(error)).toContain('401');
      const socket = device.pokes(await inSession(device));
      await once(socket, 'open');
      socket.send('hello?');
      expect((await once(socket, 'close'))[0]).toBe(1003);
    });
  });

  test('no secret and no body stands in the log', async () => {
    const device = await hq.joined();
    const code = await hq.code();
    await device.enrol(code);
    const { body } = await device.hello();
    await device.push(body.session, device.batch(device.facts(1)));
    const said = JSON.stringify(hq.said());
    for (const secret of [code, code.replace('-', ''), body.session, body.lease, device.publicKey])
      expect(said.includes(secret)).toBe(false);
    expect(said).not.toMatch(/Bearer|BEGIN|"authorization"/);
  });
});
