import { expect, test } from 'vitest';
import { scryptPins } from '#node/scrypt-pins.ts';
import { createCheckPin } from '#shared/services/people/check-pin.ts';
import { setPin } from '#shared/services/people/set-pin.ts';
import { closeShift } from '#shared/services/shifts/close-shift.ts';
import { listTickets } from '#shared/services/tickets/list-tickets.ts';
import { scanCode } from '#shared/services/tickets/scan.ts';
import { aShop, good, NO_PRINTER } from '../support/counter.ts';
import { describeEachEngine } from '../support/hosts.ts';
import { BOSS, by } from '../support/small-store.ts';

const MILK = '6901234567892';
const pins = scryptPins(new Uint8Array(32), { N: 16, r: 8, p: 1, maxmem: 1 << 20 });

describeEachEngine('a command told again long after it was answered', (makeHost) => {
  test('closing with "void" voids nothing of the next shift', async () => {
    const { host, counter } = await aShop(makeHost);
    const shift = await counter.open(100);
    await counter.scanAll([MILK]);
    const input = {
      shift,
      counted: [{ value: 100, count: 1 }],
      declared: ['card', 'wechat', 'voucher'].map((tender) => ({ tender, amount: 0 })),
      tickets: 'void',
      note: '',
    } as const;
    const close = by(host, BOSS, { name: 'shifts.close', input });
    const z = good(await closeShift(host, NO_PRINTER)(close, input));
    await counter.open(100);
    const next = await counter.scanAll([MILK]);
    expect(good(await closeShift(host, NO_PRINTER)(close, input))).toEqual(z);
    expect((await listTickets(host)()).map((ticket) => ticket.id)).toEqual([next.id]);
  });

  test('setting one’s own PIN is answered as before, and counts as no wrong try', async () => {
    const { host, rows } = await aShop(makeHost);
    const check = createCheckPin(host, pins);
    const person = { id: BOSS.person, name: 'Boss', role: 'owner' as never, active: true };
    const set = setPin(host, pins, check);
    good(await set(by(host, BOSS), { person, pin: '482613', currentPin: undefined }));
    const change = by(host, BOSS);
    const input = { person, pin: '717263', currentPin: '482613' };
    good(await set(change, input));
    good(await set(change, input));
    expect(await rows('local_pin')).toMatchObject([{ failures: 0 }]);
  });

  test('a slip scanned with the mark of its symbology is that slip', async () => {
    const { host, counter } = await aShop(makeHost);
    await counter.open(100);
    const { sale, number } = await counter.sell(MILK);
    const scan = (code: string) => scanCode(host)(by(host, BOSS), { ticket: null, code });
    for (const code of [`]C0${number}`, `${number}\r`, number.toLowerCase()])
      expect(good(await scan(code))).toEqual({ kind: 'sale', sale, number });
  });
});
