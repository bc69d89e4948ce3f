import type { TaxRow } from '#shared/domain/cart/cart.ts';
import { add, type Change } from '../change.ts';
import type { EntryHeader } from '../entry.ts';
import { type SeriesKind, series } from '../tables/journal.ts';
import { cashTotal, taxTotal } from '../tables/shift.ts';

/** Sums that several facts add to. */
export const seriesAdd = (entry: EntryHeader, register: string, kind: SeriesKind): Change =>
  add(series, { store: entry.store, register, epoch: entry.epoch, kind }, { last: 1 });

export const cashAdd = (
  store: string,
  shift: string,
  tender: string,
  deltas: {
    opening?: number;
    sales?: number;
    refunds?: number;
    pay_ins?: number;
    pay_outs?: number;
    corrections?: number;
  },
): Change => add(cashTotal, { store, shift, tender }, deltas);

/** `sign` 1 for a sale's tax row, -1 for a return's. */
export const taxAdd = (store: string, shift: string, row: TaxRow, sign: 1 | -1): Change =>
  add(
    taxTotal,
    { store, shift, letter: row.letter, rate: row.rate },
    {
      net: sign * row.net,
      tax: sign * row.tax,
      gross: sign * row.gross,
    },
  );
