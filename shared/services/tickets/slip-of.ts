import { parseTicketNumber } from '#shared/domain/ticket-number.ts';
import type { Deciding } from '../journal/host.ts';
import { query } from '../journal/query.ts';
import { readParks } from './parks.ts';

/** A slip of this store that somebody brought to the counter. */
export type SlipOf =
  | { readonly kind: 'sale'; readonly sale: string; readonly number: string }
  | { readonly kind: 'return'; readonly ret: string; readonly number: string }
  | { readonly kind: 'parked'; readonly park: string };

const saleByNumber = query<{ store: string; number: string }, { sale: string }>((db, param) =>
  db
    .selectFrom('sale')
    .select('sale')
    .where('store', '=', param('store'))
    .where('number', '=', param('number')),
);
const returnByNumber = query<{ store: string; number: string }, { ret: string }>((db, param) =>
  db
    .selectFrom('sale_return')
    .select('ret')
    .where('store', '=', param('store'))
    .where('number', '=', param('number')),
);

/** What an own number or the code on a parked slip stands for; null for anything else, or one nobody here knows. */
export async function slipOf({ read, self }: Deciding, text: string): Promise<SlipOf | null> {
  const { store } = self;
  if (UUID.test(text)) {
    const id = text.toLowerCase();
    const park = (await readParks(read, store)).find((each) => each.ticket === id || each.park === id);
    return park ? { kind: 'parked', park: park.park } : null;
  }
  const kind = parseTicketNumber(text)?.kind;
  const number = text.toUpperCase();
  if (kind === 'sale') {
    const row = await read.first(saleByNumber, { store, number });
    return row ? { kind, sale: row.sale, number } : null;
  }
  if (kind !== 'return') return null;
  const row = await read.first(returnByNumber, { store, number });
  return row ? { kind, ret: row.ret, number } : null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
