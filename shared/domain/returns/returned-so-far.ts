import type { TenderId } from '../ids.ts';
import type { Minor, Qty } from '../numbers.ts';
import type { SaleCompleted } from '../sale/sale-completed.ts';

/**
 * What earlier returns of a sale gave back: sums of the return rows, never a counter that is kept
 * (pos-features.md 2.5.1, odoo PR 199072).
 */
export interface ReturnedSoFar {
  /** By the sale's line number; a line that is missing has nothing returned. */
  readonly lines: ReadonlyMap<number, { readonly qty: Qty; readonly gross: Minor; readonly tax: Minor }>;
  /** Money back per tender and reference. */
  readonly tenders: readonly {
    readonly tender: TenderId;
    readonly reference: string | null;
    readonly amount: Minor;
  }[];
}

export const nothingReturned: ReturnedSoFar = { lines: new Map(), tenders: [] };

/** A sale with what came back of it. The sale's tenders as corrected (`applyTenderCorrections`). */
export interface SoldAndReturned {
  readonly original: SaleCompleted;
  readonly soFar: ReturnedSoFar;
}
