import type { TenderId } from '#shared/domain/ids.ts';
import { type Minor, minor, type Qty, qty } from '#shared/domain/numbers.ts';
import type { SoldAndReturned } from '#shared/domain/returns/returned-so-far.ts';
import type { SaleCompleted, SaleTender } from '#shared/domain/sale/sale-completed.ts';
import { applyTenderCorrections, type Correction } from '#shared/domain/shift/correct-tender.ts';
import { query } from '../journal/query.ts';
import { type FactSource, readSale, type Told } from '../sales/facts.ts';

type OfSale = { store: string; sale: string };

interface BackRow {
  readonly line: number;
  readonly qty: number;
  readonly gross: number;
  readonly tax: number;
}
const returnedLines = query<OfSale, BackRow>((db, param) =>
  db
    .selectFrom('return_line')
    .select('line')
    .select((eb) => [
      eb.fn.sum<number>('qty').as('qty'),
      eb.fn.sum<number>('gross').as('gross'),
      eb.fn.sum<number>('tax').as('tax'),
    ])
    .where('store', '=', param('store'))
    .where('sale', '=', param('sale'))
    .groupBy('line'),
);

const refundedTenders = query<OfSale, { tender: string; reference: string | null; amount: number }>(
  (db, param) =>
    db
      .selectFrom('return_tender')
      .select(['tender', 'reference'])
      .select((eb) => eb.fn.sum<number>('amount').as('amount'))
      .where('store', '=', param('store'))
      .where('sale', '=', param('sale'))
      .groupBy(['tender', 'reference']),
);

const correctedTenders = query<
  OfSale,
  { line: number; tender: string; kind: string; name: string; reference: string | null }
>((db, param) =>
  db
    .selectFrom('tender_correction')
    .select(['line', 'tender', 'kind', 'name', 'reference'])
    .where('store', '=', param('store'))
    .where('sale', '=', param('sale')),
);

/** A sale with what came back of it, as sums of the return rows, its tenders as corrected; null when nobody here knows it. */
export interface KnownSale extends SoldAndReturned {
  readonly at: number;
  readonly shift: string | null;
  /** The register that sold it, where that is another one. */
  readonly soldAt: string | null;
  /** Tenders that were corrected, by their place. */
  readonly corrected: ReadonlySet<number>;
}

export async function readSoldAndReturned(from: FactSource, sale: string): Promise<KnownSale | null> {
  const found = await readSale(from, sale);
  if (!found) return null;
  const { read, self } = from;
  const of = { store: self.store, sale };
  const lines = await read.all(returnedLines, of);
  const tenders = await read.all(refundedTenders, of);
  const corrections = await read.all(correctedTenders, of);
  return {
    ...placed(found, corrections),
    soldAt: found.device === self.device ? null : found.body.register,
    soFar: {
      lines: new Map(lines.map((row) => [row.line, back(row)])),
      tenders: tenders.map(({ tender, reference, amount }) => ({
        tender: tender as TenderId,
        reference,
        amount: minor(amount),
      })),
    },
  };
}

const back = (row: BackRow): { readonly qty: Qty; readonly gross: Minor; readonly tax: Minor } => ({
  qty: qty(row.qty),
  gross: minor(row.gross),
  tax: minor(row.tax),
});

function placed(
  { body, at, shift }: Told<SaleCompleted>,
  rows: readonly { line: number; tender: string; kind: string; name: string; reference: string | null }[],
) {
  const corrections = rows.map(
    ({ line, tender, kind, name, reference }): Correction => ({
      index: line,
      to: { tender: tender as TenderId, kind: kind as SaleTender['kind'], name, reference },
    }),
  );
  return {
    original: { ...body, tenders: applyTenderCorrections(body.tenders, corrections) },
    at,
    shift,
    corrected: new Set(rows.map((row) => row.line)),
  };
}
