import type { ReturnAccepted } from '#shared/domain/returns/return-accepted.ts';
import type { SaleCompleted } from '#shared/domain/sale/sale-completed.ts';
import { returnAccepted } from '#shared/journal/entries/return-accepted.ts';
import { saleCompleted } from '#shared/journal/entries/sale-completed.ts';
import { unseal } from '#shared/journal/entry.ts';
import type { EntryType } from '#shared/journal/entry-type.ts';
import { lifted } from '#shared/journal/registry.ts';
import type { Host } from '../journal/host.ts';
import { query } from '../journal/query.ts';

/** Where facts are read from: the host, or inside a command its state with the host's codec. */
export type FactSource = Pick<Host, 'read' | 'self' | 'codec'>;

/** A fact of the counter as it was written, with the instant of its entry and its shift. */
export interface Told<Body> {
  readonly body: Body;
  readonly at: number;
  readonly shift: string | null;
  /** Who wrote it. */
  readonly device: string;
}

export interface SealedRow {
  readonly header: Uint8Array;
  readonly body: Uint8Array;
  readonly at: number;
  readonly shift: string | null;
}

const saleFact = query<{ store: string; sale: string }, SealedRow>((db, param) =>
  db
    .selectFrom('sale as s')
    .innerJoin('journal as j', 'j.id', 's.entry')
    .select(['j.header', 'j.body', 's.at', 's.shift'])
    .where('s.store', '=', param('store'))
    .where('s.sale', '=', param('sale')),
);
const returnFact = query<{ store: string; ret: string }, SealedRow>((db, param) =>
  db
    .selectFrom('sale_return as r')
    .innerJoin('journal as j', 'j.id', 'r.entry')
    .select(['j.header', 'j.body', 'r.at', 'r.shift'])
    .where('r.store', '=', param('store'))
    .where('r.ret', '=', param('ret')),
);

/** The whole of a finished sale, or null. */
export async function readSale(from: FactSource, sale: string): Promise<Told<SaleCompleted> | null> {
  const row = await from.read.first(saleFact, { store: from.self.store, sale });
  return row ? told(from, row, saleCompleted) : null;
}

/** The whole of a return, or null. */
export async function readReturn(from: FactSource, ret: string): Promise<Told<ReturnAccepted> | null> {
  const row = await from.read.first(returnFact, { store: from.self.store, ret });
  return row ? told(from, row, returnAccepted) : null;
}

/** A body of a former version is read as its type writes it today. */
export function told<Body>(
  { codec }: Pick<Host, 'codec'>,
  { header, body, at, shift }: SealedRow,
  type: EntryType<Body>,
): Told<Body> {
  const entry = lifted(unseal({ header, body }, codec), type);
  if (entry === null) throw new Error(`a ${type.type} counts that this program cannot read`);
  return { body: entry.body as Body, at, shift, device: entry.origin };
}
