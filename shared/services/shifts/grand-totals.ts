import { minor } from '#shared/domain/numbers.ts';
import type { ShiftClosed } from '#shared/domain/shift/shift.ts';
import type { Self } from '../journal/host.ts';
import { query, type Reader } from '../journal/query.ts';

const totals = query<{ store: string; register: string }, { sales: number; returns: number }>((db, param) =>
  db
    .selectFrom('grand_total')
    .select(['sales', 'returns'])
    .where('store', '=', param('store'))
    .where('register', '=', param('register')),
);
const branch = query<{ store: string; origin: string; epoch: string }, { parent_epoch: string | null }>(
  (db, param) =>
    db
      .selectFrom('epoch')
      .select('parent_epoch')
      .where('store', '=', param('store'))
      .where('origin', '=', param('origin'))
      .where('epoch', '=', param('epoch')),
);

/** What this register ever sold and took back; it goes on over epochs and says from which one. */
export async function readGrandTotals(read: Reader, self: Self): Promise<ShiftClosed['grandTotals']> {
  const { store, register, device: origin, epoch } = self;
  const row = await read.first(totals, { store, register });
  const from = await read.first(branch, { store, origin, epoch });
  return {
    sales: minor(row?.sales ?? 0),
    returns: minor(row?.returns ?? 0),
    continuedFrom: from?.parent_epoch ?? null,
  };
}
