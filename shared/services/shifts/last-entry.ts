import { query } from '../journal/query.ts';
import type { FactSource } from '../sales/facts.ts';
import { readDrawer } from './drawer.ts';

const lastHeader = query<{ device: string; epoch: string }, { header: Uint8Array }>((db, param) =>
  db
    .selectFrom('journal')
    .select('header')
    .where('origin', '=', param('device'))
    .where('epoch', '=', param('epoch'))
    .orderBy('seq', 'desc')
    .limit(1),
);

/** Place of the instant in an entry's header (shared/journal/entry.ts). */
const AT = 6;

/** Wall time of the last entry this device wrote, null for an empty journal. It is a label: only the order of seqs counts. */
export async function lastEntryAt({ read, self, codec }: FactSource): Promise<number | null> {
  const row = await read.first(lastHeader, { device: self.device, epoch: self.epoch });
  if (!row) return null;
  const fields: unknown = JSON.parse(codec.text(row.header));
  const at: unknown = Array.isArray(fields) ? fields[AT] : null;
  return typeof at === 'number' ? at : null;
}

/** Longer numbers are later ones: counters grow by digits, epochs by letters. */
const lastClose = query<{ store: string; register: string }, { closed_at: number }>((db, param) =>
  db
    .selectFrom('shift_close')
    .select('closed_at')
    .where('store', '=', param('store'))
    .where('register', '=', param('register'))
    .orderBy((eb) => eb.fn('length', ['number']), 'desc')
    .orderBy('number', 'desc')
    .limit(1),
);

/**
 * What the clock is held against: the last entry's instant, but never before the open shift's opening or the last close. So a
 * first entry made on a clock set back does not make that clock right; only a shift opened on it, which a manager confirms, does.
 */
export async function latestInstant(from: FactSource): Promise<number | null> {
  const { read, self } = from;
  const last = await lastEntryAt(from);
  const drawer = await readDrawer(read, self);
  const anchor =
    drawer?.openedAt ??
    (await read.first(lastClose, { store: self.store, register: self.register }))?.closed_at;
  return last === null || anchor === undefined ? last : Math.max(last, anchor);
}
