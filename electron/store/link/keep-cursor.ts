import type { Database } from 'better-sqlite3';
import { drop, put } from '#shared/journal/change.ts';
import { localAgreement, localFeed } from '#shared/journal/tables/local.ts';
import type { Executor } from '../executor.ts';
import { prepared } from '../prepared.ts';
import type { FeedRow } from './link-rows.ts';

/**
 * Moves the cursor of a feed with the facts that were written down, in their transaction. In another life of headquarters what was
 * compared before says nothing: it is to be compared anew.
 */
export function keepCursor(
  db: Database,
  executor: Executor,
  given: {
    readonly feed: string;
    readonly incarnation: string;
    readonly position: number;
    /** Where the feed ends. */
    readonly end: number;
    readonly stopped: boolean;
    readonly at: number;
  },
): void {
  const { feed, incarnation, position, end, stopped, at } = given;
  const look = prepared(db, 'select incarnation, current_at from local_feed where feed = ?');
  const before = look.get(feed) as Pick<FeedRow, 'incarnation' | 'current_at'> | undefined;
  if (before && before.incarnation !== incarnation) executor.effect(drop(localAgreement, { feed }));
  executor.effect(
    put(localFeed, {
      feed,
      incarnation,
      position,
      ends: Math.max(end, position),
      stopped: stopped ? 1 : 0,
      current_at: position >= end ? at : (before?.current_at ?? null),
    }),
  );
}
