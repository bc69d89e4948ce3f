import { rightState } from '#shared/domain/people/authorize.ts';
import type { Actor } from '#shared/domain/people/person.ts';
import type { DrawerTender, ShiftReport } from '#shared/domain/shift/shift.ts';

/** A shift's figures as one person may see them; null is hidden. Amounts in minor units. */
export interface ReportView {
  readonly shift: string;
  readonly businessDate: string;
  readonly openedAt: number;
  readonly openedBy: string;
  readonly blind: boolean;
  readonly sales: {
    readonly count: number;
    readonly gross: number | null;
    readonly discount: number;
    readonly tax: number | null;
    readonly rounding: number | null;
    readonly first: string | null;
    readonly last: string | null;
  };
  readonly returns: {
    readonly count: number;
    readonly gross: number | null;
    readonly tax: number | null;
    readonly rounding: number | null;
  };
  readonly taxes: ShiftReport['taxes'][number][] | null;
  readonly tenders: DrawerTenderView[];
  readonly noSales: number;
  readonly voids: number;
  readonly removedLines: number;
  readonly priceChanges: number;
  readonly tenderCorrections: number;
  readonly reprints: number;
}

export interface DrawerTenderView {
  readonly tender: string;
  readonly name: string;
  readonly kind: string;
  readonly opening: number;
  readonly sales: number | null;
  readonly refunds: number | null;
  readonly payIns: number;
  readonly payOuts: number;
  readonly corrections: number | null;
  readonly expected: number | null;
  readonly counted: number | null;
  readonly difference: number | null;
  /** Before the close: it has to be declared. After it: it was. */
  readonly declared: boolean;
}

/** Whether this person may see what a drawer should hold. */
export const maySeeExpected = (actor: Actor): boolean =>
  rightState(actor, 'shift.see-expected') === 'allowed';

/** Whether this person may see what was taken in all: for a drawer's sake, or the reports'. */
export const maySeeTakings = (actor: Actor): boolean =>
  maySeeExpected(actor) || rightState(actor, 'reports.see') === 'allowed';

/**
 * The report for one person: without the right nothing is left from which the expected amounts could be reckoned
 * (domain.md, Shifts and cash). What was counted stays: they counted it.
 */
export function reportView(
  report: ShiftReport,
  actor: Actor,
  isDeclared: (tender: DrawerTender) => boolean,
): ReportView {
  const blind = !maySeeExpected(actor);
  const { sales, returns } = report;
  return {
    ...report,
    blind,
    sales: blind ? { ...sales, gross: null, tax: null, rounding: null } : sales,
    returns: blind ? { count: returns.count, gross: null, tax: null, rounding: null } : returns,
    taxes: blind ? null : [...report.taxes],
    tenders: report.tenders.map((tender) => ({
      ...tender,
      ...(blind ? HIDDEN : {}),
      declared: isDeclared(tender),
    })),
  };
}

const HIDDEN = { sales: null, refunds: null, corrections: null, expected: null, difference: null } as const;
