import type { Database } from 'better-sqlite3';
import type { RowOf } from '#shared/journal/table.ts';
import type { localFeed, localLink, localLinkFault } from '#shared/journal/tables/local.ts';
import { prepared } from '../prepared.ts';

export type LinkRow = RowOf<typeof localLink>;
export type FeedRow = RowOf<typeof localFeed>;
export type LinkFaultRow = RowOf<typeof localLinkFault>;

/** The tie to headquarters; null before this register joined. */
export function readLink(db: Database): LinkRow | null {
  const row = prepared(db, 'select * from local_link').get() as LinkRow | undefined;
  return row === undefined || row.state === 'joining' ? null : row;
}

/** A joining that was begun and not ended: HQ may have said yes. */
export function readJoining(db: Database): LinkRow | null {
  const row = db.prepare("select * from local_link where state = 'joining'").get() as LinkRow | undefined;
  return row ?? null;
}

export const readFeeds = (db: Database): readonly FeedRow[] =>
  prepared(db, 'select * from local_feed order by feed').all() as FeedRow[];

/** Facts put aside, oldest first; their bytes are left where they are. */
export const readLinkFaults = (db: Database): readonly LinkFaultRow[] =>
  db
    .prepare(
      `select entry, feed, position, origin, type, state, reason, at, null as prev, null as header, null as body
       from local_link_fault order by at, feed, position limit 500`,
    )
    .all() as LinkFaultRow[];
