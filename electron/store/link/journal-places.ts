import type { Database } from 'better-sqlite3';

type Named = {
  readonly id: string;
  readonly origin: string;
  readonly epoch: string;
  readonly seq: number;
};

/** Where facts stand in the journal, and where one that is gone may stand again: in the order of its history. */
export function journalPlaces(db: Database) {
  const held = db
    .prepare('select position from journal where id = ? or (origin = ? and epoch = ? and seq = ?)')
    .pluck();
  const before = db
    .prepare(
      'select position from journal where origin = ? and epoch = ? and seq < ? order by seq desc limit 1',
    )
    .pluck();
  const gap = db
    .prepare(
      `select ? + 1 where not exists (select 1 from journal where position = ? + 1) union all
       select position + 1 from journal j where position > ? and not exists (select 1 from journal where position = j.position + 1)
       order by 1 limit 1`,
    )
    .pluck();
  const end = db.prepare('select coalesce(max(position), 0) from journal').pluck();
  return {
    held: ({ id, origin, epoch, seq }: Named) => held.get(id, origin, epoch, seq) as number | undefined,
    free: ({ origin, epoch, seq }: Named): number => {
      const after = (before.get(origin, epoch, seq) as number | undefined) ?? 0;
      return gap.get(after, after, after) as number;
    },
    end: () => end.get() as number,
  };
}
