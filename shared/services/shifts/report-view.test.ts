import { expect, test } from 'vitest';
import type { PersonId, ShiftId, TenderId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import type { Actor } from '#shared/domain/people/person.ts';
import { shiftReport } from '#shared/domain/shift/shift-report.ts';
import { reportView } from './report-view.ts';

const report = shiftReport(
  {
    shift: 'sh1' as ShiftId,
    businessDate: '2026-11-22',
    openedAt: 1000,
    openedBy: 'mei' as PersonId,
    sales: {
      count: 1,
      gross: minor(77_704),
      discount: minor(5),
      tax: minor(77_705),
      rounding: minor(77_706),
      first: null,
      last: null,
    },
    returns: { count: 2, gross: minor(77_707), tax: minor(77_708), rounding: minor(77_709) },
    taxes: [{ letter: 'A', rate: 130_000, net: minor(77_710), tax: minor(77_711), gross: minor(77_712) }],
    tenders: [
      {
        tender: 'cash' as TenderId,
        name: 'Cash',
        kind: 'cash',
        opening: minor(100),
        sales: minor(77_701),
        refunds: minor(77_702),
        payIns: minor(300),
        payOuts: minor(400),
        corrections: minor(77_703),
      },
    ],
    noSales: 0,
    voids: 0,
    removedLines: 0,
    priceChanges: 0,
    tenderCorrections: 0,
    reprints: 0,
  },
  new Map([['cash' as TenderId, minor(42)]]),
);

const who = (state: 'allowed' | 'approval' | 'denied'): Actor => ({
  person: 'p' as PersonId,
  grants: { 'shift.see-expected': { state } },
});

test.each(['denied', 'approval'] as const)(
  'blind (%s): no figure tells or lets one reckon what is expected',
  (state) => {
    const blind = reportView(report, who(state), () => true);
    expect(JSON.stringify(blind)).not.toMatch(/777|-77|-78/);
    expect(blind).toMatchObject({
      blind: true,
      sales: { count: 1, gross: null },
      returns: { count: 2, gross: null },
      taxes: null,
      tenders: [{ opening: 100, payIns: 300, payOuts: 400, counted: 42, expected: null, difference: null }],
    });
  },
);

test('by right everything is shown, as it was reckoned', () => {
  const { blind, ...seen } = reportView(report, who('allowed'), () => true);
  const tenders = report.tenders.map((tender) => ({ ...tender, declared: true }));
  expect({ blind, seen }).toEqual({ blind: false, seen: { ...report, tenders } });
});
