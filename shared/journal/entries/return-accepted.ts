import { z } from 'zod';
import { CONDITIONS, type ReturnAccepted, type ReturnLine } from '#shared/domain/returns/return-accepted.ts';
import { add, type Change, insert } from '../change.ts';
import type { Entry } from '../entry.ts';
import { entryType } from '../entry-type.ts';
import { id, isoDate, micro, minor, qty, rate, words } from '../schema.ts';
import { itemStat, returnLine, returnTender, saleReturn } from '../tables/sale.ts';
import { grandTotal, shiftTotal } from '../tables/shift.ts';
import { moveChanges, moves } from './moves.ts';
import { approvals, taxRow, tenderKind, unit } from './parts.ts';
import { cashAdd, seriesAdd, taxAdd } from './sums.ts';

const line = z.strictObject({
  line: z.int().min(1),
  product: id<NonNullable<ReturnLine['product']>>().nullable(),
  category: id<NonNullable<ReturnLine['category']>>().nullable(),
  name: words(),
  unit,
  qty,
  net: minor,
  tax: minor,
  gross: minor,
  taxClass: id<ReturnLine['taxClass']>(),
  taxLetter: words(4),
  taxRates: z.array(rate).max(8),
  condition: z.enum(CONDITIONS),
  cost: micro.nullable(),
}) satisfies z.ZodType<ReturnLine>;

const body = z.strictObject({
  ret: id<ReturnAccepted['ret']>(),
  number: words(40),
  counter: z.int().min(1),
  register: words(20),
  businessDate: isoDate,
  currency: z.string().length(3),
  exponent: z.int().min(0).max(4),
  original: z.strictObject({
    sale: id<ReturnAccepted['original']['sale']>(),
    number: words(40),
    businessDate: isoDate,
  }),
  clerk: id<ReturnAccepted['clerk']>(),
  lines: z.array(line).min(1).max(2000),
  taxes: z.array(taxRow).max(100),
  tax: minor,
  total: minor,
  rounding: minor,
  tenders: z
    .array(
      z.strictObject({
        tender: id<ReturnAccepted['tenders'][number]['tender']>(),
        kind: tenderKind,
        name: words(80),
        amount: minor,
        reference: words(80).nullable(),
      }),
    )
    .max(50),
  reason: words(),
  moves,
  approvals,
}) satisfies z.ZodType<ReturnAccepted>;

/** Goods back and money back, naming the lines of the sale they came from. */
export const returnAccepted = entryType<ReturnAccepted>('return.accepted', {
  v: 1,
  scope: 'store',
  body,
  areas: ['sale', 'shift', 'stock', 'print'],
  begins: (r) => [`return/${r.ret}`],
  about: (r) => [`sale/${r.original.sale}`],
  project: (entry) => [
    insert(saleReturn, header(entry)),
    ...lines(entry),
    ...moveChanges(entry, entry.body.ret, entry.body.moves),
    ...sums(entry),
  ],
});

function header({ id: entry, store, shift, at, body: r }: Entry<ReturnAccepted>) {
  return {
    store,
    ret: r.ret,
    entry,
    number: r.number,
    register: r.register,
    shift,
    business_date: r.businessDate,
    at,
    clerk: r.clerk,
    sale: r.original.sale,
    sale_number: r.original.number,
    total: r.total,
    tax: r.tax,
    rounding: r.rounding,
    reason: r.reason,
  };
}

function lines({ store, body: r }: Entry<ReturnAccepted>): Change[] {
  const sale = r.original.sale;
  const rows = r.lines.map((l, part) =>
    insert(returnLine, {
      store,
      sale,
      line: l.line,
      ret: r.ret,
      part,
      product: l.product,
      category: l.category,
      name: l.name,
      qty: l.qty,
      net: l.net,
      tax: l.tax,
      gross: l.gross,
      tax_letter: l.taxLetter,
      condition: l.condition,
    }),
  );
  const paid = r.tenders.map((t, index) =>
    insert(returnTender, {
      store,
      ret: r.ret,
      line: index,
      sale,
      tender: t.tender,
      kind: t.kind,
      name: t.name,
      amount: t.amount,
      reference: t.reference,
    }),
  );
  const stats = r.lines.flatMap((l) =>
    l.product === null ? [] : [add(itemStat, { store, item: l.product }, { qty_returned: l.qty })],
  );
  return [...rows, ...paid, ...stats];
}

function sums(entry: Entry<ReturnAccepted>): Change[] {
  const { store, shift, body: r } = entry;
  const changes = [
    seriesAdd(entry, r.register, 'return'),
    add(grandTotal, { store, register: r.register }, { returns: r.total }),
  ];
  if (shift === null) return changes;
  changes.push(
    add(
      shiftTotal,
      { store, shift },
      {
        returns: 1,
        returns_gross: r.total,
        returns_tax: r.tax,
        returns_rounding: r.rounding,
      },
    ),
    ...r.tenders.map((t) => cashAdd(store, shift, t.tender, { refunds: t.amount })),
    ...r.taxes.map((t) => taxAdd(store, shift, t, -1)),
  );
  return changes;
}
