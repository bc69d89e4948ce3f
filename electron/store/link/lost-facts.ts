import type { Database } from 'better-sqlite3';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import { type EpochStarted, epochStarted } from '#shared/journal/entries/epoch-started.ts';
import { epochOrdinal } from '#shared/journal/epoch.ts';
import { prepared } from '../prepared.ts';

/** Whether a fact of the chain is one headquarters' living history has. */
export type OnPath = (epoch: string, seq: number) => boolean;

interface Parent {
  readonly epoch: string | null;
  readonly seq: number | null;
}

/**
 * The history of headquarters that grew from this point: up to it, up to where the life before began, and so on. Lives that branched off
 * elsewhere are not in it, whatever their ordinals: two restores of one day have the same. Where the beginning of a life is not known here
 * (it came in a file), lives of lower ordinals are those before it.
 */
export function pathOf(db: Database, parent: NonNullable<EpochStarted['parent']>): OnPath {
  const parentOf = prepared(
    db,
    'select parent_epoch as epoch, parent_seq as seq from epoch where origin = ? and epoch = ?',
  );
  const path = new Map<string, number>();
  let at: Parent | undefined = parent;
  let oldest = parent.epoch;
  while (at && at.epoch !== null && at.seq !== null && !path.has(at.epoch)) {
    path.set(at.epoch, at.seq);
    oldest = at.epoch;
    at = parentOf.get(HQ_CHAIN, at.epoch) as Parent | undefined;
  }
  const floor = at === undefined ? epochOrdinal(oldest) : 0;
  return (epoch, seq) => seq <= (path.get(epoch) ?? (epochOrdinal(epoch) < floor ? seq : 0));
}

/**
 * Facts of the chain that are held and count, and that are not on the path to the life that begins: what headquarters said in lives a
 * restore took back. That those lives began stays true.
 */
export function lostFacts(
  db: Database,
  living: string,
  isOnPath: OnPath,
): readonly { readonly id: string; readonly type: string }[] {
  const held = prepared(
    db,
    `select id, type, epoch, seq from journal where origin = ? and epoch <> ? and type <> ?
     and not exists (select 1 from local_link_fault where entry = journal.id)`,
  );
  const facts = held.all(HQ_CHAIN, living, epochStarted.type) as {
    id: string;
    type: string;
    epoch: string;
    seq: number;
  }[];
  return facts.filter(({ epoch, seq }) => !isOnPath(epoch, seq));
}
