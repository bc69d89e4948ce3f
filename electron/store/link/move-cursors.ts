import type { FeedState } from '#shared/link/device/pull.ts';
import type { Writer } from '../writer.ts';

/** Moves cursors to where feeds have been read without a fact to write down: never back, and never into another life of headquarters. */
export function moveCursors(
  writer: Pick<Writer, 'within'>,
  feeds: readonly Pick<FeedState, 'feed' | 'incarnation' | 'position' | 'end'>[],
): void {
  writer.within((db) => {
    const move = db.prepare(
      `update local_feed set position = :position, ends = max(ends, :end)
       where feed = :feed and incarnation = :incarnation and position < :position`,
    );
    for (const { feed, incarnation, position, end } of feeds) move.run({ feed, incarnation, position, end });
  });
}
