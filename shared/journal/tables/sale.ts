import type { MoveKind } from '#shared/domain/stock/move.ts';
import { bool, int, json, nullable, text } from '../column.ts';
import { table } from '../table.ts';

export const sale = table('sale', {
  room: 'store',
  columns: {
    store: text(),
    sale: text(),
    entry: text(),
    number: text(),
    register: text(),
    shift: nullable(text()),
    business_date: text(),
    at: int(),
    clerk: text(),
    currency: text(),
    subtotal: int(),
    discount: int(),
    tax: int(),
    total: int(),
    rounding: int(),
    change: int(),
    items: int(),
    note: text(),
    return_until: text(),
  },
  key: ['store', 'sale'],
  indexes: [
    { columns: ['store', 'number'] },
    { columns: ['store', 'business_date', 'at', 'sale'] },
    { columns: ['store', 'total', 'at', 'sale'] },
    { columns: ['store', 'shift'] },
  ],
});

export const saleLine = table('sale_line', {
  room: 'store',
  columns: {
    store: text(),
    sale: text(),
    line: int(),
    product: nullable(text()),
    category: nullable(text()),
    name: text(),
    unit: text(),
    qty: int(),
    price: int(),
    amount: int(),
    discount: int(),
    net: int(),
    tax: int(),
    gross: int(),
    tax_letter: text(),
    cost: nullable(int()),
  },
  key: ['store', 'sale', 'line'],
});

export const saleTender = table('sale_tender', {
  room: 'store',
  columns: {
    store: text(),
    sale: text(),
    line: int(),
    tender: text(),
    kind: text(),
    name: text(),
    tendered: int(),
    amount: int(),
    reference: nullable(text()),
  },
  key: ['store', 'sale', 'line'],
});

/** Corrections of a tender's kind, newest last; the sale's own row never changes. */
export const tenderCorrection = table('tender_correction', {
  room: 'store',
  columns: {
    store: text(),
    sale: text(),
    line: int(),
    entry: text(),
    tender: text(),
    kind: text(),
    name: text(),
    reference: nullable(text()),
    amount: int(),
    reason: text(),
    by: text(),
    at: int(),
    rev: int(),
  },
  key: ['store', 'sale', 'line'],
});

/** Times a document was printed again, each marked as a copy. */
export const reprint = table('reprint', {
  room: 'store',
  columns: { store: text(), document: text(), copies: int() },
  key: ['store', 'document'],
});

export const saleReturn = table('sale_return', {
  room: 'store',
  columns: {
    store: text(),
    ret: text(),
    entry: text(),
    number: text(),
    register: text(),
    shift: nullable(text()),
    business_date: text(),
    at: int(),
    clerk: text(),
    sale: text(),
    sale_number: text(),
    total: int(),
    tax: int(),
    rounding: int(),
    reason: text(),
  },
  key: ['store', 'ret'],
  indexes: [
    { columns: ['store', 'sale'] },
    { columns: ['store', 'number'] },
    { columns: ['store', 'business_date', 'at', 'ret'] },
    { columns: ['store', 'shift'] },
  ],
});

/**
 * What came back, per line of the sale it was sold on; what is left is sold minus the sum of these. `part`: its place in the
 * return, from 0, since one line may come back in several conditions at once.
 */
export const returnLine = table('return_line', {
  room: 'store',
  columns: {
    store: text(),
    sale: text(),
    line: int(),
    ret: text(),
    part: int(),
    product: nullable(text()),
    category: nullable(text()),
    name: text(),
    qty: int(),
    net: int(),
    tax: int(),
    gross: int(),
    tax_letter: text(),
    condition: text(),
  },
  key: ['store', 'sale', 'line', 'ret', 'part'],
  indexes: [{ columns: ['store', 'ret', 'part'] }],
});

export const returnTender = table('return_tender', {
  room: 'store',
  columns: {
    store: text(),
    ret: text(),
    line: int(),
    sale: text(),
    tender: text(),
    kind: text(),
    name: text(),
    amount: int(),
    reference: nullable(text()),
  },
  key: ['store', 'ret', 'line'],
  indexes: [{ columns: ['store', 'sale'] }],
});

export const voidedTicket = table('voided_ticket', {
  room: 'store',
  columns: {
    store: text(),
    ticket: text(),
    entry: text(),
    shift: nullable(text()),
    at: int(),
    by: text(),
    reason: text(),
    total: int(),
    items: int(),
    story: json(),
  },
  key: ['store', 'ticket', 'entry'],
});

/** Double-entry moves; (document, line, kind) is unique, so a move can be applied only once. */
export const move = table('move', {
  room: 'store',
  columns: {
    store: text(),
    document: text(),
    line: int(),
    kind: text<MoveKind>(),
    item: text(),
    from_location: text(),
    to_location: text(),
    qty: int(),
    value: int(),
    cost_unknown: bool(),
    at: int(),
    entry: text(),
  },
  key: ['store', 'document', 'line', 'kind'],
  indexes: [{ columns: ['store', 'item', 'at', 'document', 'line'] }],
});

export const balance = table('balance', {
  room: 'store',
  columns: { store: text(), item: text(), location: text(), on_hand: int(), value: int() },
  key: ['store', 'item', 'location'],
});

/** Running figures of an item in a store. `known` counts the facts that made its level known (opening, receipt, count). */
export const itemStat = table('item_stat', {
  room: 'store',
  columns: {
    store: text(),
    item: text(),
    known: int(),
    times_sold: int(),
    qty_sold: int(),
    qty_returned: int(),
  },
  key: ['store', 'item'],
  indexes: [{ columns: ['store', 'times_sold'], onRegister: true }],
});
