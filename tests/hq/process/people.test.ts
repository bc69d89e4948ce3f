import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { newRegister, sellUnlisted, signInAs } from '#tests/support/own-store.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import type { HqClient } from '../hq-place.ts';
import { type OpenHq, openHq } from './open-hq.ts';
import { foundOwner } from './owner.ts';

const missing = await pgMissing();

describe.skipIf(missing !== null)('people of a new chain', () => {
  let hq: OpenHq;
  let owner: HqClient;
  beforeAll(async () => {
    hq = await openHq();
    owner = (await foundOwner(hq.address)).client;
  });
  afterAll(() => hq.stop());

  const until = <T>(what: () => T | Promise<T>): Promise<T> =>
    vi.waitFor(what, { timeout: 20_000, interval: 20 });
  const hire = async (name: string, pin: string): Promise<string> => {
    const { id } = await owner.people.save({
      commandId: randomUUID(),
      person: null,
      name,
      role: 'manager',
      active: true,
    });
    await owner.people.setPin({ commandId: randomUUID(), person: id, pin });
    return id;
  };
  const joined = async () => {
    const register = await newRegister();
    onTestFinished(register.close);
    const { code } = await owner.codes.make({ commandId: randomUUID(), store: 'R01', register: null });
    const line = register.line();
    await line.setup.join({ address: hq.address, code });
    await until(async () => expect((await line.session.get()).mode).toBe('locked'));
    return register;
  };

  test('made at headquarters with role and PIN sign in at a register that joins later, open a shift and sell', async () => {
    await hire('Mei Chen', '482613');
    const line = (await joined()).line();
    await signInAs(line, 'Mei Chen', '482613');
    await line.shifts.open({ commandId: randomUUID(), counted: [] });
    const { number } = await sellUnlisted(line, { lines: [{ name: 'Tea', price: 1200 }] });
    await until(async () =>
      expect((await owner.chainSales.find({})).rows).toMatchObject([
        { number, total: 1200, store: 'R01', clerk: 'Mei Chen' },
      ]),
    );
  });

  test('who is hired, and whose PIN is changed, is known at a register that is there already', async () => {
    const register = await joined();
    const line = register.line();
    const person = await hire('Jonas Berg', '905172');
    await until(() => signInAs(line, 'Jonas Berg', '905172'));
    await line.session.lock();
    await owner.people.setPin({ commandId: randomUUID(), person, pin: '318274' });
    await until(() => signInAs(register.line(), 'Jonas Berg', '318274'));
    await expect(signInAs(register.line(), 'Jonas Berg', '905172')).rejects.toMatchObject({
      data: { code: 'PIN_WRONG' },
    });
  });

  test('what a revoked register sold counts when a person has it posted, and only then', async () => {
    await hire('Wen Li', '739154');
    const line = (await joined()).line();
    await signInAs(line, 'Wen Li', '739154');
    const { register } = (await line.session.get()).store ?? { register: '' };
    const row = (await owner.devices.list()).find((device) => device.register === register);
    await owner.devices.revoke({ commandId: randomUUID(), device: row?.device ?? '' });
    await line.shifts.open({ commandId: randomUUID(), counted: [] });
    const { number } = await sellUnlisted(line, { lines: [{ name: 'Tea', price: 700 }] });
    await line.shifts.moveCash({ commandId: randomUUID(), kind: 'pay-out', amount: 50, reason: 'Tape' });
    const kept = async () => (await owner.kept.list({})).rows;
    const sum = await until(async () => {
      const all = await owner.kept.sum();
      expect(all).toMatchObject({ taken: 700 });
      expect((await kept()).map(({ type }) => type)).toContain('cash.moved');
      return all;
    });
    const rows = await kept();
    expect(rows).toHaveLength(sum.count);
    const placeOf = (type: string) => {
      const found = rows.find((each) => each.type === type);
      if (!found) throw new Error(`no ${type} is kept`);
      return { store: found.store, position: found.position };
    };
    const numbers = async () =>
      (await owner.chainSales.find({ text: number })).rows.map((each) => each.number);
    const sale = placeOf('sale.completed');
    expect(await owner.kept.get(sale)).toMatchObject({
      state: 'quarantined',
      reason: 'revoked',
      amount: 700,
      madeBy: 'Wen Li',
      register,
      notes: [],
    });
    const trySale = { commandId: randomUUID(), ...sale };
    expect(await owner.kept.tryAgain(trySale)).toMatchObject({
      state: 'posted',
      notes: [{ did: 'tried', by: 'wen.li' }],
    });
    expect((await owner.kept.tryAgain(trySale)).notes).toHaveLength(1);
    expect(await numbers()).toEqual([number]);
    expect((await owner.kept.sum()).taken).toBe(0);
    await expect(owner.kept.tryAgain({ ...trySale, commandId: randomUUID() })).rejects.toMatchObject({
      data: { code: 'STALE' },
    });
    await expect(owner.kept.get({ ...sale, position: 999_999 })).rejects.toMatchObject({
      data: { code: 'NOT_FOUND' },
    });

    const opened = placeOf('shift.opened');
    const moved = placeOf('cash.moved');
    // Cash out of a drawer that is not known to be open waits for the shift.
    expect(await owner.kept.tryAgain({ commandId: randomUUID(), ...moved })).toMatchObject({
      state: 'parked',
      amount: -50,
    });
    const aside = { commandId: randomUUID(), ...opened, note: 'That drawer was never there.' };
    await expect(owner.kept.setAside({ ...aside, note: ' ' })).rejects.toMatchObject({
      data: { code: 'REASON_MISSING' },
    });
    expect(await owner.kept.setAside(aside)).toMatchObject({
      state: 'set-aside',
      notes: [{ did: 'set-aside', note: aside.note, by: 'wen.li' }],
    });
    expect((await kept()).map(({ type }) => type)).not.toContain('shift.opened');
    expect((await owner.kept.list({ setAside: true })).rows).toMatchObject([opened]);
    // It was there after all, and with it what waited for it.
    await owner.kept.tryAgain({ commandId: randomUUID(), ...opened });
    expect(await owner.kept.get(moved)).toMatchObject({ state: 'posted' });
    expect((await owner.kept.list({ setAside: true })).rows).toEqual([]);
  });
});
