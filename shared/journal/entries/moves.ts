import { z } from 'zod';
import type { ProductId } from '#shared/domain/ids.ts';
import { LOCATIONS, type Move } from '#shared/domain/stock/move.ts';
import { add, type Change, insert } from '../change.ts';
import type { EntryHeader } from '../entry.ts';
import { flag, id, micro, qty } from '../schema.ts';
import { balance, move } from '../tables/sale.ts';

export const moves = z
  .array(
    z.strictObject({
      line: z.int().min(1),
      kind: z.enum([
        'sale',
        'return',
        'opening',
        'transfer-out',
        'transfer-in',
        'transfer-back',
        'receipt',
        'count',
        'adjustment',
        'scrap',
        'reversal',
      ]),
      item: id<ProductId>(),
      from: z.enum(LOCATIONS),
      to: z.enum(LOCATIONS),
      qty,
      value: micro,
      costUnknown: flag,
    }),
  )
  .max(2000) satisfies z.ZodType<Move[]>;

/** The rows of a fact's moves and what they do to the two balances each; projectors only add. */
export function moveChanges(entry: EntryHeader, document: string, list: readonly Move[]): Change[] {
  const { store, at, id: entryId } = entry;
  return list.flatMap((m): Change[] => [
    insert(move, {
      store,
      document,
      line: m.line,
      kind: m.kind,
      item: m.item,
      from_location: m.from,
      to_location: m.to,
      qty: m.qty,
      value: m.value,
      cost_unknown: m.costUnknown ? 1 : 0,
      at,
      entry: entryId,
    }),
    add(balance, { store, item: m.item, location: m.from }, { on_hand: 0 - m.qty, value: 0 - m.value }),
    add(balance, { store, item: m.item, location: m.to }, { on_hand: m.qty, value: m.value }),
  ]);
}
