import type { PersonId, ShiftId, TenderId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import type { CashMoved, ShiftClosed, ShiftReport } from '#shared/domain/shift/shift.ts';
import { AT } from './receipt-samples.ts';

export const aShiftReport = (): ShiftReport => ({
  shift: 'shift-1' as ShiftId,
  businessDate: '2026-11-21',
  openedAt: AT - 8 * 3_600_000,
  openedBy: 'ann' as PersonId,
  sales: {
    count: 187,
    gross: minor(1_234_567),
    discount: minor(12_340),
    tax: minor(101_937),
    rounding: minor(-412),
    first: 'R01-1-000123',
    last: 'R01-1-000309',
  },
  returns: { count: 3, gross: minor(4500), tax: minor(372), rounding: minor(0) },
  taxes: [
    { letter: 'A', rate: 130_000, net: minor(800_000), tax: minor(104_000), gross: minor(904_000) },
    { letter: 'B', rate: 90_000, net: minor(299_144), tax: minor(26_923), gross: minor(326_067) },
  ],
  tenders: [
    {
      tender: 'cash' as TenderId,
      name: 'Cash',
      kind: 'cash',
      opening: minor(50_000),
      sales: minor(634_155),
      refunds: minor(4500),
      payIns: minor(10_000),
      payOuts: minor(200_000),
      corrections: minor(-5000),
      expected: minor(484_655),
      counted: minor(484_155),
      difference: minor(-500),
    },
    {
      tender: 'card' as TenderId,
      name: 'Card',
      kind: 'card',
      opening: minor(0),
      sales: minor(600_000),
      refunds: minor(0),
      payIns: minor(0),
      payOuts: minor(0),
      corrections: minor(5000),
      expected: minor(605_000),
      counted: null,
      difference: null,
    },
  ],
  noSales: 2,
  voids: 1,
  removedLines: 9,
  priceChanges: 1,
  tenderCorrections: 1,
  reprints: 4,
});

export const aShiftClosed = (): ShiftClosed => ({
  shift: 'shift-1' as ShiftId,
  number: 'R01-1-Z000042',
  counter: 42,
  closedBy: 'ann' as PersonId,
  report: aShiftReport(),
  counted: [
    { value: minor(10_000), count: 45 },
    { value: minor(5000), count: 6 },
    { value: minor(2000), count: 2 },
    { value: minor(100), count: 1 },
    { value: minor(10), count: 0 },
    { value: minor(5), count: 1 },
  ],
  grandTotals: { sales: minor(98_765_432), returns: minor(123_456), continuedFrom: null },
  tickets: { kept: 1, voided: 0 },
  note: '',
  approvals: [],
});

export const aCashMove = (over: Partial<CashMoved> = {}): CashMoved => ({
  shift: 'shift-1' as ShiftId,
  number: 'R01-1-C000011',
  counter: 11,
  kind: 'drop',
  amount: minor(200_000),
  tender: 'cash' as TenderId,
  reason: 'Safe at noon',
  by: 'ann' as PersonId,
  businessDate: '2026-11-21',
  approvals: [],
  ...over,
});
