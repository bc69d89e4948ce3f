import { z } from 'zod';
import type { PersonId, SaleId, ShiftId, TenderId } from '#shared/domain/ids.ts';
import type {
  CashMoved,
  DrawerOpened,
  DrawerTender,
  ShiftClosed,
  ShiftOpened,
  ShiftReport,
  TenderCorrected,
} from '#shared/domain/shift/shift.ts';
import { add, insert, upsert } from '../change.ts';
import { entryType } from '../entry-type.ts';
import { revision } from '../epoch.ts';
import { count, id, instant, isoDate, minor, words } from '../schema.ts';
import { tenderCorrection } from '../tables/sale.ts';
import { cashMove, drawerOpening, shift, shiftClose, shiftTotal } from '../tables/shift.ts';
import { approvals, denominations } from './parts.ts';
import { cashAdd, seriesAdd } from './sums.ts';

const shiftId = id<ShiftId>();
const by = id<PersonId>();

/** A drawer's responsibility begins with what was counted into it. */
export const shiftOpened = entryType<ShiftOpened & { readonly tender: TenderId; readonly register: string }>(
  'shift.opened',
  {
    v: 1,
    scope: 'store',
    body: z.strictObject({
      shift: shiftId,
      register: words(20),
      drawer: words(40),
      businessDate: isoDate,
      openedBy: by,
      float: minor,
      /** The tender the float is in: the drawer's cash. */
      tender: id<TenderId>(),
      counted: denominations,
      approvals,
    }),
    areas: ['shift'],
    begins: (s) => [`shift/${s.shift}`],
    project: ({ id: entry, store, at, body: s }) => [
      insert(shift, {
        store,
        shift: s.shift,
        entry,
        register: s.register,
        drawer: s.drawer,
        business_date: s.businessDate,
        opened_at: at,
        opened_by: s.openedBy,
        float: s.float,
        counted: JSON.stringify(s.counted),
      }),
      cashAdd(store, s.shift, s.tender, { opening: s.float }),
    ],
  },
);

const drawerTender = z.strictObject({
  tender: id<TenderId>(),
  name: words(80),
  kind: words(20),
  opening: minor,
  sales: minor,
  refunds: minor,
  payIns: minor,
  payOuts: minor,
  corrections: minor,
  expected: minor,
  counted: minor.nullable(),
  difference: minor.nullable(),
}) satisfies z.ZodType<DrawerTender>;

export const shiftReportSchema = z.strictObject({
  shift: shiftId,
  businessDate: isoDate,
  openedAt: instant,
  openedBy: by,
  sales: z.strictObject({
    count,
    gross: minor,
    discount: minor,
    tax: minor,
    rounding: minor,
    first: words(40).nullable(),
    last: words(40).nullable(),
  }),
  returns: z.strictObject({ count, gross: minor, tax: minor, rounding: minor }),
  taxes: z
    .array(z.strictObject({ letter: words(4), rate: z.int(), net: minor, tax: minor, gross: minor }))
    .max(200),
  tenders: z.array(drawerTender).max(100),
  noSales: count,
  voids: count,
  removedLines: count,
  priceChanges: count,
  tenderCorrections: count,
  reprints: count,
}) satisfies z.ZodType<ShiftReport>;

/** The Z: what the drawer should hold, what was counted, and the totals that never start again. */
export const shiftClosed = entryType<ShiftClosed & { readonly register: string }>('shift.closed', {
  v: 1,
  scope: 'store',
  body: z.strictObject({
    shift: shiftId,
    register: words(20),
    number: words(40),
    counter: z.int().min(1),
    closedBy: by,
    report: shiftReportSchema,
    counted: denominations,
    grandTotals: z.strictObject({ sales: minor, returns: minor, continuedFrom: words(40).nullable() }),
    tickets: z.strictObject({ kept: count, voided: count }),
    note: words(1000),
    approvals,
  }),
  areas: ['shift', 'print'],
  begins: (z_) => [`z/${z_.number}`],
  about: (z_) => [`shift/${z_.shift}`],
  project: (entry) => {
    const { id: entryId, store, at, body: s } = entry;
    return [
      insert(shiftClose, {
        store,
        shift: s.shift,
        entry: entryId,
        register: s.register,
        number: s.number,
        counter: s.counter,
        business_date: s.report.businessDate,
        closed_at: at,
        closed_by: s.closedBy,
        difference: s.report.tenders.reduce((sum, t) => sum + (t.difference ?? 0), 0),
        z: JSON.stringify(s),
      }),
      seriesAdd(entry, s.register, 'z'),
    ];
  },
});

/** Money into or out of the drawer that is not a sale. */
export const cashMoved = entryType<CashMoved & { readonly register: string }>('cash.moved', {
  v: 1,
  scope: 'store',
  body: z.strictObject({
    shift: shiftId,
    register: words(20),
    number: words(40),
    counter: z.int().min(1),
    kind: z.enum(['pay-in', 'pay-out', 'drop']),
    amount: minor,
    tender: id<TenderId>(),
    reason: words(),
    by,
    businessDate: isoDate,
    approvals,
  }),
  areas: ['shift', 'print'],
  about: (c) => [`shift/${c.shift}`],
  project: (entry) => {
    const { id: entryId, store, at, body: c } = entry;
    return [
      insert(cashMove, {
        store,
        entry: entryId,
        shift: c.shift,
        number: c.number,
        kind: c.kind,
        tender: c.tender,
        amount: c.amount,
        reason: c.reason,
        by: c.by,
        at,
        business_date: c.businessDate,
      }),
      cashAdd(store, c.shift, c.tender, c.kind === 'pay-in' ? { pay_ins: c.amount } : { pay_outs: c.amount }),
      seriesAdd(entry, c.register, 'cash'),
    ];
  },
});

/** The drawer was opened without a sale. */
export const drawerOpened = entryType<DrawerOpened>('drawer.opened', {
  v: 1,
  scope: 'store',
  body: z.strictObject({ shift: shiftId.nullable(), reason: words(), by, approvals }),
  areas: ['shift'],
  project: ({ id: entry, store, at, body: d }) => [
    insert(drawerOpening, { store, entry, shift: d.shift, reason: d.reason, by: d.by, at }),
    ...(d.shift === null ? [] : [add(shiftTotal, { store, shift: d.shift }, { no_sales: 1 })]),
  ],
});

const tenderName = { tender: id<TenderId>(), kind: words(20), name: words(80) };

/** The kind of a tender was wrong; its amount moves from one line of the cash ledger to the other. */
export const tenderCorrected = entryType<TenderCorrected>('sale.tender-corrected', {
  v: 1,
  scope: 'store',
  body: z.strictObject({
    sale: id<SaleId>(),
    number: words(40),
    shift: shiftId,
    index: count,
    from: z.strictObject(tenderName),
    to: z.strictObject({ ...tenderName, reference: words(80).nullable() }),
    amount: minor,
    reason: words(),
    by,
    approvals,
  }),
  areas: ['sale', 'shift'],
  about: (c) => [`sale/${c.sale}`],
  project: ({ id: entry, epoch, seq, store, at, body: c }) => [
    upsert(tenderCorrection, {
      store,
      sale: c.sale,
      line: c.index,
      entry,
      tender: c.to.tender,
      kind: c.to.kind,
      name: c.to.name,
      reference: c.to.reference,
      amount: c.amount,
      reason: c.reason,
      by: c.by,
      at,
      rev: revision(epoch, seq),
    }),
    cashAdd(store, c.shift, c.from.tender, { corrections: 0 - c.amount }),
    cashAdd(store, c.shift, c.to.tender, { corrections: c.amount }),
    add(shiftTotal, { store, shift: c.shift }, { tender_corrections: 1 }),
  ],
});
