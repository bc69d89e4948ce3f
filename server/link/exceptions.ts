import type { Sql } from '../store/pool.ts';

/** Something a person must settle; the same (rule, subject) is one exception, and found again after it was settled it is open again. */
export async function raise(
  tx: Sql,
  exception: {
    readonly store: string;
    readonly rule: string;
    readonly subject: string;
    readonly detail: Readonly<Record<string, string | number>>;
  },
  at: number,
): Promise<void> {
  await tx.query(
    `insert into exception (store, rule, subject, detail, raised_at) values ($1, $2, $3, $4, $5)
     on conflict (store, rule, subject) do update set detail = excluded.detail, raised_at = excluded.raised_at,
       settled_at = null, settled_by = null, note = null where exception.settled_at is not null`,
    [exception.store, exception.rule, exception.subject, JSON.stringify(exception.detail), at],
  );
}
