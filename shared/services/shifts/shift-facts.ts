import { sql } from 'kysely';
import type { PersonId, ShiftId, TenderId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import type { LedgerRow, ShiftFacts } from '#shared/domain/shift/shift-report.ts';
import type { TenderKind } from '#shared/domain/store/settings.ts';
import type { Database } from '#shared/journal/database.ts';
import { query, type Reader } from '../journal/query.ts';

type OfShift = { store: string; shift: string };

const shiftRow = query<OfShift, Pick<Database['shift'], 'business_date' | 'opened_at' | 'opened_by'>>(
  (db, param) =>
    db
      .selectFrom('shift')
      .select(['business_date', 'opened_at', 'opened_by'])
      .where('store', '=', param('store'))
      .where('shift', '=', param('shift')),
);
const totals = query<OfShift, Database['shift_total']>((db, param) =>
  db
    .selectFrom('shift_total')
    .selectAll()
    .where('store', '=', param('store'))
    .where('shift', '=', param('shift')),
);
const taxes = query<OfShift, Database['tax_total']>((db, param) =>
  db
    .selectFrom('tax_total')
    .selectAll()
    .where('store', '=', param('store'))
    .where('shift', '=', param('shift'))
    .orderBy('letter')
    .orderBy('rate'),
);
const ledger = query<OfShift, Database['cash_total']>((db, param) =>
  db
    .selectFrom('cash_total')
    .selectAll()
    .where('store', '=', param('store'))
    .where('shift', '=', param('shift'))
    .orderBy('tender'),
);
/** Longer numbers are later ones: counters grow by digits, epochs by letters. */
const firstNumber = query<OfShift, { number: string }>((db, param) =>
  db
    .selectFrom('sale')
    .select('number')
    .where('store', '=', param('store'))
    .where('shift', '=', param('shift'))
    .orderBy(sql`length(number)`)
    .orderBy('number')
    .limit(1),
);
const lastNumber = query<OfShift, { number: string }>((db, param) =>
  db
    .selectFrom('sale')
    .select('number')
    .where('store', '=', param('store'))
    .where('shift', '=', param('shift'))
    .orderBy(sql`length(number)`, 'desc')
    .orderBy('number', 'desc')
    .limit(1),
);

/** The cash ledger of a shift as the projected sums have it: what X and Z reckon from. */
export async function readShiftFacts(
  read: Reader,
  of: { readonly store: string; readonly shift: string },
  tenders: readonly TenderKind[],
): Promise<ShiftFacts> {
  const row = await read.first(shiftRow, of);
  if (!row) throw new Error(`no shift ${of.shift}`);
  const sums = await read.first(totals, of);
  const rows = await read.all(ledger, of);
  return {
    shift: of.shift as ShiftId,
    businessDate: row.business_date,
    openedAt: row.opened_at,
    openedBy: row.opened_by as PersonId,
    ...talliesOf(sums),
    sales: {
      ...salesOf(sums),
      first: (await read.first(firstNumber, of))?.number ?? null,
      last: (await read.first(lastNumber, of))?.number ?? null,
    },
    taxes: (await read.all(taxes, of)).map(({ letter, rate, net, tax, gross }) => ({
      letter,
      rate,
      net: minor(net),
      tax: minor(tax),
      gross: minor(gross),
    })),
    tenders: ledgerOf(rows, tenders),
  };
}

/** Whether a shift of this id was ever opened here. */
export const shiftExists = async (read: Reader, of: OfShift): Promise<boolean> =>
  (await read.first(shiftRow, of)) !== undefined;

type Totals = Database['shift_total'] | undefined;

const salesOf = (sums: Totals) => ({
  count: sums?.sales ?? 0,
  gross: minor(sums?.sales_gross ?? 0),
  discount: minor(sums?.sales_discount ?? 0),
  tax: minor(sums?.sales_tax ?? 0),
  rounding: minor(sums?.sales_rounding ?? 0),
});

const talliesOf = (sums: Totals) => ({
  returns: {
    count: sums?.returns ?? 0,
    gross: minor(sums?.returns_gross ?? 0),
    tax: minor(sums?.returns_tax ?? 0),
    rounding: minor(sums?.returns_rounding ?? 0),
  },
  noSales: sums?.no_sales ?? 0,
  voids: sums?.voids ?? 0,
  removedLines: sums?.removed_lines ?? 0,
  priceChanges: sums?.price_changes ?? 0,
  tenderCorrections: sums?.tender_corrections ?? 0,
  reprints: sums?.reprints ?? 0,
});

/** One row per tender that is in use or saw money, in the order of the pay screen. */
function ledgerOf(rows: readonly Database['cash_total'][], tenders: readonly TenderKind[]): LedgerRow[] {
  const used = tenders.filter((tender) => tender.active || rows.some((row) => row.tender === tender.id));
  const unknown = rows.filter((row) => !tenders.some((tender) => tender.id === row.tender));
  const named = [
    ...used.map(({ id, name, kind }) => ({ id, name, kind: kind as string })),
    ...unknown.map(({ tender }) => ({ id: tender as TenderId, name: tender, kind: 'other' })),
  ];
  return named.map(({ id, name, kind }) => {
    const row = rows.find((each) => each.tender === id);
    return {
      tender: id,
      name,
      kind,
      opening: minor(row?.opening ?? 0),
      sales: minor(row?.sales ?? 0),
      refunds: minor(row?.refunds ?? 0),
      payIns: minor(row?.pay_ins ?? 0),
      payOuts: minor(row?.pay_outs ?? 0),
      corrections: minor(row?.corrections ?? 0),
    };
  });
}
