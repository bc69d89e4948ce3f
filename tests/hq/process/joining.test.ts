import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { letDeviceBack, revokeDevice } from '#server/link/devices.ts';
import { CODE_MS } from '#server/link/enrolment.ts';
import { SESSION_MS } from '#server/link/sessions.ts';
import { sweeper } from '#server/ops/sweeper.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { type BareDevice, bareDevice, codeOf, inSession } from './device.ts';
import { type OpenHq, openHq } from './open-hq.ts';

const missing = await pgMissing();

describe.skipIf(missing !== null)('who may speak to headquarters', () => {
  let hq: OpenHq;
  /** What is added to the clock, and to the time that has passed. */
  let late = 0;
  let waited = 0;
  beforeAll(async () => {
    hq = await openHq({ now: () => Date.now() + late, uptime: () => performance.now() + waited });
  });
  beforeEach(() => {
    late = 0;
  });
  afterAll(() => hq.stop());

  describe('a register joins', () => {
    test('by a code, however it is typed, and is told where it belongs', async () => {
      const device = bareDevice(hq.address);
      const code = await hq.code('R02');
      const typed = code.toLowerCase().replace('-', ' ').replace('0', 'o');
      const { status, body } = await device.enrol(typed);
      const { incarnation, hqKey } = hq.identity;
      expect({ status, body }).toEqual({
        status: 200,
        body: { store: 'R02', register: '1', incarnation, hqKey, chain: 'Ducks' },
      });
      expect(await hq.deviceRow(device)).toMatchObject({
        store: 'R02',
        register: '1',
        state: 'active',
        name: 'Till',
      });
    });

    test('once: the same device may ask again when the answer was lost, another may not', async () => {
      const code = await hq.code();
      const device = bareDevice(hq.address);
      const first = await device.enrol(code);
      expect((await device.enrol(code)).body).toEqual(first.body);
      const thief = bareDevice(hq.address);
      expect(codeOf(await thief.enrol(code))).toBe('CODE_UNKNOWN');
      expect(await hq.deviceRow(thief)).toBeUndefined();
    });

    test('in time', async () => {
      const code = await hq.code();
      late = CODE_MS + 1;
      expect(codeOf(await bareDevice(hq.address).enrol(code))).toBe('CODE_UNKNOWN');
    });

    test('with its own key, as itself, in its own store, at a free number', async () => {
      const device = await hq.joined();
      const other = bareDevice(hq.address);
      const { register } = (await hq.deviceRow(device)) as { register: string };
      const tries: [string, object][] = [
        ['UNSIGNED', { publicKey: device.publicKey }],
        ['UNSIGNED', { signature: '0'.repeat(128) }],
        ['MALFORMED', { publicKey: 'AAAA' }],
        ['MALFORMED', { signature: 'x' }],
        ['MALFORMED', { more: 1 }],
      ];
      for (const [fault, change] of tries)
        expect(codeOf(await other.enrol(await hq.code(), change))).toBe(fault);
      const namesake = bareDevice(hq.address, { id: device.id });
      expect(codeOf(await namesake.enrol(await hq.code()))).toBe('WRONG_DEVICE');
      expect(codeOf(await device.enrol(await hq.code('R02')))).toBe('WRONG_STORE');
      const taken = await hq.code('R01', '77');
      await hq.rows(`update device set register = '77' where device = $1`, [device.id]);
      expect(codeOf(await other.enrol(taken))).toBe('REGISTER_TAKEN');
      await hq.rows('update device set register = $2 where device = $1', [device.id, register]);
    });

    test('after a month alone, with what it sold under its old code', async () => {
      const device = bareDevice(hq.address);
      await device.enrol(await hq.code(), { alone: { store: 'SOLO', register: '1' } });
      const pushed = await device.push(await inSession(device), device.batch(device.facts(2, 'SOLO')));
      expect(pushed.body).toMatchObject({ kind: 'ack', seq: 2 });
      expect(await hq.factsOf(device)).toMatchObject([{ store: 'R01' }, { store: 'R01' }]);
    });
  });

  describe('a register says hello', () => {
    test('and is told what headquarters holds of it and where its feeds end', async () => {
      const device = await hq.joined();
      const { session, lease } = (await device.hello()).body;
      const pushed = await device.push(session, device.batch(device.facts(3)));
      const { status, body } = await device.hello({ lease });
      const { position } = pushed.body as { position: number };
      expect(status).toBe(200);
      expect(body).toMatchObject({
        incarnation: hq.identity.incarnation,
        protocol: 1,
        heads: [{ seq: 3, hash: 'hash' in pushed.body ? pushed.body.hash : '' }],
        feeds: { chain: expect.any(Number), 'store/R01': position },
        limits: { batchEntries: 500, batchBytes: 1_048_576 },
      });
    });

    test('with a fresh challenge made for it, signed by its key, in a version both speak', async () => {
      const device = await hq.joined();
      const stale = await device.challenge();
      const used = await device.challenge();
      await device.hello({ challenge: used });
      const others = await bareDevice(hq.address).challenge();
      const answers = [
        await device.hello({ challenge: used }),
        await device.hello({ challenge: others }),
        await device.hello({ challenge: '0'.repeat(64) }),
        await device.hello({ signature: '0'.repeat(128) }),
        await device.hello({ protocol: { min: 2, max: 3 } }),
        await device.hello({ seq: -1 }),
        await bareDevice(hq.address).hello(),
      ];
      late = 61_000;
      answers.push(await device.hello({ challenge: stale }));
      expect(answers.map(({ status, body }) => [status, codeOf({ status, headers: {}, body })])).toEqual([
        [401, 'NO_SESSION'],
        [401, 'NO_SESSION'],
        [401, 'NO_SESSION'],
        [401, 'UNSIGNED'],
        [426, 'VERSION'],
        [400, 'MALFORMED'],
        [401, 'UNKNOWN_DEVICE'],
        [401, 'NO_SESSION'],
      ]);
    });

    test('and who can not prove itself ten times waits, whoever it says it is; nobody else does', async () => {
      const device = await hq.joined();
      const other = await hq.joined();
      for (let tries = 0; tries < 10; tries++) await device.hello({ signature: '0'.repeat(128) });
      const locked = await device.hello();
      expect(locked).toMatchObject({ status: 429, body: { code: 'BUSY', retryAfter: 60 } });
      expect(locked.headers['retry-after']).toBe('60');
      expect((await other.hello()).status).toBe(200);
      waited += 61_000;
      expect((await device.hello()).status).toBe(200);
    });

    test('and the table of devices tells how it is', async () => {
      const device = await hq.joined();
      const at = Date.now() - 400_000;
      const waiting = { facts: 12, since: at };
      const { body } = await device.hello({ version: '0.2.0', epoch: '1-e', seq: 40, at, waiting });
      const row = await hq.deviceRow(device);
      expect(row).toMatchObject({
        version: '0.2.0',
        epoch: '1-e',
        seq: 40,
        last_seen: body.time,
        waiting_facts: 12,
        waiting_since: at,
      });
      expect(row?.['skew']).toBe(at - body.time);
    });
  });

  describe('a lease', () => {
    /** Says hello and uses the session, so that the lease has arrived for certain. */
    const settled = async (device: BareDevice, lease: string | null): Promise<string> => {
      const { body } = await device.hello({ lease });
      await device.push(body.session, device.batch(device.facts(1)));
      return body.lease;
    };
    const clones = ({ id }: BareDevice) =>
      hq.rows(`select store, detail, settled_by from exception where rule = 'CLONE' and subject = $1`, [id]);

    test('whose answer was lost is asked for again with the one before, as often as it takes', async () => {
      const device = await hq.joined();
      const first = await settled(device, null);
      await device.hello({ lease: first });
      await device.hello({ lease: first });
      const { body } = await device.hello({ lease: first });
      expect((await device.hello({ lease: body.lease })).status).toBe(200);
      expect(await clones(device)).toEqual([]);
    });

    test('shown by two tells a copy from the register: the second is refused, and a person is asked once', async () => {
      const device = await hq.joined();
      const copied = await settled(device, await settled(device, null));
      const next = await settled(device, copied);
      const [answers, said] = await hq.refusals(async () => [
        await device.hello({ lease: copied }),
        await device.hello({ lease: null }),
        await device.hello({ lease: copied }),
      ]);
      expect(answers.map(({ status, body }) => [status, body])).toEqual(
        Array.from({ length: 3 }, () => [403, { code: 'CLONE' }]),
      );
      expect(said).toEqual(Array.from({ length: 3 }, () => ['CLONE', 403]));
      expect(await clones(device)).toMatchObject([{ store: 'R01', settled_by: null }]);
      expect((await device.hello({ lease: next })).status).toBe(200);
    });

    test('of a hello that was overtaken on its way by a later one says nothing, before that one was used and after', async () => {
      const device = await hq.joined();
      const first = await settled(device, null);
      const delayed = [await device.challenge(), await device.challenge()];
      late += 1;
      const { session, lease } = (await device.hello({ lease: first })).body;
      const asked = async (challenge = '') => codeOf(await device.hello({ lease: first, challenge }));
      expect(await asked(delayed[0])).toBe('NO_SESSION');
      expect(codeOf(await device.push(session, device.batch(device.facts(1))))).toBe('ok');
      expect(await asked(delayed[1])).toBe('NO_SESSION');
      expect(await clones(device)).toEqual([]);
      expect((await device.hello({ lease })).status).toBe(200);
    });

    test('that was never used is good when its session is long over', async () => {
      const device = await hq.joined();
      const first = await settled(device, null);
      const { lease } = (await device.hello({ lease: first })).body;
      late += 2 * SESSION_MS;
      await sweeper({
        pool: hq.database.pool,
        now: () => Date.now() + late,
        report: (error) => expect.unreachable(String(error)),
      }).sweep();
      expect((await device.hello({ lease })).status).toBe(200);
      expect(await clones(device)).toEqual([]);
    });

    test('is forgotten when a manager lets the device back; of two disks the first one to come is it', async () => {
      const device = await hq.joined();
      const old = await settled(device, null);
      const living = await settled(device, old);
      await device.hello({ lease: old });
      const { pool } = hq.database;
      const by = { device: device.id, by: 'Ann', note: 'restored from a backup' };
      const letBack = () => letDeviceBack({ pool, now: Date.now }, by);
      expect(await letBack()).toEqual({ ok: true, value: null });
      expect(await letBack()).toEqual({ ok: true, value: null });
      await settled(device, old);
      expect(codeOf(await device.hello({ lease: living }))).toBe('CLONE');
    });

    test('of a device that was revoked asks nobody any more; a new code forgets it', async () => {
      const device = await hq.joined();
      const old = await settled(device, null);
      await settled(device, old);
      await device.hello({ lease: null });
      const { pool } = hq.database;
      const said = { by: 'Ann', note: 'nobody knows which is right' };
      await revokeDevice({ pool, now: Date.now }, device.id, said);
      expect(codeOf(await device.hello({ lease: null }))).toBe('CLONE');
      expect(await clones(device)).toMatchObject([{ settled_by: 'Ann' }]);
      const letBack = await letDeviceBack({ pool, now: Date.now }, { device: device.id, ...said });
      expect(letBack).toEqual({ ok: false, error: 'STALE' });
      expect((await device.enrol(await hq.code())).status).toBe(200);
      await settled(device, null);
      expect(await hq.deviceRow(device)).toMatchObject({ state: 'active' });
    });
  });

  test('what it acknowledged since its last hello no longer waits at a device', async () => {
    const device = await hq.joined();
    const entries = device.facts(5);
    const { session } = (await device.hello({ waiting: { facts: 5, since: 1000 } })).body;
    await device.push(session, device.batch(entries.slice(0, 3)));
    await hq.settle();
    expect(await hq.deviceRow(device)).toMatchObject({ seq: 5, waiting_facts: 2, waiting_since: 1000 });
    await device.push(session, device.batch(entries.slice(3)));
    await hq.settle();
    expect(await hq.deviceRow(device)).toMatchObject({ seq: 5, waiting_facts: 0, waiting_since: null });
  });
});
