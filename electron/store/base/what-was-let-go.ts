import type { Database } from 'better-sqlite3';
import { nodeCodec } from '#node/codec.ts';
import { readHeader } from '#shared/journal/entry.ts';
import { currentBase, heldByStoreBase } from './base-rows.ts';

/** What is not in the journal, but in the store's base. */
export interface LetGo {
  /** Facts the base stands for. */
  readonly facts: number;
  /** Every fact since is still here: when the first was made behind what was let go, of the history of which least is left, ms. */
  readonly reachesTo: number;
}

/** What the store's base stands for; null where the journal reaches back to the first fact. */
export function whatWasLetGo(db: Database): LetGo | null {
  const base = currentBase(db, 'store');
  if (base === null) return null;
  const behind = db.prepare('select header from journal where origin = ? and epoch = ? and seq = ?').pluck();
  const { heads, brought } = heldByStoreBase(db);
  const times = heads.map(({ origin, epoch, seq }) => {
    const header = behind.get(origin, epoch, seq + 1) as Buffer | undefined;
    return (header && readHeader(header, nodeCodec)?.at) ?? base.at;
  });
  const facts = heads.reduce((sum, { seq }) => sum + seq, brought.length);
  return { facts, reachesTo: Math.max(0, ...times) };
}
