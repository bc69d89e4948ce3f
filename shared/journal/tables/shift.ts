import { int, json, nullable, text } from '../column.ts';
import { table } from '../table.ts';

export const shift = table('shift', {
  room: 'store',
  columns: {
    store: text(),
    shift: text(),
    entry: text(),
    register: text(),
    drawer: text(),
    business_date: text(),
    opened_at: int(),
    opened_by: text(),
    float: int(),
    counted: json(),
  },
  key: ['store', 'shift'],
  indexes: [{ columns: ['store', 'register', 'opened_at', 'shift'] }],
});

/** The Z of a shift; a shift with no row here is open. */
export const shiftClose = table('shift_close', {
  room: 'store',
  columns: {
    store: text(),
    shift: text(),
    entry: text(),
    register: text(),
    number: text(),
    counter: int(),
    business_date: text(),
    closed_at: int(),
    closed_by: text(),
    difference: int(),
    z: json(),
  },
  key: ['store', 'shift'],
  indexes: [{ columns: ['store', 'business_date', 'closed_at', 'shift'] }],
});

/** The cash ledger per shift and tender, in sums; X, Z and the pay screen reckon from it alone. */
export const cashTotal = table('cash_total', {
  room: 'store',
  columns: {
    store: text(),
    shift: text(),
    tender: text(),
    opening: int(),
    sales: int(),
    refunds: int(),
    pay_ins: int(),
    pay_outs: int(),
    corrections: int(),
  },
  key: ['store', 'shift', 'tender'],
});

export const shiftTotal = table('shift_total', {
  room: 'store',
  columns: {
    store: text(),
    shift: text(),
    sales: int(),
    sales_gross: int(),
    sales_discount: int(),
    sales_tax: int(),
    sales_rounding: int(),
    returns: int(),
    returns_gross: int(),
    returns_tax: int(),
    returns_rounding: int(),
    no_sales: int(),
    voids: int(),
    removed_lines: int(),
    price_changes: int(),
    tender_corrections: int(),
    reprints: int(),
  },
  key: ['store', 'shift'],
});

export const taxTotal = table('tax_total', {
  room: 'store',
  columns: {
    store: text(),
    shift: text(),
    letter: text(),
    rate: int(),
    net: int(),
    tax: int(),
    gross: int(),
  },
  key: ['store', 'shift', 'letter', 'rate'],
});

/** Grand totals of a register; they never start again, not even after a restore. */
export const grandTotal = table('grand_total', {
  room: 'store',
  columns: { store: text(), register: text(), sales: int(), returns: int() },
  key: ['store', 'register'],
});

export const cashMove = table('cash_move', {
  room: 'store',
  columns: {
    store: text(),
    entry: text(),
    shift: text(),
    number: text(),
    kind: text(),
    tender: text(),
    amount: int(),
    reason: text(),
    by: text(),
    at: int(),
    business_date: text(),
  },
  key: ['store', 'entry'],
  indexes: [{ columns: ['store', 'shift'] }],
});

export const drawerOpening = table('drawer_opening', {
  room: 'store',
  columns: { store: text(), entry: text(), shift: nullable(text()), reason: text(), by: text(), at: int() },
  key: ['store', 'entry'],
});
