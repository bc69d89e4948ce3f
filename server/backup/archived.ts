import type { Client } from 'pg';

const ROWS = 'insert into archived (store, origin, epoch, seq, at)';
/** Never backwards: an older backup says nothing against a newer one. */
const RAISE = `on conflict (store, origin, epoch) do update set at = excluded.at, seq = excluded.seq where excluded.seq > archived.seq`;

/** Notes up to which seq of each first history facts are in a verified backup: what `ends` says, as it was in the backup's snapshot. */
export async function noteArchived(client: Client, ends: readonly HistoryEnd[], at: number): Promise<void> {
  const column = (of: keyof HistoryEnd) => ends.map((end) => end[of]);
  await client.query(
    `${ROWS} select e.store, e.origin, e.epoch, e.seq, $5 from
     unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) e (store, origin, epoch, seq) ${RAISE}`,
    [column('store'), column('origin'), column('epoch'), column('seq'), at],
  );
}

export interface HistoryEnd {
  readonly store: string;
  readonly origin: string;
  readonly epoch: string;
  readonly seq: number;
}

/** Where the first histories end in a snapshot. */
export const ENDS = 'select store, origin, epoch, seq from journal_branch where branch = 0';

/** What was received within this time before a backup by foreign tools may have been committed after its snapshot, ms. */
const MARGIN = 10 * 60_000;

/** Notes that a backup that was made elsewhere at `at` is verified; answers how many facts are archived now. */
export async function noteOutside(client: Client, at: number, now: number): Promise<number> {
  await client.query(
    `${ROWS} select store, origin, epoch, seq, $2 from (
       select store, origin, epoch, coalesce(min(seq) filter (where received_at >= $1) - 1, max(seq)) as seq
       from journal where branch = 0 group by store, origin, epoch) ends where seq > 0 ${RAISE}`,
    [at - MARGIN, now],
  );
  const { rows } = await client.query<{ facts: string }>(
    'select coalesce(sum(seq), 0) as facts from archived',
  );
  return Number(rows[0]?.facts ?? 0);
}
