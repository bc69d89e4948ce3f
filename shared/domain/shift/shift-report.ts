import type { TenderId } from '../ids.ts';
import { sub } from '../money.ts';
import { type Minor, minor } from '../numbers.ts';
import type { DrawerTender, ShiftReport } from './shift.ts';

/** The cash ledger of a shift as plain sums, and the tallies beside it; straight from the projected tables. */
export interface ShiftFacts extends Omit<ShiftReport, 'tenders'> {
  /** One row per tender that is in use or saw money. */
  readonly tenders: readonly LedgerRow[];
}

/** Sums of one tender over the shift, minor units. `sales` and `refunds` are what was kept and paid back, change netted. */
export interface LedgerRow {
  readonly tender: TenderId;
  readonly name: string;
  readonly kind: string;
  readonly opening: Minor;
  readonly sales: Minor;
  readonly refunds: Minor;
  readonly payIns: Minor;
  readonly payOuts: Minor;
  /** Signed: what corrections moved here (+) or away (−). */
  readonly corrections: Minor;
}

/** What was counted or declared per tender at the close. */
export type Declared = ReadonlyMap<TenderId, Minor>;

/**
 * X and Z in one computation, so they can't drift (pos-features.md 2.4.10): X is this with nothing declared.
 * Per tender: expected = opening + sales − refunds + pay-ins − pay-outs + corrections; difference = counted − expected (I36).
 */
export const shiftReport = (facts: ShiftFacts, declared: Declared = new Map()): ShiftReport => ({
  shift: facts.shift,
  businessDate: facts.businessDate,
  openedAt: facts.openedAt,
  openedBy: facts.openedBy,
  sales: facts.sales,
  returns: facts.returns,
  taxes: facts.taxes,
  tenders: facts.tenders.map((row) => drawerTender(row, declared.get(row.tender) ?? null)),
  noSales: facts.noSales,
  voids: facts.voids,
  removedLines: facts.removedLines,
  priceChanges: facts.priceChanges,
  tenderCorrections: facts.tenderCorrections,
  reprints: facts.reprints,
});

function drawerTender(row: LedgerRow, counted: Minor | null): DrawerTender {
  const expected = expectedOf(row);
  return { ...row, expected, counted, difference: counted === null ? null : sub(counted, expected) };
}

/** What a tender should hold. */
export const expectedOf = (row: LedgerRow): Minor =>
  minor(row.opening + row.sales - row.refunds + row.payIns - row.payOuts + row.corrections);
