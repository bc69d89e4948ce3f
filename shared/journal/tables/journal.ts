import { bytes, int, nullable, text } from '../column.ts';
import { table } from '../table.ts';

/**
 * Every entry this store holds, in the order it was written here (`position`). Header and body are the exact bytes that were hashed;
 * the other columns are copies to find them by.
 */
export const journal = table('journal', {
  room: 'store',
  columns: {
    store: text(),
    position: int(),
    id: text(),
    origin: text(),
    epoch: text(),
    seq: int(),
    type: text(),
    header: bytes(),
    body: bytes(),
    prev: bytes(),
    hash: bytes(),
  },
  key: ['store', 'position'],
  numberedBy: 'position',
  indexes: [
    { columns: ['id'], unique: true },
    { columns: ['origin', 'epoch', 'seq'], unique: true },
  ],
});

/** The branches of this store's journals; the first entry of each names its parent. */
export const epoch = table('epoch', {
  room: 'store',
  columns: {
    store: text(),
    origin: text(),
    epoch: text(),
    parent_epoch: nullable(text()),
    parent_seq: nullable(int()),
    reason: text(),
    at: int(),
  },
  key: ['store', 'origin', 'epoch'],
});

/** Last number given out per register, epoch and kind: gapless because it is added to by the fact that carries the number. */
export const series = table('series', {
  room: 'store',
  columns: { store: text(), register: text(), epoch: text(), kind: text<SeriesKind>(), last: int() },
  key: ['store', 'register', 'epoch', 'kind'],
});
export type SeriesKind = 'sale' | 'return' | 'cash' | 'z';
