import { z } from 'zod';
import type { MoveDocument, PersonId } from '#shared/domain/ids.ts';
import type { Move } from '#shared/domain/stock/move.ts';
import { add } from '../change.ts';
import { entryType } from '../entry-type.ts';
import { id, words } from '../schema.ts';
import { itemStat } from '../tables/sale.ts';
import { moveChanges, moves } from './moves.ts';

export interface StockOpened {
  readonly document: MoveDocument;
  readonly by: PersonId;
  readonly note: string;
  /** OPENING → SALEABLE, or back when an import that brought them is undone. */
  readonly moves: readonly Move[];
}

/** Goods that were on the shelf before Mallard knew of them; from now on the item's level is known. */
export const stockOpened = entryType<StockOpened>('stock.opened', {
  v: 1,
  scope: 'store',
  body: z.strictObject({ document: id<MoveDocument>(), by: id<PersonId>(), note: words(), moves }),
  areas: ['stock'],
  begins: (s) => [`stock/${s.document}`],
  project: (entry) => [
    ...moveChanges(entry, entry.body.document, entry.body.moves),
    ...entry.body.moves.map((m) =>
      add(itemStat, { store: entry.store, item: m.item }, { known: m.kind === 'reversal' ? -1 : 1 }),
    ),
  ],
});
