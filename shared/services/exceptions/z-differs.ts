import type { ClosedShift } from '#shared/domain/shift/close-shift.ts';
import type { Database } from '#shared/journal/database.ts';
import { cashTotal, shiftClose, shiftTotal, taxTotal } from '#shared/journal/tables/shift.ts';
import { listQuery } from '../journal/list-query.ts';
import { type Finding, namedBy, type Rule } from './rule.ts';

type Sums = Database['shift_total'];
type Cash = Database['cash_total'];
type Tax = Database['tax_total'];

/** Amounts by what they are, `sales gross` or `tender cash opening`; what is not there is zero. */
type Amounts = ReadonlyMap<string, number>;

/** Shifts whose Z says other amounts than the facts of the shift add up to; of each, the first amount that differs. */
export const zDiffersOf = (
  closed: readonly ClosedShift[],
  sums: { readonly shifts: readonly Sums[]; readonly cash: readonly Cash[]; readonly taxes: readonly Tax[] },
): Finding[] =>
  closed.flatMap((z) => {
    const of = <T extends { readonly shift: string }>(rows: readonly T[]) =>
      rows.filter(({ shift }) => shift === z.shift);
    const [said, added] = [amountsOfZ(z), amountsOfSums(of(sums.shifts), of(sums.cash), of(sums.taxes))];
    const amount = [...new Set([...said.keys(), ...added.keys()])]
      .sort()
      .find((each) => (said.get(each) ?? 0) !== (added.get(each) ?? 0));
    if (amount === undefined) return [];
    const detail = { number: z.number, amount, z: said.get(amount) ?? 0, facts: added.get(amount) ?? 0 };
    return [{ subject: z.shift, detail }];
  });

function amountsOfZ({ report }: ClosedShift): Amounts {
  const { sales, returns, tenders, taxes } = report;
  return new Map<string, number>([
    ['sales count', sales.count],
    ['sales gross', sales.gross],
    ['sales discount', sales.discount],
    ['sales tax', sales.tax],
    ['sales rounding', sales.rounding],
    ['returns count', returns.count],
    ['returns gross', returns.gross],
    ['returns tax', returns.tax],
    ['returns rounding', returns.rounding],
    ...tenders.flatMap((row): [string, number][] => [
      [`tender ${row.tender} opening`, row.opening],
      [`tender ${row.tender} sales`, row.sales],
      [`tender ${row.tender} refunds`, row.refunds],
      [`tender ${row.tender} pay-ins`, row.payIns],
      [`tender ${row.tender} pay-outs`, row.payOuts],
      [`tender ${row.tender} corrections`, row.corrections],
    ]),
    ...taxes.flatMap((row) => taxAmounts(row)),
  ]);
}

const amountsOfSums = (shifts: readonly Sums[], cash: readonly Cash[], taxes: readonly Tax[]): Amounts =>
  new Map<string, number>([
    ...shifts.flatMap((row): [string, number][] => [
      ['sales count', row.sales],
      ['sales gross', row.sales_gross],
      ['sales discount', row.sales_discount],
      ['sales tax', row.sales_tax],
      ['sales rounding', row.sales_rounding],
      ['returns count', row.returns],
      ['returns gross', row.returns_gross],
      ['returns tax', row.returns_tax],
      ['returns rounding', row.returns_rounding],
    ]),
    ...cash.flatMap((row): [string, number][] => [
      [`tender ${row.tender} opening`, row.opening],
      [`tender ${row.tender} sales`, row.sales],
      [`tender ${row.tender} refunds`, row.refunds],
      [`tender ${row.tender} pay-ins`, row.pay_ins],
      [`tender ${row.tender} pay-outs`, row.pay_outs],
      [`tender ${row.tender} corrections`, row.corrections],
    ]),
    ...taxes.flatMap((row) => taxAmounts(row)),
  ]);

const taxAmounts = ({
  letter,
  rate,
  net,
  tax,
  gross,
}: Pick<Tax, 'letter' | 'rate' | 'net' | 'tax' | 'gross'>): [string, number][] => [
  [`tax ${letter} ${rate} net`, net],
  [`tax ${letter} ${rate} tax`, tax],
  [`tax ${letter} ${rate} gross`, gross],
];

const closes = listQuery<{ store: string }, { z: string }>((db, param, shifts) =>
  db.selectFrom('shift_close').select('z').where('store', '=', param('store')).where('shift', 'in', shifts),
);
const shiftSums = listQuery<{ store: string }, Sums>((db, param, shifts) =>
  db.selectFrom('shift_total').selectAll().where('store', '=', param('store')).where('shift', 'in', shifts),
);
const cashSums = listQuery<{ store: string }, Cash>((db, param, shifts) =>
  db.selectFrom('cash_total').selectAll().where('store', '=', param('store')).where('shift', 'in', shifts),
);
const taxSums = listQuery<{ store: string }, Tax>((db, param, shifts) =>
  db.selectFrom('tax_total').selectAll().where('store', '=', param('store')).where('shift', 'in', shifts),
);

const OF_SHIFT: ReadonlySet<unknown> = new Set([shiftClose, shiftTotal, cashTotal, taxTotal]);

/** A Z was printed that the facts of its shift do not add up to. */
export const zDiffers: Rule = {
  rule: 'Z_DIFFERS',
  touched: (change) => (OF_SHIFT.has(change.table) ? [String(namedBy(change)['shift'])] : []),
  find: async (read, store, subjects) => {
    const closed = (await closes.all(read, { store }, subjects)).map(({ z }) => JSON.parse(z) as ClosedShift);
    // Most of what is touched is a shift that is still open.
    const shifts = closed.map(({ shift }) => shift);
    return zDiffersOf(closed, {
      shifts: await shiftSums.all(read, { store }, shifts),
      cash: await cashSums.all(read, { store }, shifts),
      taxes: await taxSums.all(read, { store }, shifts),
    });
  },
};
