import type { Database } from 'better-sqlite3';
import { readHeader } from '#shared/journal/entry.ts';
import { nodeCodec } from '../codec.ts';
import { currentBase, storeHeads } from './base-rows.ts';

/** Facts that are not in the journal any more: what they made is in the store's base. */
export interface LetGo {
  readonly facts: number;
  /** Every fact since is still here: when the first was made behind what was let go, of the history of which least is left, ms. */
  readonly reachesTo: number;
}

/** What was let go of the journal; null where it reaches back to the first fact. */
export function whatWasLetGo(db: Database): LetGo | null {
  const base = currentBase(db, 'store');
  if (base === null) return null;
  const behind = db.prepare('select header from journal where origin = ? and epoch = ? and seq = ?').pluck();
  const times = storeHeads(db).map(({ origin, epoch, seq }) => {
    const header = behind.get(origin, epoch, seq + 1) as Buffer | undefined;
    return (header && readHeader(header, nodeCodec)?.at) ?? 0;
  });
  return { facts: base.places, reachesTo: Math.max(0, ...times) };
}
