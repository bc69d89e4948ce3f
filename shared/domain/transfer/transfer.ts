import type { Unit } from '../catalog/product.ts';
import type {
  PersonId,
  ProductId,
  StoreId,
  TransferId,
  TransferReceiptId,
  TransferSettlementId,
} from '../ids.ts';
import type { Micro, Qty } from '../numbers.ts';
import type { Approval } from '../people/person.ts';
import type { Move } from '../stock/move.ts';

/** Body of `transfer.dispatched` v1, a fact of the store that sends. Its moves carry what the goods cost there that day. */
export interface TransferDispatched {
  readonly transfer: TransferId;
  readonly to: StoreId;
  readonly by: PersonId;
  readonly note: string;
  readonly lines: readonly TransferLine[];
  /** SALEABLE → CLEARING_OUT, one a line, under its number. */
  readonly moves: readonly Move[];
  readonly approvals: readonly Approval[];
}

export interface TransferLine {
  readonly line: number;
  readonly item: ProductId;
  readonly name: string;
  readonly unit: Unit;
  readonly qty: Qty;
}

/** Body of `transfer.received` v1, a fact of the store the goods came to. A transfer may come in several parts. */
export interface TransferReceived {
  readonly receipt: TransferReceiptId;
  readonly transfer: TransferId;
  /** The store that sent it. */
  readonly from: StoreId;
  readonly by: PersonId;
  readonly note: string;
  /** All that came, as far as anyone there can see: what is still missing then is a difference. */
  readonly complete: boolean;
  readonly lines: readonly ReceivedLine[];
  /** CLEARING_IN → SALEABLE up to what was on its way, ADJUSTMENT → SALEABLE beyond. */
  readonly moves: readonly Move[];
  readonly approvals: readonly Approval[];
}

export interface ReceivedLine {
  /** Of the dispatch. */
  readonly line: number;
  readonly item: ProductId;
  readonly qty: Qty;
  /** What was still on its way, as far as the author knew; `qty` less this is the difference. */
  readonly expected: Qty;
}

/** A line that was sent, with its value. */
export interface SentLine extends TransferLine {
  readonly value: Micro;
  readonly costUnknown: boolean;
}

/** Where goods come to that are taken back from their way: on the sender's shelf, among what is damaged there, or nowhere any more. */
export const BACK_PLACES = ['SALEABLE', 'DAMAGED', 'SCRAP'] as const;
export type BackPlace = (typeof BACK_PLACES)[number];

/**
 * Body of `transfer.recalled` v1 and of `transfer.settled` v1, facts of the store that sent: what it takes back from the way, or gives
 * back to it where the goods turned out to be at the other store.
 */
export interface TransferTakenBack {
  readonly settlement: TransferSettlementId;
  readonly transfer: TransferId;
  /** The store it was sent to. */
  readonly to: StoreId;
  readonly by: PersonId;
  /** Why; never empty where something is lost. */
  readonly note: string;
  readonly lines: readonly BackLine[];
  /** CLEARING_OUT → place, or the reverse, one a line, under its number. */
  readonly moves: readonly Move[];
  readonly approvals: readonly Approval[];
}

export interface BackLine {
  readonly line: number;
  /** The line of the dispatch. */
  readonly of: number;
  readonly item: ProductId;
  readonly place: BackPlace;
  /** Taken from the way; below zero: given back to it. */
  readonly back: Qty;
}

/** What receipts so far took of a line out of what was on its way. */
export interface TakenSoFar {
  readonly qty: Qty;
  readonly value: Micro;
}
