import { expect, test } from 'vitest';
import { qty } from '#shared/domain/numbers.ts';
import { completeSale } from '#shared/services/sales/complete-sale.ts';
import { moveCash } from '#shared/services/shifts/move-cash.ts';
import { openShift } from '#shared/services/shifts/open-shift.ts';
import { changeTicket } from '#shared/services/tickets/change-ticket.ts';
import { scanCode } from '#shared/services/tickets/scan.ts';
import { aShop, cash, good, PRINTER } from '../support/counter.ts';
import { describeEachEngine } from '../support/hosts.ts';
import { BOSS, by, MEI } from '../support/small-store.ts';

const MILK = '6901234567892';

describeEachEngine('commands', (makeHost) => {
  test('the same id answers what happened; with another content it is ID_REUSED', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    await counter.open(10_000);
    const ticket = await counter.scanAll([MILK]);
    const input = { ticket: ticket.id, version: ticket.version, tenders: [cash(1290)] };
    const pay = by(host, BOSS, { name: 'sales.complete', input });
    const first = await completeSale(host, PRINTER)(pay, input);
    expect(await completeSale(host, PRINTER)(pay, input)).toEqual(first);
    const other = { ...pay, command: { ...pay.command, input: { ...input, version: 99 } } };
    expect(await completeSale(host, PRINTER)(other, input)).toEqual({
      ok: false,
      error: { code: 'ID_REUSED' },
    });
    const stranger = { ...pay, command: { ...pay.command, actor: MEI.person } };
    expect(await completeSale(host, PRINTER)(stranger, input)).toEqual({
      ok: false,
      error: { code: 'ID_REUSED' },
    });
    expect((await rows('sale')).length).toBe(1);
  });

  test('called fifty times in parallel each has one effect', async () => {
    const { host, rows } = await aShop(makeHost);
    const many = <T>(call: () => Promise<T>) => Promise.all(Array.from({ length: 50 }, call));
    const once = (answers: readonly unknown[]) =>
      expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1);
    const open = by(host, BOSS);
    once(await many(() => openShift(host)(open, { counted: [{ value: 100, count: 3 }] })));
    const scan = by(host, BOSS);
    const scanned = await many(() => scanCode(host)(scan, { ticket: null, code: MILK }));
    once(scanned);
    const outcome = scanned[0] && good(scanned[0]);
    if (outcome?.kind !== 'added') throw new Error('not added');
    expect(outcome.ticket.lines).toMatchObject([{ qty: 1000 }]);
    const { id: ticket, version } = outcome.ticket;
    const pay = by(host, BOSS);
    once(await many(() => completeSale(host, PRINTER)(pay, { ticket, version, tenders: [cash(2000)] })));
    const move = by(host, BOSS);
    once(await many(() => moveCash(host, PRINTER)(move, { kind: 'pay-in', amount: 500, reason: 'coins' })));
    expect(await rows('series')).toMatchObject([
      { kind: 'cash', last: 1 },
      { kind: 'sale', last: 1 },
    ]);
    expect(await rows('grand_total')).toMatchObject([{ sales: 1290, returns: 0 }]);
    expect(await rows('local_cart')).toEqual([]);
  });

  test('two clerks on one ticket: the second is told that it changed, and nothing of theirs happens', async () => {
    const { host, counter } = await aShop(makeHost);
    await counter.open(10_000);
    const ticket = await counter.scanAll([MILK]);
    const seen = { ticket: ticket.id, version: ticket.version };
    const more = { kind: 'set-qty', line: 1, qty: qty(3000) } as const;
    expect(good(await changeTicket(host)(by(host, BOSS), seen, more)).total).toBe(3870);
    const changed = { ok: false, error: { code: 'CART_CHANGED', data: { version: ticket.version + 1 } } };
    expect(await changeTicket(host)(by(host, MEI), seen, { kind: 'note-ticket', note: 'x' })).toEqual(
      changed,
    );
    const pay = { ...seen, tenders: [cash(1290)] };
    expect(await completeSale(host, PRINTER)(by(host, MEI), pay)).toEqual(changed);
  });

  test('numbers are gapless: a refusal uses none, parallel sales get one each', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    await counter.open(10_000);
    const tickets = [];
    for (let i = 0; i < 6; i++) tickets.push(await counter.scanAll([MILK]));
    const paying = tickets.map((ticket, i) =>
      completeSale(host, PRINTER)(by(host, BOSS), {
        ticket: ticket.id,
        version: ticket.version,
        tenders: [cash(i % 3 === 1 ? 1 : 1300)],
      }),
    );
    const answers = await Promise.all(paying);
    expect(answers.filter((answer) => !answer.ok).map((answer) => !answer.ok && answer.error)).toEqual([
      { code: 'TENDERS_INCOMPLETE', data: { remaining: 1289 } },
      { code: 'TENDERS_INCOMPLETE', data: { remaining: 1289 } },
    ]);
    const numbers = (await rows('sale')).map((row) => row['number']);
    expect(numbers).toHaveLength(4);
    expect(new Set(numbers)).toEqual(
      new Set(['R01-1-000001', 'R01-1-000002', 'R01-1-000003', 'R01-1-000004']),
    );
    expect(await rows('local_cart')).toHaveLength(2);
  });
});
