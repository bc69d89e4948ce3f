import type { Database } from 'better-sqlite3';

/** Nobody tries a command again after a week, and slips that came out are found by their documents. Milliseconds. */
const KEEP = 7 * 86_400_000;
/** Rows a step takes at most, so that no sale waits behind it. */
const STEP = 500;

/** Forgets old answers of commands and slips that are done. Answers whether there is more to forget. */
export function prune(db: Database, now: number): boolean {
  const before = now - KEEP;
  const step = db.transaction(
    () =>
      db
        .prepare('delete from local_command where id in (select id from local_command where at < ? limit ?)')
        .run(before, STEP).changes +
      db
        .prepare(
          `delete from local_print_job where id in (select id from local_print_job
           where state in ('sent', 'confirmed', 'printed', 'discarded') and changed_at < ? limit ?)`,
        )
        .run(before, STEP).changes,
  );
  return step.immediate() >= STEP;
}
