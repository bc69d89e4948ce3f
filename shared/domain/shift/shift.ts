import type { PersonId, SaleId, ShiftId, TenderId } from '../ids.ts';
import type { Minor } from '../numbers.ts';
import type { Approval } from '../people/person.ts';

/** How many of each note or coin, by its value in minor units. */
export type DenominationCount = readonly { readonly value: Minor; readonly count: number }[];

/** Body of `shift.opened`. The float is what the clerk counted, never what the last close said. */
export interface ShiftOpened {
  readonly shift: ShiftId;
  readonly drawer: string;
  readonly businessDate: string;
  readonly openedBy: PersonId;
  readonly float: Minor;
  readonly counted: DenominationCount;
  readonly approvals: readonly Approval[];
}

/** Body of `cash.moved`: money into or out of the drawer that is not a sale. Own number series. */
export interface CashMoved {
  readonly shift: ShiftId;
  readonly number: string;
  readonly counter: number;
  readonly kind: 'pay-in' | 'pay-out' | 'drop';
  /** Positive. */
  readonly amount: Minor;
  readonly tender: TenderId;
  readonly reason: string;
  readonly by: PersonId;
  readonly businessDate: string;
  readonly approvals: readonly Approval[];
}

/** Body of `drawer.opened`: the drawer without a sale. */
export interface DrawerOpened {
  readonly shift: ShiftId | null;
  readonly reason: string;
  readonly by: PersonId;
  readonly approvals: readonly Approval[];
}

/** Body of `sale.tender-corrected`: the kind of a tender was wrong; the amount stays. */
export interface TenderCorrected {
  readonly sale: SaleId;
  readonly number: string;
  readonly shift: ShiftId;
  /** Which of the sale's tenders, from 0. */
  readonly index: number;
  readonly from: { readonly tender: TenderId; readonly kind: string; readonly name: string };
  readonly to: {
    readonly tender: TenderId;
    readonly kind: string;
    readonly name: string;
    readonly reference: string | null;
  };
  readonly amount: Minor;
  readonly reason: string;
  readonly by: PersonId;
  readonly approvals: readonly Approval[];
}

/** One tender's way from float to count. Amounts in minor units; `expected` = opening + ins − outs. */
export interface DrawerTender {
  readonly tender: TenderId;
  readonly name: string;
  readonly kind: string;
  readonly opening: Minor;
  readonly sales: Minor;
  readonly refunds: Minor;
  readonly payIns: Minor;
  readonly payOuts: Minor;
  readonly corrections: Minor;
  readonly expected: Minor;
  /** null: not declared at close. */
  readonly counted: Minor | null;
  readonly difference: Minor | null;
}

/** What X shows and Z freezes: one computation for both, so they can't drift. */
export interface ShiftReport {
  readonly shift: ShiftId;
  readonly businessDate: string;
  readonly openedAt: number;
  readonly openedBy: PersonId;
  readonly sales: {
    readonly count: number;
    readonly gross: Minor;
    readonly discount: Minor;
    readonly tax: Minor;
    readonly rounding: Minor;
    readonly first: string | null;
    readonly last: string | null;
  };
  readonly returns: {
    readonly count: number;
    readonly gross: Minor;
    readonly tax: Minor;
    readonly rounding: Minor;
  };
  readonly taxes: readonly {
    readonly letter: string;
    readonly rate: number;
    readonly net: Minor;
    readonly tax: Minor;
    readonly gross: Minor;
  }[];
  readonly tenders: readonly DrawerTender[];
  readonly noSales: number;
  readonly voids: number;
  readonly removedLines: number;
  readonly priceChanges: number;
  readonly tenderCorrections: number;
  readonly reprints: number;
}

/** Body of `shift.closed`: the Z. Gapless number per register; grand totals go on over epochs. */
export interface ShiftClosed {
  readonly shift: ShiftId;
  readonly number: string;
  readonly counter: number;
  readonly closedBy: PersonId;
  readonly report: ShiftReport;
  readonly counted: DenominationCount;
  readonly grandTotals: {
    readonly sales: Minor;
    readonly returns: Minor;
    readonly continuedFrom: string | null;
  };
  /** Tickets that were open or parked at close and what became of them. */
  readonly tickets: { readonly kept: number; readonly voided: number };
  readonly note: string;
  readonly approvals: readonly Approval[];
}
