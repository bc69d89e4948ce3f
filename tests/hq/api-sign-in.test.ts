import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { factorSeal, sealFactors } from '#server/people/factor-seal.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import {
  codeAt,
  enrolFactor,
  FACTOR_KEY,
  foundHq,
  type HqPlace,
  member,
  openHq,
  SET_UP,
} from './hq-place.ts';

const missing = await pgMissing();
const MINUTE = 60_000;
const { account, password } = SET_UP.owner;

const refusedWith = (code: string, data: object = {}) =>
  expect.objectContaining({ code: 'REFUSED', data: expect.objectContaining({ code, ...data }) });
/** The next time step of an authenticator: no code counts twice. */
const later = (place: HqPlace, ms = 30_000) => {
  place.clock.now += ms;
};

describe.skipIf(missing !== null)(
  `signing in at headquarters${missing === null ? '' : ` (${missing})`}`,
  () => {
    test('an empty headquarters is set up once, and its owner is in after the second factor', async () => {
      const place = await openHq();
      const owner = place.browser();
      expect(await owner.client.session.get()).toMatchObject({ mode: 'setup', chain: null, needsKey: false });
      const half = await owner.client.setup.chain(SET_UP);
      expect(half).toMatchObject({ mode: 'locked', stage: 'enrol', chain: 'Mallard Foods', person: null });
      await expect(owner.client.stores.list()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
      const before = owner.token();
      const { recoveryCodes } = await enrolFactor(place, owner);
      expect(new Set(recoveryCodes).size).toBe(10);
      expect(owner.token()).not.toBe(before);
      expect(await owner.client.session.get()).toMatchObject({
        mode: 'open',
        stage: null,
        person: { name: account, role: 'owner' },
        store: { name: 'Mallard Foods', currency: { code: 'CNY' }, timeZone: 'Asia/Shanghai' },
      });
      expect(await owner.client.stores.list()).toEqual([
        { store: 'R01', name: 'Riverside', registers: 0, exceptions: 0, madeAt: place.clock.now },
      ]);
      await expect(place.browser().client.setup.chain(SET_UP)).rejects.toEqual(refusedWith('STALE'));
    });

    test('reached from elsewhere, set-up asks for the key that was printed', async () => {
      const place = await openHq({ setupKey: 'K7QM-2XPA' });
      const owner = place.browser();
      expect(await owner.client.session.get()).toMatchObject({ needsKey: true });
      await expect(owner.client.setup.chain({ ...SET_UP, key: 'K7QM-2XPB' })).rejects.toEqual(
        refusedWith('SETUP_KEY_WRONG'),
      );
      await owner.client.setup.chain({ ...SET_UP, key: ' K7QM-2XPA ' });
    });

    test.each(['short-1', 'aaaaaaaaaaaa', 'xx-WEN.LI-xx'])(
      'a weak password sets nothing up: %s',
      async (weak) => {
        const { client } = (await openHq()).browser();
        const owner = { account, password: weak };
        await expect(client.setup.chain({ ...SET_UP, owner })).rejects.toEqual(refusedWith('PASSWORD_WEAK'));
        expect(await client.session.get()).toMatchObject({ mode: 'setup' });
      },
    );

    test('a wrong password, an unknown account and one that is switched off are answered alike', async () => {
      const place = await openHq();
      const { owner } = await foundHq(place);
      const off = await member(place, owner, 'manager');
      await owner.client.users.change({
        commandId: randomUUID(),
        user: off.id,
        role: 'manager',
        active: false,
      });
      const { client } = place.browser();
      for (const tried of [
        { account, password: 'wrong' },
        { account: 'nobody', password: 'wrong' },
        { account: off.account, password: off.password },
      ])
        await expect(client.session.signIn(tried)).rejects.toEqual(refusedWith('CREDENTIALS_WRONG'));
      await expect(off.client.stores.list()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    });

    test('five wrong passwords lock the account everywhere, for longer each time, up to 15 minutes', async () => {
      const place = await openHq();
      await foundHq(place);
      const wrong = (address: string, tried = { account, password: 'wrong' }) =>
        place.browser(address).client.session.signIn(tried);
      // All at once: each counts before it is looked at.
      const tries = await Promise.allSettled([1, 2, 3, 4, 5, 6, 7].map((n) => wrong(`192.0.2.${n}`)));
      const said = tries.map((each) => (each.status === 'rejected' ? each.reason.data.code : 'in'));
      expect(said.filter((code) => code === 'CREDENTIALS_WRONG')).toHaveLength(5);
      const right = { account: account.toUpperCase(), password };
      await expect(wrong('198.51.100.1', right)).rejects.toEqual(
        refusedWith('TRIED_TOO_OFTEN', { data: { minutes: 1 } }),
      );
      const waits: number[] = [];
      for (let round = 0; round < 6; round += 1) {
        const refusal = await wrong('198.51.100.2').catch((error) => error.data);
        waits.push(refusal.data?.minutes ?? 0);
        later(place, (refusal.data?.minutes ?? 0) * MINUTE);
        await wrong('198.51.100.3').catch(() => null);
      }
      expect(waits).toEqual([1, 2, 4, 8, 15, 15]);
      later(place, 15 * MINUTE);
      expect(await wrong('198.51.100.4', right)).toMatchObject({ stage: 'factor' });
    });

    test('one address that tries many accounts is locked too, and others are not', async () => {
      const place = await openHq();
      await foundHq(place);
      const guess = (n: number, address: string) =>
        place
          .browser(address)
          .client.session.signIn({ account: `guess.${n}`, password: 'wrong' })
          .catch((error) => error.data.code);
      const said: string[] = [];
      for (let n = 0; n < 21; n += 1) said.push(await guess(n, '203.0.113.5'));
      expect([said.indexOf('TRIED_TOO_OFTEN'), await guess(99, '203.0.113.6')]).toEqual([
        20,
        'CREDENTIALS_WRONG',
      ]);
    });

    test('a code counts once, and a recovery code too', async () => {
      const place = await openHq();
      const { secret, recoveryCodes } = await foundHq(place);
      const arrive = async () => {
        const browser = place.browser();
        await browser.client.session.signIn({ account, password });
        return browser.client.session;
      };
      const used = codeAt(secret, place.clock.now);
      await expect((await arrive()).prove({ code: used })).rejects.toEqual(refusedWith('FACTOR_WRONG'));
      later(place);
      const both = await Promise.allSettled(
        [await arrive(), await arrive()].map((session) =>
          session.prove({ code: codeAt(secret, place.clock.now) }),
        ),
      );
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const [first = ''] = recoveryCodes;
      const typed = first.toLowerCase().replaceAll('-', ' ');
      expect(await (await arrive()).prove({ code: typed })).toMatchObject({ mode: 'open' });
      await expect((await arrive()).prove({ code: first })).rejects.toEqual(refusedWith('FACTOR_WRONG'));
    });

    test('a secret lies sealed; one from before is sealed at the start; under another key only recovery codes help', async () => {
      const place = await openHq();
      const { owner, secret, recoveryCodes } = await foundHq(place);
      const factor = async (set?: string) => {
        if (set !== undefined) await place.pool.once('update hq_user set factor = $1', [set]);
        return (
          (await place.pool.once<{ factor: string }>('select factor from hq_user')).rows[0]?.factor ?? ''
        );
      };
      const code = async () => {
        later(place);
        const { client } = place.browser();
        await client.session.signIn({ account, password });
        return await client.session.prove({ code: codeAt(secret, place.clock.now) });
      };
      expect(await factor()).not.toContain(secret);
      expect(await code()).toMatchObject({ mode: 'open' });
      await factor(secret);
      expect(await sealFactors(place.hq.sql, factorSeal(FACTOR_KEY))).toBe(0);
      expect(await factor()).not.toContain(secret);
      expect(await code()).toMatchObject({ mode: 'open' });
      const { person } = await owner.client.session.get();
      const strange = factorSeal(Buffer.from('another-key-than-the-one-it-was-sealed-with'));
      await factor(strange.seal(person?.id ?? '', secret));
      expect(await sealFactors(place.hq.sql, factorSeal(FACTOR_KEY))).toBe(1);
      await expect(code()).rejects.toEqual(refusedWith('FACTOR_WRONG'));
      const { client } = place.browser();
      await client.session.signIn({ account, password });
      expect(await client.session.prove({ code: recoveryCodes[0] ?? '' })).toMatchObject({ mode: 'open' });
    });

    test('wrong codes lock the second factor', async () => {
      const place = await openHq();
      const { secret } = await foundHq(place);
      later(place);
      const { client } = place.browser();
      await client.session.signIn({ account, password });
      const wrong = codeAt(secret, place.clock.now + 60 * MINUTE);
      for (let n = 0; n < 5; n += 1)
        await expect(client.session.prove({ code: wrong })).rejects.toEqual(refusedWith('FACTOR_WRONG'));
      await expect(client.session.prove({ code: codeAt(secret, place.clock.now) })).rejects.toEqual(
        refusedWith('TRIED_TOO_OFTEN'),
      );
    });

    test('a session ends by the lock key, everywhere at once, after half an hour alone and after twelve hours', async () => {
      const place = await openHq();
      const { owner, secret } = await foundHq(place);
      const again = async () => {
        later(place);
        const browser = place.browser();
        await browser.client.session.signIn({ account, password });
        await browser.client.session.prove({ code: codeAt(secret, place.clock.now) });
        return browser;
      };
      const isIn = async ({ client }: typeof owner) => (await client.session.get()).mode === 'open';
      const second = await again();
      await second.client.session.lock();
      expect([await isIn(second), await isIn(owner)]).toEqual([false, true]);
      const third = await again();
      await third.client.session.signOutEverywhere();
      expect([await isIn(third), await isIn(owner)]).toEqual([false, false]);
      const idle = await again();
      later(place, 30 * MINUTE);
      expect(await isIn(idle)).toBe(false);
      const busy = await again();
      let hours = 0;
      while ((await isIn(busy)) && hours < 20) {
        later(place, 20 * MINUTE);
        await busy.client.session.stay().catch(() => null);
        hours += 1 / 3;
      }
      expect(Math.round(hours)).toBe(12);
    });

    test('whoever is invited chooses a password of their own, and nothing before that', async () => {
      const place = await openHq();
      const { owner } = await foundHq(place);
      const commandId = randomUUID();
      const invite = { commandId, account: 'Li.Na', role: 'auditor' as const };
      await owner.client.users.invite(invite);
      const { password: handed } = await owner.client.users.invite(invite);
      await expect(
        owner.client.users.invite({ ...invite, commandId: randomUUID(), account: 'li.na' }),
      ).rejects.toEqual(refusedWith('CODE_TAKEN'));
      const { client } = place.browser();
      expect(await client.session.signIn({ account: 'li.na', password: handed })).toMatchObject({
        stage: 'new-password',
      });
      await expect(client.session.newFactor()).rejects.toEqual(refusedWith('STALE'));
      await expect(client.session.choosePassword({ password: handed })).rejects.toEqual(
        refusedWith('PASSWORD_WEAK'),
      );
      expect(await client.session.choosePassword({ password: 'seven grey herons' })).toMatchObject({
        stage: 'enrol',
      });
      expect(
        (await owner.client.users.list()).map(({ account, role, state }) => [account, role, state]),
      ).toEqual([
        ['Li.Na', 'auditor', 'no-factor'],
        ['wen.li', 'owner', 'ready'],
      ]);
    });

    test('the last owner stays one; access that was lost is made anew', async () => {
      const place = await openHq();
      const { owner } = await foundHq(place);
      const me = (await owner.client.users.list())[0]?.id ?? '';
      const demote = { commandId: randomUUID(), user: me, role: 'auditor' as const, active: true };
      await expect(owner.client.users.change(demote)).rejects.toEqual(refusedWith('IN_USE'));
      const other = await member(place, owner, 'owner');
      const reset = await owner.client.users.resetAccess({ commandId: randomUUID(), user: other.id });
      await expect(other.client.stores.list()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
      const { client } = place.browser();
      expect(await client.session.signIn({ account: other.account, password: reset.password })).toMatchObject(
        {
          stage: 'new-password',
        },
      );
    });
  },
);
