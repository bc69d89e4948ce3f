import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Authenticator, authenticator } from '#tests/support/authenticator.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { type Browser, codeAt, foundHq, type HqPlace, member, ORIGIN, openHq, SET_UP } from './hq-place.ts';

const missing = await pgMissing();
const MINUTE = 60_000;
const { account, password } = SET_UP.owner;

const refusedWith = (code: string) =>
  expect.objectContaining({ code: 'REFUSED', data: expect.objectContaining({ code }) });

/** Set up by an owner whose only second factor is a passkey. */
async function foundByPasskey(place: HqPlace, device = authenticator(ORIGIN)) {
  const owner = place.browser();
  await owner.client.setup.chain(SET_UP);
  const made = device.make(await owner.client.session.newPasskey());
  const { session, recoveryCodes } = await owner.client.session.keepPasskey({ name: 'Laptop', made });
  return { owner, device, session, recoveryCodes };
}

/** A browser that has given the password. */
async function arrive(place: HqPlace, who = { account, password }, address?: string): Promise<Browser> {
  const browser = place.browser(address);
  await browser.client.session.signIn(who);
  return browser;
}

async function signInBy(device: Authenticator, browser: Browser) {
  const { session } = browser.client;
  return await session.provePasskey({ signed: device.sign(await session.askPasskey()) });
}

describe.skipIf(missing !== null)(
  `passkeys at headquarters${missing === null ? '' : ` (${missing})`}`,
  () => {
    test('a passkey is a second factor from the first moment on, with recovery codes beside it', async () => {
      const place = await openHq();
      const { owner, device, session, recoveryCodes } = await foundByPasskey(place);
      expect([session.mode, session.stage, new Set(recoveryCodes).size]).toEqual(['open', null, 10]);
      expect((await owner.client.users.list())[0]?.state).toBe('ready');
      const again = await arrive(place);
      expect(await again.client.session.get()).toMatchObject({ stage: 'factor', factors: ['passkey'] });
      await expect(again.client.stores.list()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
      const before = again.token();
      place.clock.now += 7 * MINUTE;
      expect(await signInBy(device, again)).toMatchObject({ mode: 'open', stage: null });
      expect(again.token()).not.toBe(before);
      expect(await again.client.session.factors()).toEqual({
        app: false,
        canMakePasskey: true,
        recoveryCodes: 10,
        passkeys: [
          {
            id: expect.any(String),
            name: 'Laptop',
            madeAt: place.clock.now - 7 * MINUTE,
            usedAt: place.clock.now,
            elsewhere: null,
          },
        ],
      });
      const lost = await arrive(place);
      const code = recoveryCodes[0] ?? '';
      expect(await lost.client.session.prove({ code })).toMatchObject({ mode: 'open' });
    });

    test('beside an authenticator; several, and both ways in; only one device has each key', async () => {
      const place = await openHq();
      const { owner, secret } = await foundHq(place);
      const { session } = owner.client;
      const devices = [authenticator(ORIGIN), authenticator(ORIGIN, 0)];
      for (const [n, device] of devices.entries()) {
        const made = device.make(await session.newPasskey({ password }));
        const token = owner.token();
        expect(await session.keepPasskey({ name: `Key ${n}`, made })).toMatchObject({ recoveryCodes: [] });
        expect(owner.token()).toBe(token);
        const once = await session.newPasskey({ password });
        expect(() => device.make(once)).toThrow('InvalidStateError');
      }
      for (const device of [...devices, ...devices])
        expect(await signInBy(device, await arrive(place))).toMatchObject({ mode: 'open' });
      place.clock.now += MINUTE;
      const byCode = await arrive(place);
      expect((await byCode.client.session.get()).factors).toEqual(['app', 'passkey']);
      const code = codeAt(secret, place.clock.now);
      expect(await byCode.client.session.prove({ code })).toMatchObject({ mode: 'open' });
    });

    test('what was asked is signed once, soon, in the browser that was asked, for this page and by this account', async () => {
      const place = await openHq();
      const { owner, device } = await foundByPasskey(place);
      const other = await member(place, owner, 'manager');
      const theirs = authenticator(ORIGIN);
      const asked = await other.client.session.newPasskey({ password: other.password });
      await other.client.session.keepPasskey({ name: 'Theirs', made: theirs.make(asked) });
      const wrong = async (work: (browser: Browser, strange: Browser) => Promise<unknown>) => {
        await expect(work(await arrive(place), await arrive(place))).rejects.toEqual(
          refusedWith('PASSKEY_WRONG'),
        );
        // Each wrong one is counted; a right one begins anew.
        expect(await signInBy(device, await arrive(place))).toMatchObject({ mode: 'open' });
      };
      const ask = ({ client }: Browser) => client.session.askPasskey();
      await wrong(async (browser) => {
        const signed = device.sign(await ask(browser));
        const twice = { ...signed, response: { ...signed.response, signature: 'AAAA' } };
        await browser.client.session.provePasskey({ signed: twice }).catch(() => null);
        return await browser.client.session.provePasskey({ signed });
      });
      await wrong(async (browser) => {
        const signed = device.sign(await ask(browser));
        place.clock.now += 5 * MINUTE + 1;
        return await browser.client.session.provePasskey({ signed });
      });
      await wrong(async (browser, strange) => {
        await ask(browser);
        return await browser.client.session.provePasskey({ signed: device.sign(await ask(strange)) });
      });
      await wrong(async (browser) => {
        const first = device.sign(await ask(browser));
        await ask(browser);
        return await browser.client.session.provePasskey({ signed: first });
      });
      await wrong(async (browser) => {
        device.origin = 'https://hq.mallard.test.evil.example';
        const signed = device.sign(await ask(browser));
        device.origin = ORIGIN;
        return await browser.client.session.provePasskey({ signed });
      });
      await wrong(async (browser) => {
        const { allowCredentials: _ours, ...rest } = await ask(browser);
        const half = await arrive(place, other);
        const { allowCredentials } = await ask(half);
        return await browser.client.session.provePasskey({
          signed: theirs.sign({ ...rest, allowCredentials }),
        });
      });
      expect(place.reported).toEqual([]);
    });

    test('a device that counts back may be a copy: it is refused, and told', async () => {
      const place = await openHq();
      const { device } = await foundByPasskey(place);
      for (let n = 0; n < 3; n += 1) await signInBy(device, await arrive(place));
      for (const counter of [device.counter - 1, 0]) {
        device.counter = counter;
        await expect(signInBy(device, await arrive(place))).rejects.toEqual(refusedWith('PASSKEY_WRONG'));
      }
      expect(place.reported).toEqual([
        ['second factors', expect.objectContaining({ message: expect.stringContaining('says 3 after 3') })],
        ['second factors', expect.objectContaining({ message: expect.stringContaining('says 1 after 3') })],
      ]);
      device.counter = 3;
      expect(await signInBy(device, await arrive(place))).toMatchObject({ mode: 'open' });
    });

    test('wrong passkeys lock the second factor, for codes too', async () => {
      const place = await openHq();
      const { device, recoveryCodes } = await foundByPasskey(place);
      const { session } = (await arrive(place)).client;
      for (let n = 0; n < 5; n += 1) {
        const signed = device.sign(await session.askPasskey());
        const response = { ...signed.response, signature: signed.response.authenticatorData };
        await expect(session.provePasskey({ signed: { ...signed, response } })).rejects.toEqual(
          refusedWith('PASSKEY_WRONG'),
        );
      }
      const signed = device.sign(await session.askPasskey());
      await expect(session.provePasskey({ signed })).rejects.toEqual(refusedWith('TRIED_TOO_OFTEN'));
      await expect(session.prove({ code: recoveryCodes[0] ?? '' })).rejects.toEqual(
        refusedWith('TRIED_TOO_OFTEN'),
      );
      place.clock.now += MINUTE;
      expect(await signInBy(device, await arrive(place))).toMatchObject({ mode: 'open' });
    });

    test('a passkey that was not made here and now is not kept', async () => {
      const place = await openHq();
      const owner = place.browser();
      await owner.client.setup.chain(SET_UP);
      const { session } = owner.client;
      const device = authenticator(ORIGIN);
      const unasked = device.make({ ...(await session.newPasskey()), challenge: 'AAAA' });
      await expect(session.keepPasskey({ name: 'A', made: unasked })).rejects.toEqual(
        refusedWith('PASSKEY_WRONG'),
      );
      device.origin = 'https://elsewhere.example';
      const strange = device.make(await session.newPasskey());
      await expect(session.keepPasskey({ name: 'B', made: strange })).rejects.toEqual(
        refusedWith('PASSKEY_WRONG'),
      );
      expect(await session.get()).toMatchObject({ stage: 'enrol', factors: ['app', 'passkey'] });
    });

    test('which make a device is was not asked: a certificate sent all the same has headquarters fetch nothing', async () => {
      const place = await openHq();
      const owner = place.browser();
      await owner.client.setup.chain(SET_UP);
      const { session } = owner.client;
      const fetched = vi.spyOn(globalThis, 'fetch');
      onTestFinished(() => fetched.mockRestore());
      const device = authenticator(ORIGIN);
      device.certificate = Buffer.from(REVOCABLE.join(''), 'base64');
      const made = device.make(await session.newPasskey());
      await expect(session.keepPasskey({ name: 'A', made })).rejects.toEqual(refusedWith('PASSKEY_WRONG'));
      expect(fetched).not.toHaveBeenCalled();
    });

    test('whoever is in changes their factors with their password alone, and one is always left', async () => {
      const place = await openHq();
      const { owner, device } = await foundByPasskey(place);
      const { session } = owner.client;
      const [key] = (await session.factors()).passkeys;
      const passkey = key?.id ?? '';
      await expect(session.newPasskey()).rejects.toEqual(refusedWith('STALE'));
      await expect(session.newPasskey({ password: 'wrong' })).rejects.toEqual(refusedWith('PASSWORD_WRONG'));
      await expect(session.newFactor()).rejects.toEqual(refusedWith('STALE'));
      await expect(session.removeFactor({ passkey, password: 'wrong' })).rejects.toEqual(
        refusedWith('PASSWORD_WRONG'),
      );
      await expect(session.removeFactor({ passkey, password })).rejects.toEqual(refusedWith('LAST_FACTOR'));
      await expect(session.removeFactor({ passkey: null, password })).rejects.toEqual(
        refusedWith('NOT_FOUND'),
      );
      const { secret } = await session.newFactor({ password });
      const kept = await session.confirmFactor({ code: codeAt(secret, place.clock.now) });
      expect([kept.recoveryCodes, kept.session.mode]).toEqual([[], 'open']);
      // At once, each the other's last: one of them stays.
      const both = await Promise.allSettled(
        [passkey, null].map((which) => session.removeFactor({ passkey: which, password })),
      );
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const { app, passkeys } = await session.factors();
      expect([app, passkeys.length > 0].filter(Boolean)).toHaveLength(1);
      expect(device.counter).toBe(0);
    });

    test('another who lost theirs begins anew: their passkeys and codes are worth nothing any more', async () => {
      const place = await openHq();
      const { owner } = await foundHq(place);
      const other = await member(place, owner, 'manager');
      const device = authenticator(ORIGIN);
      const asked = await other.client.session.newPasskey({ password: other.password });
      await other.client.session.keepPasskey({ name: 'Lost', made: device.make(asked) });
      const reset = await owner.client.users.resetAccess({ commandId: randomUUID(), user: other.id });
      const back = await arrive(place, { account: other.account, password: reset.password });
      await back.client.session.choosePassword({ password: 'seven grey herons' });
      expect(await back.client.session.get()).toMatchObject({ stage: 'enrol' });
      await expect(back.client.session.askPasskey()).rejects.toEqual(refusedWith('STALE'));
      const fresh = device.make(await back.client.session.newPasskey());
      expect(
        (await back.client.session.keepPasskey({ name: 'New', made: fresh })).recoveryCodes,
      ).toHaveLength(10);
    });

    test('under another name, or a bare address, the passkeys of the first are not asked for', async () => {
      const place = await openHq();
      const { owner, recoveryCodes } = await foundByPasskey(place);
      const { session } = owner.client;
      owner.setOrigin('http://localhost:8420');
      expect((await session.factors()).passkeys).toMatchObject([{ elsewhere: 'hq.mallard.test' }]);
      const local = authenticator('http://localhost:8420');
      const made = local.make(await session.newPasskey({ password }));
      await session.keepPasskey({ name: 'Here', made });
      const half = await arrive(place);
      half.setOrigin('http://localhost:8420');
      expect((await half.client.session.askPasskey()).allowCredentials.map(({ id }) => id)).toEqual([
        made.id,
      ]);
      half.setOrigin('https://10.0.0.5:8420');
      expect(await half.client.session.get()).toMatchObject({ stage: 'factor', factors: [] });
      await expect(half.client.session.askPasskey()).rejects.toEqual(refusedWith('STALE'));
      expect(await half.client.session.prove({ code: recoveryCodes[0] ?? '' })).toMatchObject({
        mode: 'open',
      });
    });
  },
);

/** A certificate that says where it might be revoked: whoever checks it asks there. */
const REVOCABLE = [
  'MIIBljCCATygAwIBAgIUdI50SBLaQqARzzIW5QK6pCw4ou0wCgYIKoZIzj0EAwIwDDEKMAgGA1UEAwwBYTAgFw0yNjExMjcw',
  'OTM2NTZaGA8yMTI2MTEwMzA5MzY1NlowDDEKMAgGA1UEAwwBYTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNJj8M5nzuKi',
  'A6vFBWI+a87/fr5DiodMUyb/raDEJqKVuByPH7CYkpWlNGmd1rl3Rx55/7PziGJpf0CfNK6W9nOjejB4MB0GA1UdDgQWBBST',
  'qJ9V8f8Th97diJJw4N5KqkotATAfBgNVHSMEGDAWgBSTqJ9V8f8Th97diJJw4N5KqkotATAPBgNVHRMBAf8EBTADAQH/MCUG',
  'A1UdHwQeMBwwGqAYoBaGFGh0dHA6Ly9jcmwuaW52YWxpZC9hMAoGCCqGSM49BAMCA0gAMEUCIQDwlns6JUWlmOf9x+PNQ/Fh',
  '86XjGRXHfgU0m62MtycMDwIgV7xd/FdgkALmTXODBvhCH5SlJ2gkqh+/lHPlq4bzc/A=',
];
