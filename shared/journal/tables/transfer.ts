import type { BackPlace } from '#shared/domain/transfer/transfer.ts';
import { bool, int, text } from '../column.ts';
import { table } from '../table.ts';

/** A dispatch, in the store that sent it and in the one it goes to. Where it stands follows from its receipts. */
export const transfer = table('transfer', {
  room: 'store',
  columns: {
    store: text(),
    transfer: text(),
    entry: text(),
    from_store: text(),
    to_store: text(),
    at: int(),
    by: text(),
    note: text(),
  },
  key: ['store', 'transfer'],
  indexes: [
    { columns: ['store', 'at', 'transfer'] },
    // Those of a whole chain, each where it was sent from.
    { columns: ['at', 'transfer'], where: 'store = from_store' },
  ],
});

/** What was sent, at what it cost the sender that day. */
export const transferLine = table('transfer_line', {
  room: 'store',
  columns: {
    store: text(),
    transfer: text(),
    line: int(),
    item: text(),
    name: text(),
    unit: text(),
    qty: int(),
    value: int(),
    cost_unknown: bool(),
  },
  key: ['store', 'transfer', 'line'],
});

/** Goods of a transfer counted in, in the store that counted and in the one that sent. `complete`: no more was awaited. */
export const transferReceipt = table('transfer_receipt', {
  room: 'store',
  columns: {
    store: text(),
    transfer: text(),
    receipt: text(),
    entry: text(),
    at: int(),
    by: text(),
    note: text(),
    complete: bool(),
  },
  key: ['store', 'transfer', 'receipt'],
});

/** `qty`: what was counted; `expected`: what its author knew to be on its way; `taken`: what of it was, at `value`. */
export const transferReceiptLine = table('transfer_receipt_line', {
  room: 'store',
  columns: {
    store: text(),
    transfer: text(),
    receipt: text(),
    line: int(),
    item: text(),
    qty: int(),
    expected: int(),
    taken: int(),
    value: int(),
  },
  key: ['store', 'transfer', 'receipt', 'line'],
});

/** What the store that sent took back from the way, in both stores. `kind`: the whole recalled, or what was missing settled. */
export const transferSettlement = table('transfer_settlement', {
  room: 'store',
  columns: {
    store: text(),
    transfer: text(),
    settlement: text(),
    entry: text(),
    at: int(),
    by: text(),
    note: text(),
    kind: text<'recalled' | 'settled'>(),
    /** `by` is an account of headquarters, which said it for the store that sent. */
    at_hq: bool(),
  },
  key: ['store', 'transfer', 'settlement'],
});

/** `of`: the line of the dispatch; `back`: taken from the way to `place`, below zero given back to it, at `value`. */
export const transferSettlementLine = table('transfer_settlement_line', {
  room: 'store',
  columns: {
    store: text(),
    transfer: text(),
    settlement: text(),
    line: int(),
    of: int(),
    item: text(),
    place: text<BackPlace>(),
    back: int(),
    value: int(),
  },
  key: ['store', 'transfer', 'settlement', 'line'],
});

/**
 * What has neither been taken by a receipt nor taken back of a line, below zero where more was. Few are not zero: by them what is open is
 * found among all that is done.
 */
export const transferAway = table('transfer_away', {
  room: 'store',
  columns: { store: text(), transfer: text(), line: int(), away: int() },
  key: ['store', 'transfer', 'line'],
  indexes: [{ columns: ['store', 'transfer'], where: 'away <> 0' }],
});
