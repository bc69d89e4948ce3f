import type { ReturnAccepted } from '#shared/domain/returns/return-accepted.ts';
import type { SaleCompleted } from '#shared/domain/sale/sale-completed.ts';
import type { ClosedShift } from '#shared/domain/shift/close-shift.ts';
import type { MovedCash } from '#shared/domain/shift/move-cash.ts';
import { cashMoved, shiftClosed } from '#shared/journal/entries/shift.ts';
import { query } from '../journal/query.ts';
import { plainDocument } from '../shifts/blind-slip.ts';
import { copiesOf } from './copies.ts';
import { type FactSource, readReturn, readSale, type SealedRow, type Told, told } from './facts.ts';

/** A finished document as its slip tells it, straight from the fact, so that a reprint years later says the same. */
export type SlipDocument = { readonly number: string; readonly at: number; readonly copies: number } & (
  | { readonly kind: 'sale'; readonly body: SaleCompleted }
  | { readonly kind: 'return'; readonly body: ReturnAccepted }
  /** Found by its shift; `blind`: for eyes that may not see what is expected. */
  | { readonly kind: 'z'; readonly body: ClosedShift; readonly blind: boolean }
  /** Found by its entry. */
  | { readonly kind: 'cash'; readonly body: MovedCash }
);

export type SlipDocumentKind = SlipDocument['kind'];

const closeFact = query<{ store: string; shift: string }, SealedRow>((db, param) =>
  db
    .selectFrom('shift_close as z')
    .innerJoin('journal as j', 'j.id', 'z.entry')
    .select(['j.header', 'j.body', 'z.closed_at as at', 'z.shift'])
    .where('z.store', '=', param('store'))
    .where('z.shift', '=', param('shift')),
);
const cashFact = query<{ store: string; entry: string }, SealedRow>((db, param) =>
  db
    .selectFrom('cash_move as c')
    .innerJoin('journal as j', 'j.id', 'c.entry')
    .select(['j.header', 'j.body', 'c.at', 'c.shift'])
    .where('c.store', '=', param('store'))
    .where('c.entry', '=', param('entry')),
);

/** The document of a slip: a sale, a return, a Z by its shift, a cash move by its entry; null when there is none. */
export async function slipDocument(
  from: FactSource,
  asked: { readonly kind: SlipDocumentKind; readonly document: string },
): Promise<SlipDocument | null> {
  const { kind } = asked;
  const { document, blind } = plainDocument(asked.document);
  const { read, self } = from;
  const { store } = self;
  const copies = await copiesOf(read, store, document);
  const shown = <Body extends { readonly number: string }>({ body, at }: Told<Body>) => ({
    number: body.number,
    body,
    at,
    copies,
  });
  if (kind === 'sale') {
    const sale = await readSale(from, document);
    return sale && { kind, ...shown(sale) };
  }
  if (kind === 'return') {
    const back = await readReturn(from, document);
    return back && { kind, ...shown(back) };
  }
  if (kind === 'z') {
    const row = await read.first(closeFact, { store, shift: document });
    return row ? { kind, blind, ...shown(told<ClosedShift>(from, row, shiftClosed)) } : null;
  }
  const row = await read.first(cashFact, { store, entry: document });
  return row ? { kind, ...shown(told<MovedCash>(from, row, cashMoved)) } : null;
}
