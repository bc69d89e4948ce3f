import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CLERK_PIN, DEPUTY_PIN, deputyRole, id, MANAGER_PIN, OWN, openHost, openShop } from './open-host.ts';

const MINUTE = 60_000;
const refusedWith = (code: string, data?: object) => ({
  code: 'REFUSED',
  data: data === undefined ? expect.objectContaining({ code }) : { code, data },
});

describe('signing in', () => {
  test('shows who may, never who may not', async () => {
    const { page, owner, clerkId } = await openShop();
    expect((await page().session.people()).map((p) => p.name)).toEqual(['Jonas Berg', 'Mei Chen', 'Wen Li']);
    await owner.people.save({
      commandId: id(),
      person: clerkId,
      name: 'Mei Chen',
      role: 'clerk',
      active: false,
    });
    expect((await page().session.people()).map((p) => p.name)).toEqual(['Jonas Berg', 'Wen Li']);
  });

  test('a wrong PIN, an unknown person and one who was switched off answer alike', async () => {
    const { page, owner, clerkId } = await openShop();
    const till = page();
    await owner.people.save({
      commandId: id(),
      person: clerkId,
      name: 'Mei Chen',
      role: 'clerk',
      active: false,
    });
    for (const person of [clerkId, 'nobody'])
      await expect(till.session.signIn({ person, pin: CLERK_PIN })).rejects.toMatchObject(
        refusedWith('PIN_WRONG'),
      );
    expect((await till.session.get()).mode).toBe('locked');
  });

  test('somebody else signs in in place: fast switch', async () => {
    const { clerk, managerId } = await openShop();
    const view = await clerk.session.signIn({ person: managerId, pin: MANAGER_PIN });
    expect(view.person).toMatchObject({ id: managerId, name: 'Jonas Berg', role: 'Manager' });
  });

  test('one switched off while signed in is out with the next call', async () => {
    const { owner, clerk, clerkId } = await openShop();
    await owner.people.save({
      commandId: id(),
      person: clerkId,
      name: 'Mei Chen',
      role: 'clerk',
      active: false,
    });
    await expect(clerk.catalog.categories()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    expect((await clerk.session.get()).mode).toBe('locked');
  });

  test('nobody there: the till locks after the minutes the store set', async () => {
    const { clerk, clock } = await openShop();
    clock.advance(5 * MINUTE - 1);
    await clerk.catalog.categories();
    clock.advance(5 * MINUTE - 1);
    await clerk.catalog.categories();
    clock.advance(5 * MINUTE);
    await expect(clerk.catalog.categories()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });
});

describe('five wrong PINs lock the person on this register for a growing time (domain.md, People)', () => {
  const wrong = '000111';

  test('grows, is kept on disk, ends, and a right PIN starts anew', async () => {
    const shop = await openShop();
    const { page, clerkId, clock, dataDir } = shop;
    const till = page();
    const tryIt = (client = till, pin = wrong) => client.session.signIn({ person: clerkId, pin });
    for (let n = 1; n <= 4; n++) await expect(tryIt()).rejects.toMatchObject(refusedWith('PIN_WRONG'));
    await expect(tryIt()).rejects.toMatchObject(refusedWith('PERSON_LOCKED', { minutes: 1 }));
    await expect(tryIt(till, CLERK_PIN)).rejects.toMatchObject(refusedWith('PERSON_LOCKED', { minutes: 1 }));
    const locked = (await till.session.people()).find((p) => p.id === clerkId);
    expect(locked?.lockedUntil).toBe(clock.timers.now() + MINUTE);

    await shop.host.stop();
    const again = await openHost({ dataDir, clock });
    await expect(tryIt(again.page(), CLERK_PIN)).rejects.toMatchObject(refusedWith('PERSON_LOCKED'));
    clock.advance(MINUTE);
    const other = again.page();
    await expect(tryIt(other)).rejects.toMatchObject(refusedWith('PERSON_LOCKED', { minutes: 2 }));
    clock.advance(2 * MINUTE);
    expect((await tryIt(other, CLERK_PIN)).mode).toBe('open');
    await expect(tryIt(again.page())).rejects.toMatchObject(refusedWith('PIN_WRONG'));
  });

  test('fifty tries at once are not fifty first tries', async () => {
    const { page, clerkId } = await openShop();
    const till = page();
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        till.session.signIn({ person: clerkId, pin: n === 49 ? CLERK_PIN : wrong }),
      ),
    );
    expect(tries.filter((t) => t.status === 'fulfilled')).toEqual([]);
    const codes = tries.map((t) => (t.status === 'rejected' ? t.reason.data.code : ''));
    expect(codes.filter((code) => code === 'PIN_WRONG')).toHaveLength(4);
    expect(codes.filter((code) => code === 'PERSON_LOCKED')).toHaveLength(46);
  });

  test('never for a year: a lock of a clock that was set back is over, and the next wrong PIN locks for longer', async () => {
    const { page, clerkId, clock } = await openShop();
    const till = page();
    for (let n = 0; n < 5; n++) await till.session.signIn({ person: clerkId, pin: wrong }).catch(() => {});
    clock.set(clock.timers.now() - 365 * 24 * 60 * MINUTE);
    await expect(till.session.signIn({ person: clerkId, pin: wrong })).rejects.toMatchObject(
      refusedWith('PERSON_LOCKED', { minutes: 2 }),
    );
    await expect(till.session.signIn({ person: clerkId, pin: CLERK_PIN })).rejects.toMatchObject(
      refusedWith('PERSON_LOCKED', { minutes: 2 }),
    );
    clock.advance(2 * MINUTE);
    expect((await till.session.signIn({ person: clerkId, pin: CLERK_PIN })).mode).toBe('open');
    expect((await till.session.get()).notices).toContainEqual({
      code: 'clock-behind',
      data: { minutes: expect.any(Number) },
    });
  });

  test('whoever looks after people ends a lock', async () => {
    const { page, owner, clerkId } = await openShop();
    const till = page();
    for (let n = 0; n < 5; n++) await till.session.signIn({ person: clerkId, pin: wrong }).catch(() => {});
    await owner.people.unlock({ commandId: id(), person: clerkId });
    expect((await till.session.signIn({ person: clerkId, pin: CLERK_PIN })).mode).toBe('open');
  });
});

describe('PINs', () => {
  test.each(['1234', '0000', '121212', '12', '98765432', 'abcd'])('%s is not taken', async (pin) => {
    const { owner, clerkId } = await openShop();
    await expect(owner.people.setPin({ commandId: id(), person: clerkId, pin })).rejects.toMatchObject(
      pin.length < 4 ? { code: 'BAD_REQUEST' } : refusedWith('PIN_WEAK'),
    );
  });

  test('two people may have the same, and each is asked for by name', async () => {
    const { owner, page, clerkId, managerId } = await openShop();
    await owner.people.setPin({ commandId: id(), person: managerId, pin: CLERK_PIN });
    const till = page();
    expect((await till.session.signIn({ person: clerkId, pin: CLERK_PIN })).person?.id).toBe(clerkId);
    expect((await till.session.signIn({ person: managerId, pin: CLERK_PIN })).person?.id).toBe(managerId);
  });

  test('one’s own needs the current one, another’s the right; nobody reaches above themselves', async () => {
    const { clerk, clerkId, ownerId, managerId, page, owner, hire } = await openShop();
    const set = (client: typeof clerk, person: string, currentPin?: string) =>
      client.people.setPin({ commandId: id(), person, pin: '717263', ...(currentPin ? { currentPin } : {}) });
    await expect(set(clerk, clerkId)).rejects.toMatchObject(refusedWith('PIN_WRONG'));
    await expect(set(clerk, managerId)).rejects.toMatchObject(
      refusedWith('RIGHT_MISSING', { right: 'people.edit' }),
    );
    await set(clerk, clerkId, CLERK_PIN);
    const deputy = page();
    const deputyId = await hire('Ana Ruiz', await deputyRole(owner), DEPUTY_PIN);
    await deputy.session.signIn({ person: deputyId, pin: DEPUTY_PIN });
    await expect(set(deputy, ownerId)).rejects.toMatchObject(refusedWith('RIGHT_MISSING'));
    await set(owner, managerId);
  });

  test('are in no answer, digest or entry that is kept', async () => {
    const { host, owner, clerkId } = await openShop();
    const commandId = id();
    await owner.people.setPin({ commandId, person: clerkId, pin: '717263' });
    const rows = host.register.store.reading
      .prepare('select * from local_command where id = ?')
      .all(commandId);
    expect(JSON.stringify(rows)).not.toContain('717263');
    // The same command with another PIN is the same command: its digest knows nothing of PINs.
    await owner.people.setPin({ commandId, person: clerkId, pin: '282904' });
  });
});

describe('the recovery code', () => {
  test('opens the store once, sets a new PIN, and its use is a fact', async () => {
    const { page, recoveryCode, ownerId, host } = await openShop();
    expect(recoveryCode).toMatch(/^([2-9A-Z]{4}-){5}[2-9A-Z]{4}$/);
    const till = page();
    await expect(till.session.recover({ code: 'WRONG-CODE', newPin: '640852' })).rejects.toMatchObject(
      refusedWith('PIN_WRONG'),
    );
    const typed = recoveryCode.toLowerCase().replaceAll('-', ' ');
    const view = await till.session.recover({ code: typed, newPin: '640852' });
    expect(view.person?.id).toBe(ownerId);
    await expect(page().session.recover({ code: recoveryCode, newPin: '640853' })).rejects.toMatchObject(
      refusedWith('PIN_WRONG'),
    );
    await page().session.signIn({ person: ownerId, pin: '640852' });
    await expect(page().session.signIn({ person: ownerId, pin: OWN.owner.pin })).rejects.toMatchObject(
      refusedWith('PIN_WRONG'),
    );
    const used = host.register.store.reading.prepare(
      "select count(*) from journal where type = 'recovery.used'",
    );
    expect(used.pluck().get()).toBe(1);
  });
});

describe('people', () => {
  test('no name is in any entry; erasing takes the key, and with it every name', async () => {
    const { owner, host, clerkId, page } = await openShop();
    const bodies = () =>
      host.register.store.reading
        .prepare('select body from journal')
        .pluck()
        .all()
        .map((body) => Buffer.from(body as Uint8Array).toString('utf8'))
        .join('\n');
    for (const name of ['Wen Li', 'Mei Chen', 'Jonas Berg']) expect(bodies()).not.toContain(name);
    await owner.people.erase({ commandId: id(), person: clerkId });
    expect((await owner.people.list()).map((p) => p.name)).toEqual(['Jonas Berg', 'Wen Li']);
    expect(host.register.people.nameOf(clerkId as never)).toBe('—');
    await expect(page().session.signIn({ person: clerkId, pin: CLERK_PIN })).rejects.toMatchObject(
      refusedWith('PIN_WRONG'),
    );
    await expect(
      owner.people.save({ commandId: id(), person: clerkId, name: 'Again', role: 'clerk', active: true }),
    ).rejects.toMatchObject(refusedWith('NOT_FOUND'));
  });

  test('an erased person’s key is nowhere in the store’s files any more', async () => {
    const { owner, host, clerkId } = await openShop();
    const { reading, folder } = host.register.store;
    const key = reading
      .prepare('select key from local_person_key where person = ?')
      .pluck()
      .get(clerkId) as Buffer;
    const files = () => [folder.store, `${folder.store}-wal`].filter((file) => existsSync(file));
    const isThere = () => files().some((file) => readFileSync(file).includes(key));
    expect(isThere()).toBe(true);
    await owner.people.erase({ commandId: id(), person: clerkId });
    expect(isThere()).toBe(false);
  });

  test('somebody who looks after people always stays', async () => {
    const { owner, ownerId, managerId } = await openShop();
    const off = (person: string, role: string, name: string) =>
      owner.people.save({ commandId: id(), person, name, role, active: false });
    await off(managerId, 'manager', 'Jonas Berg');
    await expect(off(ownerId, 'owner', 'Wen Li')).rejects.toMatchObject(refusedWith('IN_USE'));
    await expect(owner.people.erase({ commandId: id(), person: ownerId })).rejects.toMatchObject(
      refusedWith('IN_USE'),
    );
    await expect(
      owner.people.saveRole({ commandId: id(), role: 'owner', name: 'Owner', grants: {} }),
    ).rejects.toMatchObject(refusedWith('IN_USE'));
  });

  test('nobody gives what they do not have', async () => {
    const { page, clerkId, ownerId, owner, hire } = await openShop();
    const deputy = page();
    const deputyId = await hire('Ana Ruiz', await deputyRole(owner), DEPUTY_PIN);
    await deputy.session.signIn({ person: deputyId, pin: DEPUTY_PIN });
    const save = (person: string, role: string) =>
      deputy.people.save({ commandId: id(), person, name: 'Somebody', role, active: true });
    await expect(save(clerkId, 'owner')).rejects.toMatchObject(
      refusedWith('RIGHT_MISSING', { right: 'store.maintain' }),
    );
    await expect(save(ownerId, 'clerk')).rejects.toMatchObject(refusedWith('RIGHT_MISSING'));
    await save(clerkId, 'senior');
  });
});
