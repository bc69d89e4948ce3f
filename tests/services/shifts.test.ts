import { expect, test } from 'vitest';
import type { ShiftId, TenderId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import { ok } from '#shared/domain/result.ts';
import type { ClosedShift } from '#shared/domain/shift/close-shift.ts';
import { anApproval } from '#shared/domain/testing/builders.ts';
import { shiftClosed, shiftOpened } from '#shared/journal/entries/shift.ts';
import { type Draft, fact, type Host } from '#shared/services/journal/host.ts';
import type { Page, Place } from '#shared/services/reports/page.ts';
import { type LinePlace, salesLines } from '#shared/services/reports/sales-lines.ts';
import { zRows } from '#shared/services/reports/z-rows.ts';
import { closeShift } from '#shared/services/shifts/close-shift.ts';
import { cancelCount, startCount } from '#shared/services/shifts/count-drawer.ts';
import { currentShift } from '#shared/services/shifts/current-shift.ts';
import { derivedId } from '#shared/services/shifts/derived-id.ts';
import { listShifts } from '#shared/services/shifts/list-shifts.ts';
import { moveCash } from '#shared/services/shifts/move-cash.ts';
import { openShift, proposeShift } from '#shared/services/shifts/open-shift.ts';
import { printX, xOfJob, xReport } from '#shared/services/shifts/x-report.ts';
import { zReport } from '#shared/services/shifts/z-report.ts';
import { changeTicket } from '#shared/services/tickets/change-ticket.ts';
import { parkTicket } from '#shared/services/tickets/park-ticket.ts';
import { parkedTickets } from '#shared/services/tickets/parked-tickets.ts';
import { aShop, cash, counterOf, good, openShiftOf, PRINTER } from '../support/counter.ts';
import { describeEachEngine } from '../support/hosts.ts';
import { BOSS, by, MEI } from '../support/small-store.ts';
import { MORNING, testPorts, uuid } from '../support/test-host.ts';

const MILK = '6901234567892';
const YEAR = 365 * 86_400_000;
const declared = ['card', 'wechat', 'voucher'].map((tender) => ({ tender, amount: 0 }));
const aClose = { counted: [{ value: 100, count: 1 }], declared, tickets: 'keep', note: '' } as const;

describeEachEngine('shifts', (makeHost) => {
  test('9: sale of 400, handed over 500: 400 are expected', async () => {
    const { host, counter } = await aShop(makeHost);
    await counter.open(10_000);
    const ticket = await counter.scanAll(Array.from({ length: 20 }, () => '9783161484100'));
    expect(await counter.pay(ticket, cash(50_000))).toMatchObject({ total: 40_000, change: 10_000 });
    const x = good(await xReport(host)(BOSS));
    expect(x.tenders[0]).toMatchObject({ tender: 'cash', sales: 40_000, expected: 50_000 });
  });

  test('10: open 100, close 170, open 100 again, close 100 without a sale: no difference', async () => {
    const { counter } = await aShop(makeHost);
    await counter.open(10_000);
    await counter.sell('9783161484100', '9783161484100', '9783161484100');
    const first = await counter.close(17_000);
    expect(first.report.tenders[0]).toMatchObject({ expected: 16_000, difference: 1000 });
    await counter.open(10_000);
    const second = await counter.close(10_000);
    expect(second).toMatchObject({ number: 'R01-1-Z000002', grandTotals: { sales: 6000, returns: 0 } });
    expect(second.report.tenders[0]).toMatchObject({ opening: 10_000, expected: 10_000, difference: 0 });
  });

  test('6: a parked ticket is told at the close and is still there tomorrow', async () => {
    const { host, counter } = await aShop(makeHost);
    await counter.open(10_000);
    const ticket = await counter.scanAll([MILK]);
    const aside = { ticket: ticket.id, version: ticket.version, print: true };
    const { park } = good(await parkTicket(host, PRINTER)(by(host, BOSS), aside));
    await counter.scanAll([MILK]);
    expect(await currentShift(host)()).toMatchObject({ openTickets: 1, parkedTickets: 1, overdue: false });
    await counter.close(10_000);
    await counter.open(10_000);
    expect(await parkedTickets(host)()).toMatchObject([{ park }]);
    expect(await currentShift(host)()).toMatchObject({ openTickets: 1, parkedTickets: 1 });
  });

  test('tickets left over may be voided by the close, each by a command of its own; a repeated close repeats none', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    const shift = await counter.open(10_000);
    const parked = await counter.scanAll([MILK]);
    const aside = { ticket: parked.id, version: parked.version, print: false };
    const { park } = good(await parkTicket(host, PRINTER)(by(host, BOSS), aside));
    const open = await counter.scanAll([MILK, MILK]);
    const close = by(host, BOSS, { name: 'shifts.close' });
    const input = {
      shift,
      counted: [{ value: 10_000, count: 1 }],
      declared,
      tickets: 'void',
      note: 'end of day',
    } as const;
    // A close that would be refused voids nothing.
    const short = await closeShift(host, PRINTER)(by(host, BOSS), { ...input, declared: [] });
    expect(short).toMatchObject({ error: { code: 'COUNT_INCOMPLETE' } });
    expect(await rows('voided_ticket')).toEqual([]);
    const z = good(await closeShift(host, PRINTER)(close, input));
    expect(await closeShift(host, PRINTER)(close, input)).toEqual({ ok: true, value: z });
    expect(z.report.voids).toBe(2);
    expect(await rows('voided_ticket')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ticket: parked.id, total: 1290, reason: 'end of day', shift }),
        expect.objectContaining({
          ticket: open.id,
          total: 2580,
          entry: derivedId(close.command.id, open.id),
        }),
      ]),
    );
    expect(await rows('recalled_ticket')).toMatchObject([{ park, entry: derivedId(close.command.id, park) }]);
    expect((await rows('shift_close')).map((row) => JSON.parse(String(row['z'])).tickets)).toEqual([
      { kept: 0, voided: 2 },
    ]);
    expect(await rows('local_cart')).toEqual([]);
  });

  test('money taken for an unfinished ticket stops count and close', async () => {
    const { host, counter } = await aShop(makeHost);
    const shift = await counter.open(10_000);
    const ticket = await counter.scanAll([MILK]);
    const part = {
      kind: 'add-tender',
      id: 't',
      tender: 'cash' as TenderId,
      amount: minor(500),
      reference: null,
    } as const;
    const seen = { ticket: ticket.id, version: ticket.version };
    good(await changeTicket(host)(by(host, BOSS), seen, part));
    const held = { error: { code: 'CART_HAS_TENDERS', data: { ticket: ticket.id, label: 1 } } };
    expect(await startCount(host)(by(host, BOSS), { shift })).toMatchObject(held);
    const input = { shift, counted: [], declared, tickets: 'keep', note: '' } as const;
    expect(await closeShift(host, PRINTER)(by(host, BOSS), input)).toMatchObject(held);
  });

  test('while the drawer is counted nothing is sold, and the count survives as local state', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    const shift = await counter.open(10_000);
    const ticket = await counter.scanAll([MILK]);
    good(await startCount(host)(by(host, MEI), { shift }));
    good(await startCount(host)(by(host, MEI), { shift }));
    expect(await rows('local_count')).toMatchObject([{ shift, started_by: 'mei' }]);
    expect(await currentShift(host)()).toMatchObject({ counting: true });
    const refused = { error: { code: 'DRAWER_COUNTING' } };
    const move = { kind: 'pay-in', amount: 100, reason: 'x' } as const;
    expect(await moveCash(host, PRINTER)(by(host, BOSS), move)).toMatchObject(refused);
    const seen = { ticket: ticket.id, version: ticket.version };
    const note = { kind: 'note-ticket', note: 'waits' } as const;
    expect(await changeTicket(host)(by(host, BOSS), seen, note)).toMatchObject({ ok: true });
    await counter.close(10_000);
    expect(await rows('local_count')).toEqual([]);
  });

  test('a blind clerk sees nothing from which the drawer could be reckoned, on screen, on paper, or in the Z', async () => {
    const { host, counter } = await aShop(makeHost);
    const shift = await counter.open(10_000);
    await counter.sell(MILK);
    const x = good(await xReport(host)(MEI));
    expect(x).toMatchObject({
      blind: true,
      sales: { count: 1, gross: null, tax: null, rounding: null },
      returns: { gross: null },
      taxes: null,
      tenders: [
        { tender: 'cash', opening: 10_000, sales: null, expected: null, difference: null, declared: true },
        {},
        {},
        {},
      ],
    });
    expect(JSON.stringify(x)).not.toMatch(/1290|11290/);
    const asked = good(await printX(host, PRINTER)(by(host, MEI)));
    const document = async (id: string | null) => {
      const job = await host.read.run((db) =>
        db
          .selectFrom('local_print_job')
          .select('document')
          .where('id', '=', id ?? ''),
      );
      return job[0]?.document ?? '';
    };
    expect(await xOfJob(host)(await document(asked.printJob))).toMatchObject({ blind: true });
    const seen = good(await printX(host, PRINTER)(by(host, BOSS)));
    expect(await xOfJob(host)(await document(seen.printJob))).toMatchObject({
      blind: false,
      report: { shift, sales: { gross: 1290 } },
    });
    const z = await counterOf(host, MEI).close(11_000);
    expect(z.report.tenders[0]).toMatchObject({ counted: 11_000, expected: null, difference: null });
    expect(good(await zReport(host)(shift, BOSS)).report.tenders[0]).toMatchObject({
      expected: 11_290,
      difference: -290,
    });
  });

  test('two persons open at once: one shift; two close at once: one Z', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    const open = (actor: typeof BOSS) =>
      openShift(host)(by(host, actor), { counted: [{ value: 100, count: 1 }] });
    const opened = await Promise.all([open(BOSS), open(MEI)]);
    expect(opened[1]).toMatchObject({ error: { code: 'SHIFT_OPEN' } });
    const shift = await openShiftOf(host);
    const close = (counted: number) =>
      closeShift(host, PRINTER)(by(host, BOSS), {
        ...aClose,
        shift,
        counted: [{ value: counted, count: 1 }],
      });
    const [first, second] = await Promise.all([close(100), close(700)]);
    expect(second).toEqual(first);
    expect(await rows('shift_close')).toHaveLength(1);
    expect(await rows('local_print_job')).toHaveLength(1);
    await counter.open(100);
  });

  test('two who close at once and void what is left: each ticket is voided once, and there is one Z', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    const shift = await counter.open(100);
    await counter.scanAll([MILK]);
    const close = () => closeShift(host, PRINTER)(by(host, BOSS), { ...aClose, shift, tickets: 'void' });
    const [first, second] = await Promise.all([close(), close()]);
    expect(second).toEqual(first);
    expect(first.ok && first.value.report.voids).toBe(1);
    expect(await rows('voided_ticket')).toHaveLength(1);
  });

  test('closing a shift that is closed answers the Z that stands, as its caller may see it, and writes nothing', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    const shift = await counter.open(10_000);
    await counter.sell(MILK);
    const made = await counter.close(11_000);
    const before = [await rows('journal'), await rows('local_print_job')];
    const again = by(host, MEI);
    const z = good(await closeShift(host, PRINTER)(again, { ...aClose, shift, counted: [] }));
    expect(z).toEqual(good(await zReport(host)(shift, MEI)));
    expect(z).toMatchObject({ command: made.command, closedBy: 'boss', report: { blind: true } });
    expect(z.command).not.toBe(again.command.id);
    expect(z.report.tenders[0]).toMatchObject({ counted: 11_000, expected: null, difference: null });
    expect([await rows('journal'), await rows('local_print_job')]).toEqual(before);
  });

  test('a screen left open on a closed shift neither counts nor closes the one opened after it', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    const old = await counter.open(10_000);
    const stands = await counter.close(10_000);
    const shift = await counter.open(10_000);
    const ticket = await counter.scanAll([MILK]);
    const input = { ...aClose, shift: old, tickets: 'void' } as const;
    expect(good(await closeShift(host, PRINTER)(by(host, BOSS), input))).toEqual(stands);
    const closed = { error: { code: 'SHIFT_CLOSED', data: { shift: old } } };
    expect(await startCount(host)(by(host, BOSS), { shift: old })).toMatchObject(closed);
    good(await startCount(host)(by(host, BOSS), { shift }));
    good(await cancelCount(host)(by(host, BOSS), { shift: old }));
    expect(await currentShift(host)()).toMatchObject({ shift, counting: true, openTickets: 1 });
    expect(await rows('local_cart')).toMatchObject([{ id: ticket.id }]);
    expect(await rows('shift_close')).toHaveLength(1);
  });

  test('a shift of another register, or none at all, can be neither counted nor closed here', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    await counter.open(100);
    await counter.close(100);
    const mine = JSON.parse(String((await rows('shift_close'))[0]?.['z'])) as ClosedShift;
    const [closed, open] = [await openNextDoor(host), await openNextDoor(host)];
    const z = { ...mine, shift: closed, register: '2', number: 'R01-2-Z000001' };
    await append(host, fact(shiftClosed, z, closed));
    await counter.open(100);
    for (const shift of [closed, open, uuid(999)]) {
      const unknown = { ok: false, error: { code: 'NOT_FOUND', data: { shift } } };
      for (const tickets of ['keep', 'void'] as const)
        expect(await closeShift(host, PRINTER)(by(host, BOSS), { ...aClose, shift, tickets })).toEqual(
          unknown,
        );
      expect(await startCount(host)(by(host, BOSS), { shift })).toEqual(unknown);
      expect(await cancelCount(host)(by(host, BOSS), { shift })).toEqual(unknown);
    }
    expect(await rows('shift_close')).toHaveLength(2);
  });

  test('a clock set back a year is told, confirmed by right, and disturbs neither order nor numbers nor dates', async () => {
    const ports = testPorts();
    const { host, counter, rows } = await aShop(makeHost, ports);
    await counter.open(10_000);
    await counter.sell(MILK);
    await counter.close(11_290);
    ports.setClock(MORNING - YEAR);
    expect(await proposeShift(host)()).toMatchObject({ businessDate: '2026-03-02', clockBehind: true });
    const again = by(host, MEI);
    const counted = [{ value: 10_000, count: 1 }];
    expect(await openShift(host)(again, { counted })).toMatchObject({ error: { code: 'CLOCK_BEHIND' } });
    const asked = { right: 'clock.confirm', target: again.command.id, amount: null } as const;
    const confirmed = { counted, clockConfirmed: true };
    expect(await openShift(host)(again, confirmed)).toMatchObject({
      error: { code: 'APPROVAL_NEEDED', data: asked },
    });
    const approved = { ...again, approvals: [anApproval(asked)] };
    const { shift } = good(await openShift(host)(approved, confirmed));
    expect(await currentShift(host)()).toMatchObject({ shift, businessDate: '2026-03-02' });
    expect(await counter.sell(MILK)).toMatchObject({ number: 'R01-1-000002' });
    expect(await counter.close(11_290)).toMatchObject({ number: 'R01-1-Z000002' });
    const seqs = (await rows('journal')).map((row) => row['seq']);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    const list = await listShifts(host)({ offset: 0, limit: 10 });
    expect(new Set(list.rows.map((row) => row.number))).toEqual(new Set(['R01-1-Z000001', 'R01-1-Z000002']));
    // The clock comes right again: nothing left to confirm.
    ports.setClock(MORNING + 86_400_000);
    expect(await proposeShift(host)()).toMatchObject({ businessDate: '2026-03-03', clockBehind: false });
  });

  test('the days as spreadsheets: lines and Z reports add up to the same', async () => {
    const { host, counter } = await aShop(makeHost);
    await counter.open(10_000);
    const first = await counter.sell(MILK, MILK, 'PEN-1');
    await counter.sell('036000291452');
    await counter.bringBack(first.sale, 1, 1000);
    await counter.close(10_000);
    const days = { from: '2026-03-02', to: '2026-03-02', limit: 100 };
    const lines = (await salesLines(host)(days)).rows;
    expect(lines.map(({ kind, name, qty, gross }) => [kind, name, qty, gross])).toEqual([
      ['sale', 'milk', 2000, 2580],
      ['sale', 'pen', 1000, 3],
      ['sale', 'tea', 1000, 4500],
      ['return', 'milk', -1000, -1290],
    ]);
    const [row, ...others] = (await zRows(host)(days)).rows;
    expect(others).toHaveLength(3);
    expect(row).toMatchObject({
      number: 'R01-1-Z000001',
      sales: 2,
      gross: 7083,
      returns: 1,
      returnsGross: 1290,
      tender: 'Cash',
    });
    expect((row?.gross ?? 0) - (row?.returnsGross ?? 0)).toBe(
      lines.reduce((sum, line) => sum + line.gross, 0),
    );
    const elsewhere = { from: '2026-03-03', to: '2026-03-09', limit: 100 };
    expect(await salesLines(host)(elsewhere)).toEqual({ rows: [], next: null });
    expect(await zRows(host)(elsewhere)).toEqual({ rows: [], next: null });
  });

  test.each([1, 3, 4, 8, 100])(
    'pages of %d put together are the whole, whatever is sold between them',
    async (limit) => {
      const { host, counter } = await aShop(makeHost);
      const days = { from: '2026-03-02', to: '2026-03-02' };
      await counter.open(10_000);
      const first = await counter.sell(MILK, 'PEN-1', MILK, '036000291452');
      await counter.close(10_000);
      await counter.open(10_000);
      const second = await counter.sell(MILK, '9783161484100');
      await counter.bringBackParts(first.sale, [
        { line: 1, qty: 1000, condition: 'as-new' },
        { line: 1, qty: 1000, condition: 'damaged' },
      ]);
      await counter.bringBack(second.sale, 2, 1000);
      await counter.close(10_000);
      const { rows } = await salesLines(host)({ ...days, limit: 1000 });
      const { rows: closes } = await zRows(host)({ ...days, limit: 1000 });
      expect(rows).toHaveLength(8);
      await counter.open(10_000);
      let late = 0;
      const lines = await pagesOf(async (after?: LinePlace) => {
        if (after?.kind === 'sale' && late++ === 0) await counter.sell('7501031311309');
        return salesLines(host)({ ...days, after, limit });
      });
      expect(lines.filter(({ name }) => name !== 'soap')).toEqual(rows);
      expect(lines.filter(({ name }) => name === 'soap')).toHaveLength(Math.min(late, 1));
      expect(await pagesOf((after?: Place) => zRows(host)({ ...days, after, limit }))).toEqual(closes);
    },
  );
});

/** A shift that the register beside this one opened, as its fact arrives here. */
async function openNextDoor(host: Host): Promise<ShiftId> {
  const shift = host.newId() as ShiftId;
  const opened = {
    shift,
    register: '2',
    drawer: '2',
    businessDate: '2026-03-02',
    openedBy: BOSS.person,
    float: minor(0),
    tender: 'cash' as TenderId,
    counted: [],
    approvals: [],
  };
  await append(host, fact(shiftOpened, opened, shift));
  return shift;
}

/** All rows of a report, read page by page. */
async function pagesOf<Row, At>(read: (after?: At) => Promise<Page<Row, At>>): Promise<Row[]> {
  const rows: Row[] = [];
  let page = await read();
  for (; page.next !== null; page = await read(page.next)) rows.push(...page.rows);
  return [...rows, ...page.rows];
}

const append = async (host: Host, entry: Draft): Promise<void> => {
  good(await host.commit(by(host, BOSS).command, async () => ok({ entry, answer: {} })));
};

test('a derived id is a uuidv7 of its own per subject, and the same each time', () => {
  const [close, a, b] = [uuid(1), uuid(2), uuid(3)];
  const ids = [derivedId(close, a), derivedId(close, b), derivedId(a, b)];
  expect(new Set([...ids, close, a, b]).size).toBe(6);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(derivedId(close, a)).toBe(ids[0]);
});
