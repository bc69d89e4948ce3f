import type { Unit } from '#shared/domain/catalog/product.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { returnable } from '#shared/domain/returns/returnable.ts';
import type { SaleTender } from '#shared/domain/sale/sale-completed.ts';
import type { Host } from '../journal/host.ts';
import { query } from '../journal/query.ts';
import { type KnownSale, readSoldAndReturned } from '../returns/sold-and-returned.ts';
import { readDrawer, stateOf } from '../shifts/drawer.ts';
import type { TaxRowView } from '../tickets/ticket-view.ts';
import { copiesOf } from './copies.ts';

/** A finished sale with what is left to return and its tenders as corrected; amounts in minor units. */
export interface SaleView {
  readonly sale: string;
  readonly number: string;
  readonly at: number;
  readonly businessDate: string;
  readonly clerk: string;
  readonly shift: string | null;
  /** The register that sold it, where that is another one. */
  readonly soldAt: string | null;
  readonly lines: SaleLineView[];
  readonly taxes: TaxRowView[];
  readonly subtotal: number;
  readonly discount: number;
  readonly tax: number;
  readonly total: number;
  readonly rounding: number;
  readonly change: number;
  readonly items: number;
  readonly tenders: SaleTenderView[];
  readonly note: string;
  readonly returnUntil: string;
  readonly copies: number;
  readonly returns: ReturnRow[];
}

export interface SaleLineView {
  readonly line: number;
  readonly product: string | null;
  readonly name: string;
  readonly unit: Unit;
  readonly qty: number;
  readonly price: number;
  readonly amount: number;
  readonly discount: number;
  readonly gross: number;
  readonly tax: number;
  readonly taxLetter: string;
  readonly returned: number;
  readonly returnable: number;
}

export interface SaleTenderView extends Omit<SaleTender, 'payment'> {
  readonly index: number;
  readonly corrected: boolean;
  /** Only within the open shift of the sale, and before any of its money went back. */
  readonly correctable: boolean;
}

export interface ReturnRow {
  readonly ret: string;
  readonly number: string;
  readonly at: number;
  readonly total: number;
}

const returnsOfSale = query<{ store: string; sale: string }, ReturnRow>((db, param) =>
  db
    .selectFrom('sale_return')
    .select(['ret', 'number', 'at', 'total'])
    .where('store', '=', param('store'))
    .where('sale', '=', param('sale'))
    .orderBy('number')
    .orderBy('ret'),
);

/** One sale as it stands. Refuses NOT_FOUND. */
export const saleView =
  (host: Host) =>
  async (sale: string): Promise<Result<SaleView, DomainError>> => {
    const { read, self } = host;
    const known = await readSoldAndReturned(host, sale);
    if (!known) return err(refuse('NOT_FOUND', { sale }));
    const drawer = await readDrawer(read, self);
    const returns = await read.all(returnsOfSale, { store: self.store, sale });
    const correctable =
      stateOf(drawer) === 'open' && drawer?.shift === known.shift && known.soFar.tenders.length === 0;
    const { original, at, shift } = known;
    const { number, businessDate, clerk, taxes, subtotal, discount, tax, total } = original;
    const { rounding, change, items, note, returnUntil } = original;
    return ok({
      sale,
      number,
      at,
      businessDate,
      clerk,
      shift,
      soldAt: known.soldAt,
      lines: linesOf(known),
      taxes: taxes.map(({ taxClass: _class, ...row }) => row),
      subtotal,
      discount,
      tax,
      total,
      rounding,
      change,
      items,
      note,
      returnUntil,
      tenders: original.tenders.map(({ payment: _none, ...tender }, index) => ({
        ...tender,
        index,
        corrected: known.corrected.has(index),
        correctable,
      })),
      copies: await copiesOf(read, self.store, sale),
      returns,
    });
  };

const linesOf = (known: KnownSale): SaleLineView[] =>
  returnable(known).map(({ line, returned, remaining }) => ({
    line: line.line,
    product: line.product,
    name: line.name,
    unit: line.unit,
    qty: line.qty,
    price: line.price,
    amount: line.amount,
    discount: line.adjustments.reduce((sum, each) => sum + each.amount, 0),
    gross: line.gross,
    tax: line.tax,
    taxLetter: line.taxLetter,
    returned,
    returnable: remaining,
  }));
