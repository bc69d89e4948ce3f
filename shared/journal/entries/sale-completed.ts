import { z } from 'zod';
import type { LineAdjustment, SaleCompleted, SaleLine } from '#shared/domain/sale/sale-completed.ts';
import { add, type Change, insert } from '../change.ts';
import type { Entry } from '../entry.ts';
import { entryType } from '../entry-type.ts';
import { id, instant, isoDate, micro, minor, qty, rate, words } from '../schema.ts';
import { itemStat, sale, saleLine, saleTender } from '../tables/sale.ts';
import { grandTotal, shiftTotal } from '../tables/shift.ts';
import { soldTicket } from '../tables/ticket.ts';
import { moveChanges, moves } from './moves.ts';
import { approvals, taxRow, tenderKind, traceItem, unit } from './parts.ts';
import { cashAdd, seriesAdd, taxAdd } from './sums.ts';

const adjustment = z.strictObject({
  source: z.enum(['line-discount', 'ticket-discount']),
  id: words(),
  amount: minor,
}) satisfies z.ZodType<LineAdjustment>;

const line = z.strictObject({
  line: z.int().min(1),
  product: id<NonNullable<SaleLine['product']>>().nullable(),
  category: id<NonNullable<SaleLine['category']>>().nullable(),
  name: words(),
  unit,
  barcode: words(80).nullable(),
  qty,
  price: minor,
  listPrice: minor,
  amount: minor,
  adjustments: z.array(adjustment).max(20),
  net: minor,
  tax: minor,
  gross: minor,
  taxClass: id<SaleLine['taxClass']>(),
  taxLetter: words(4),
  taxRates: z.array(rate).max(8),
  taxParts: z.array(minor).max(8),
  taxCode: words(40).nullable(),
  cost: micro.nullable(),
  note: words(),
}) satisfies z.ZodType<SaleLine>;

const body = z.strictObject({
  sale: id<SaleCompleted['sale']>(),
  number: words(40),
  counter: z.int().min(1),
  register: words(20),
  businessDate: isoDate,
  currency: z.string().length(3),
  exponent: z.int().min(0).max(4),
  priceMode: z.enum(['inclusive', 'exclusive']),
  ticket: z.strictObject({ id: id<SaleCompleted['ticket']['id']>(), openedAt: instant }),
  taken: z.strictObject({ root: id<SaleCompleted['ticket']['id']>(), copy: z.boolean() }).nullable(),
  clerk: id<SaleCompleted['clerk']>(),
  lines: z.array(line).min(1).max(2000),
  taxes: z.array(taxRow).max(100),
  subtotal: minor,
  discount: minor,
  tax: minor,
  total: minor,
  rounding: minor,
  tenders: z
    .array(
      z.strictObject({
        tender: id<SaleCompleted['tenders'][number]['tender']>(),
        kind: tenderKind,
        name: words(80),
        tendered: minor,
        amount: minor,
        reference: words(80).nullable(),
        payment: words(80).nullable(),
      }),
    )
    .max(50),
  change: minor,
  items: z.int().min(0),
  note: words(1000),
  returnUntil: isoDate,
  moves,
  trace: z.array(traceItem).max(5000),
  approvals,
}) satisfies z.ZodType<SaleCompleted>;

/** A finished ticket: lines, tenders, taxes, stock moves and their value in one fact. */
export const saleCompleted = entryType<SaleCompleted>('sale.completed', {
  v: 2,
  scope: 'store',
  body,
  upcasters: [(first) => ({ ...first, taken: null })],
  areas: ['sale', 'shift', 'stock', 'ticket', 'print'],
  begins: (sold) => [`sale/${sold.sale}`],
  project: (entry) => [
    insert(sale, header(entry)),
    ...taken(entry),
    ...lines(entry),
    ...tenders(entry),
    ...moveChanges(entry, entry.body.sale, entry.body.moves),
    ...stats(entry),
    ...sums(entry),
  ],
});

function header({ id: entry, store, shift, at, body: s }: Entry<SaleCompleted>) {
  return {
    store,
    sale: s.sale,
    entry,
    number: s.number,
    register: s.register,
    shift,
    business_date: s.businessDate,
    at,
    clerk: s.clerk,
    currency: s.currency,
    subtotal: s.subtotal,
    discount: s.discount,
    tax: s.tax,
    total: s.total,
    rounding: s.rounding,
    change: s.change,
    items: s.items,
    note: s.note,
    return_until: s.returnUntil,
  };
}

const taken = ({ store, body: { sale, taken } }: Entry<SaleCompleted>): Change[] =>
  taken === null ? [] : [insert(soldTicket, { store, root: taken.root, sale })];

function lines({ store, body: s }: Entry<SaleCompleted>): Change[] {
  return s.lines.map((l) =>
    insert(saleLine, {
      store,
      sale: s.sale,
      line: l.line,
      product: l.product,
      category: l.category,
      name: l.name,
      unit: l.unit,
      qty: l.qty,
      price: l.price,
      amount: l.amount,
      discount: l.adjustments.reduce((sum, a) => sum + a.amount, 0),
      net: l.net,
      tax: l.tax,
      gross: l.gross,
      tax_letter: l.taxLetter,
      cost: l.cost,
    }),
  );
}

function tenders({ store, body: s }: Entry<SaleCompleted>): Change[] {
  return s.tenders.map((t, index) =>
    insert(saleTender, {
      store,
      sale: s.sale,
      line: index,
      tender: t.tender,
      kind: t.kind,
      name: t.name,
      tendered: t.tendered,
      amount: t.amount,
      reference: t.reference,
    }),
  );
}

function stats({ store, body: s }: Entry<SaleCompleted>): Change[] {
  return s.lines.flatMap((l) =>
    l.product === null ? [] : [add(itemStat, { store, item: l.product }, { times_sold: 1, qty_sold: l.qty })],
  );
}

function sums(entry: Entry<SaleCompleted>): Change[] {
  const { store, shift, body: s } = entry;
  const changes = [
    seriesAdd(entry, s.register, 'sale'),
    add(grandTotal, { store, register: s.register }, { sales: s.total }),
  ];
  if (shift === null) return changes;
  const traced = (kind: string) => s.trace.filter((t) => t.kind === kind).length;
  changes.push(
    add(
      shiftTotal,
      { store, shift },
      {
        sales: 1,
        sales_gross: s.total,
        sales_discount: s.discount,
        sales_tax: s.tax,
        sales_rounding: s.rounding,
        removed_lines: traced('line-removed'),
        price_changes: traced('price-changed'),
      },
    ),
    ...s.tenders.map((t) => cashAdd(store, shift, t.tender, { sales: t.amount })),
    ...s.taxes.map((t) => taxAdd(store, shift, t, 1)),
  );
  return changes;
}
