import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ShiftId, TenderId } from '../ids.ts';
import { minor } from '../numbers.ts';
import {
  aLine,
  anActor,
  anApproval,
  aSale,
  aTender,
  aTenderKind,
  someone,
  someSettings,
} from '../testing/builders.ts';
import { type CloseShift, type CloseShiftContext, decideCloseShift } from './close-shift.ts';
import { applyTenderCorrections, decideCorrectTender } from './correct-tender.ts';
import { countCash } from './count-cash.ts';
import { decideCashMove, decideNoSale, type MoveCash } from './move-cash.ts';
import { decideOpenShift, type OpenShiftContext } from './open-shift.ts';
import { type LedgerRow, type ShiftFacts, shiftReport } from './shift-report.ts';

const shift = 'sh1' as ShiftId;
const cash = 'cash' as TenderId;
const card = 'card' as TenderId;
const zero = minor(0);
const tenders = [
  aTenderKind('cash'),
  aTenderKind('card'),
  aTenderKind('voucher', { declaredAtClose: false }),
];

const aRow = (row: Partial<Record<keyof LedgerRow, number | string>> = {}): LedgerRow =>
  ({
    tender: cash,
    name: 'cash',
    kind: 'cash',
    opening: 0,
    sales: 0,
    refunds: 0,
    payIns: 0,
    payOuts: 0,
    corrections: 0,
    ...row,
  }) as LedgerRow;

const someFacts = (rows: readonly LedgerRow[]): ShiftFacts => ({
  shift,
  businessDate: '2026-11-22',
  openedAt: 1000,
  openedBy: someone('mei'),
  sales: {
    count: 1,
    gross: minor(40_000),
    discount: zero,
    tax: zero,
    rounding: zero,
    first: 'R01-1-000001',
    last: 'R01-1-000001',
  },
  returns: { count: 0, gross: zero, tax: zero, rounding: zero },
  taxes: [],
  tenders: rows,
  noSales: 1,
  voids: 0,
  removedLines: 0,
  priceChanges: 0,
  tenderCorrections: 0,
  reprints: 0,
});

const aClose = (close: Partial<CloseShift> = {}): CloseShift => ({
  cash: { counted: [{ value: minor(10_000), count: 5 }], total: null },
  declared: [{ tender: card, amount: zero }],
  tickets: 'keep',
  note: '',
  ...close,
});
const aCloseContext = (context: Partial<CloseShiftContext> = {}): CloseShiftContext => ({
  drawer: 'counting',
  facts: someFacts([aRow({ opening: 10_000, sales: 40_000 })]),
  register: '1',
  number: 'R01-1-Z000001',
  counter: 1,
  tenders,
  cashTender: cash,
  tickets: 2,
  grandTotals: { sales: minor(40_000), returns: zero, continuedFrom: null },
  actor: anActor(),
  approvals: [],
  ...context,
});

describe('opening', () => {
  const context: OpenShiftContext = {
    settings: someSettings(),
    register: '1',
    drawer: 'main',
    tender: cash,
    isOpen: false,
    previousDate: '2026-11-21',
    lastEntryAt: 1000,
    at: Date.parse('2026-11-22T01:00:00Z'),
    actor: anActor(),
    approvals: [],
  };
  const open = {
    shift,
    float: {
      counted: [
        { value: minor(10_000), count: 1 },
        { value: minor(50), count: 3 },
      ],
      total: null,
    },
    clockConfirmed: false,
  };

  test('the float is what was counted, the business date is fixed', () => {
    expect(decideOpenShift(open, context)).toEqual({
      ok: true,
      value: {
        shift,
        register: '1',
        drawer: 'main',
        businessDate: '2026-11-22',
        openedBy: 'mei',
        float: 10_150,
        tender: cash,
        counted: open.float.counted,
        approvals: [],
      },
    });
  });

  test('or one typed sum; both must agree', () => {
    const typed = { ...open, float: { counted: [], total: minor(5000) } };
    expect(decideOpenShift(typed, context)).toMatchObject({ value: { float: 5000, counted: [] } });
    const both = { ...open, float: { ...open.float, total: minor(5000) } };
    expect(decideOpenShift(both, context)).toMatchObject({ error: { code: 'AMOUNT_INVALID' } });
  });

  test('one shift per drawer', () => {
    expect(decideOpenShift(open, { ...context, isOpen: true })).toMatchObject({
      error: { code: 'SHIFT_OPEN' },
    });
  });

  test('a clock behind the last entry is confirmed by right; the date never goes back', () => {
    const back = { ...context, at: Date.parse('2025-11-22T01:00:00Z'), lastEntryAt: context.at };
    expect(decideOpenShift(open, back)).toMatchObject({ error: { code: 'CLOCK_BEHIND' } });
    const confirmed = { ...open, clockConfirmed: true };
    expect(decideOpenShift(confirmed, back)).toMatchObject({ value: { businessDate: '2026-11-21' } });
    const clerk = { ...back, actor: anActor({ 'clock.confirm': { state: 'approval' } }) };
    expect(decideOpenShift(confirmed, clerk)).toMatchObject({ error: { code: 'APPROVAL_NEEDED' } });
    const approvals = [anApproval({ right: 'clock.confirm', target: shift, amount: null })];
    expect(decideOpenShift(confirmed, { ...clerk, approvals })).toMatchObject({ value: { approvals } });
  });

  test('a count that can’t be one is refused', () => {
    expect(countCash([{ value: minor(100), count: -1 }])).toMatchObject({
      error: { code: 'AMOUNT_INVALID' },
    });
    expect(countCash([{ value: minor(0), count: 1 }])).toMatchObject({ error: { code: 'AMOUNT_INVALID' } });
    expect(countCash([{ value: minor(100), count: 0.5 }])).toMatchObject({
      error: { code: 'AMOUNT_INVALID' },
    });
    expect(countCash([])).toEqual({ ok: true, value: 0 });
  });
});

describe('cash in and out', () => {
  const context = {
    shift,
    drawer: 'open' as const,
    register: '1',
    number: 'R01-1-C000001',
    counter: 1,
    businessDate: '2026-11-22',
    actor: anActor({ 'cash.pay-out': { state: 'allowed', limit: 5000 } }),
    approvals: [],
  };
  const move = (kind: MoveCash['kind'], amount: number, reason = 'window cleaner'): MoveCash => ({
    kind,
    amount: minor(amount),
    tender: cash,
    reason,
  });

  test('a pay-out within the limit', () => {
    expect(decideCashMove(move('pay-out', 5000), context)).toMatchObject({
      ok: true,
      value: {
        kind: 'pay-out',
        amount: 5000,
        number: 'R01-1-C000001',
        register: '1',
        by: 'mei',
        approvals: [],
      },
    });
  });

  test.each([
    ['past the limit', move('pay-out', 5001), context, 'APPROVAL_NEEDED'],
    ['a drop is money out too', move('drop', 5001, ''), context, 'APPROVAL_NEEDED'],
    ['nothing', move('pay-in', 0), context, 'AMOUNT_INVALID'],
    ['less than nothing', move('pay-in', -1), context, 'AMOUNT_INVALID'],
    ['without a reason', move('pay-in', 1, ' '), context, 'REASON_MISSING'],
    ['without a shift', move('pay-in', 1), { ...context, drawer: 'closed' as const }, 'SHIFT_CLOSED'],
    ['during the count', move('pay-in', 1), { ...context, drawer: 'counting' as const }, 'DRAWER_COUNTING'],
  ])('%s is refused', (_, command, given, code) => {
    expect(decideCashMove(command, given)).toMatchObject({ error: { code } });
  });

  test('a drop to the safe needs no reason, a no-sale does', () => {
    expect(decideCashMove(move('drop', 100, ''), context).ok).toBe(true);
    const noSale = { shift, drawer: 'main', actor: anActor(), approvals: [] };
    expect(decideNoSale('', noSale)).toMatchObject({ error: { code: 'REASON_MISSING' } });
    expect(decideNoSale('change for 100', { ...noSale, shift: null })).toEqual({
      ok: true,
      value: { shift: null, reason: 'change for 100', by: 'mei', approvals: [] },
    });
  });
});

describe('correcting a tender’s kind', () => {
  const sale = aSale({ lines: [aLine(1, 40_000)], tenders: [aTender('cash', 50_000)] });
  const context = {
    drawer: 'open' as const,
    shift,
    saleShift: shift,
    refunded: false,
    tenders: [...tenders, aTenderKind('wallet', { needsReference: true })],
    actor: anActor(),
    approvals: [],
  };
  const correct = { index: 0, to: card, reference: null, reason: 'paid by card' };

  test('the kept amount moves to the other tender', () => {
    const corrected = decideCorrectTender(sale, correct, context);
    expect(corrected).toMatchObject({
      ok: true,
      value: { index: 0, from: { tender: 'cash' }, to: { tender: 'card', reference: null }, amount: 40_000 },
    });
    const to = { tender: card, kind: 'card' as const, name: 'card', reference: null };
    expect(applyTenderCorrections(sale.tenders, [{ index: 0, to }])).toMatchObject([
      { tender: 'card', amount: 40_000 },
    ]);
  });

  test.each([
    ['a sale of another shift', correct, { saleShift: 'sh0' as ShiftId }, 'SHIFT_CLOSED'],
    ['money already given back', correct, { refunded: true }, 'IN_USE'],
    ['no such tender', { ...correct, index: 1 }, {}, 'NOT_FOUND'],
    ['to what it is', { ...correct, to: cash }, {}, 'TENDER_NOT_ALLOWED'],
    ['to one without its reference', { ...correct, to: 'wallet' as TenderId }, {}, 'REFERENCE_MISSING'],
    ['without a reason', { ...correct, reason: '' }, {}, 'REASON_MISSING'],
    [
      'without the right',
      correct,
      { actor: anActor({ 'tender.correct': { state: 'denied' } }) },
      'RIGHT_MISSING',
    ],
  ])('%s is refused', (_, command, more, code) => {
    expect(decideCorrectTender(sale, command, { ...context, ...more })).toMatchObject({ error: { code } });
  });
});

describe('X and Z', () => {
  test('check 9 (pos-features.md 7, erpnext#23125): sale 400, tendered 500: expected cash +400', () => {
    const sale = aSale({ lines: [aLine(1, 40_000)], tenders: [aTender('cash', 50_000)] });
    const sales = sale.tenders.reduce((sum, tender) => sum + tender.amount, 0);
    const report = shiftReport(someFacts([aRow({ opening: 10_000, sales })]));
    expect(report.tenders).toMatchObject([{ expected: 50_000, counted: null, difference: null }]);
  });

  test('check 10 (pos-features.md 7, odoo PR 243775): open 100, close 170, reopen with 100, close 100: difference 0', () => {
    const first = shiftReport(
      someFacts([aRow({ opening: 10_000, sales: 7000 })]),
      new Map([[cash, minor(17_000)]]),
    );
    const second = shiftReport(someFacts([aRow({ opening: 10_000 })]), new Map([[cash, minor(10_000)]]));
    expect([first, second].map((z) => z.tenders[0]?.difference)).toEqual([0, 0]);
  });

  test('the close freezes the same report with what was declared', () => {
    const context = aCloseContext();
    const closed = decideCloseShift(aClose({ note: ' ok ' }), context);
    expect(closed).toEqual({
      ok: true,
      value: {
        shift,
        register: '1',
        number: 'R01-1-Z000001',
        counter: 1,
        closedBy: 'mei',
        report: shiftReport(
          context.facts,
          new Map([
            [cash, minor(50_000)],
            [card, zero],
          ]),
        ),
        counted: [{ value: 10_000, count: 5 }],
        grandTotals: { sales: 40_000, returns: 0, continuedFrom: null },
        tickets: { kept: 2, voided: 0 },
        note: 'ok',
        approvals: [],
      },
    });
  });

  test('a difference never blocks (pos-features.md 2.4.6, NexoPOS#577)', () => {
    const closed = decideCloseShift(
      aClose({ cash: { counted: [], total: minor(1) }, tickets: 'void' }),
      aCloseContext(),
    );
    expect(closed).toMatchObject({
      value: { report: { tenders: [{ counted: 1, difference: -49_999 }] }, tickets: { kept: 0, voided: 2 } },
    });
  });

  test.each([
    ['a flagged tender not declared', aClose({ declared: [] }), {}, 'COUNT_INCOMPLETE'],
    ['a tender declared twice', aClose({ declared: [{ tender: cash, amount: zero }] }), {}, 'AMOUNT_INVALID'],
    ['a closed shift', aClose(), { drawer: 'closed' as const }, 'SHIFT_CLOSED'],
    ['no right', aClose(), { actor: anActor({ 'shift.close': { state: 'denied' } }) }, 'RIGHT_MISSING'],
  ])('%s is refused', (_, command, context, code) => {
    expect(decideCloseShift(command, aCloseContext(context))).toMatchObject({ error: { code } });
  });

  test('a tender switched off is waited for only when it saw money', () => {
    const off = [aTenderKind('cash'), aTenderKind('card', { active: false })];
    const close = aClose({ declared: [] });
    expect(decideCloseShift(close, aCloseContext({ tenders: off })).ok).toBe(true);
    const facts = someFacts([aRow(), aRow({ tender: 'card', sales: 5 })]);
    expect(decideCloseShift(close, aCloseContext({ tenders: off, facts })).ok).toBe(false);
  });
});

test('I36: opening + sales − refunds + pay-ins − pay-outs + corrections = expected; over or short = counted − expected', () => {
  const event = fc.oneof(
    fc.record({ kind: fc.constant('sale' as const), tendered: fc.nat(99_999), change: fc.nat(99_999) }),
    fc.record({
      kind: fc.constantFrom('refund' as const, 'in' as const, 'out' as const, 'corrected' as const),
      amount: fc.nat(99_999),
    }),
  );
  fc.assert(
    fc.property(
      fc.nat(99_999),
      fc.array(event, { maxLength: 30 }),
      fc.nat(999_999),
      (float, events, counted) => {
        // The drawer itself, coin by coin, beside the sums.
        let drawer = float;
        const row = { opening: float, sales: 0, refunds: 0, payIns: 0, payOuts: 0, corrections: 0 };
        for (const each of events) {
          if (each.kind === 'sale') {
            const change = Math.min(each.change, each.tendered);
            drawer += each.tendered;
            drawer -= change;
            row.sales += each.tendered - change;
          } else if (each.kind === 'refund') {
            drawer -= each.amount;
            row.refunds += each.amount;
          } else if (each.kind === 'in') {
            drawer += each.amount;
            row.payIns += each.amount;
          } else if (each.kind === 'out') {
            drawer -= each.amount;
            row.payOuts += each.amount;
          } else {
            drawer -= each.amount;
            row.corrections -= each.amount;
          }
        }
        const [tender] = shiftReport(someFacts([aRow(row)]), new Map([[cash, minor(counted)]])).tenders;
        expect(tender).toMatchObject({ expected: drawer, counted, difference: counted - drawer });
      },
    ),
    { numRuns: 10_000 },
  );
});
