import type { Codec, SealedEntry } from '#shared/journal/entry.ts';
import { keptFact } from '#shared/link/hq/kept-fact.ts';
import type { FeedSource } from '#shared/link/hq/serve-feed.ts';
import type { HqPool } from './pool.ts';
import { DEVICE, type DeviceRow, known } from './postgres-hq.ts';

const END = 'select position from feed_head where store = $1';

/** Lengths are summed before a body is read, so that a page of large facts costs no more than it carries. */
const FACTS = `with own as (
  select position, origin = $3 and epoch = $4 and branch = 0 as is_own, length(header) + length(body) as bytes
  from journal where store = $1 and position > $2 order by position limit $5
), run as (
  select position, is_own, sum(case when is_own then 0 else bytes end) over (order by position) as bytes from own
)
select case when run.is_own then null else header end as header, case when run.is_own then null else body end as body,
  case when run.is_own then null else prev end as prev, hash
from run join journal on journal.store = $1 and journal.position = run.position
where run.bytes <= $6 or run.position = $2 + 1 order by run.position`;

/** HQ's feeds on PostgreSQL. */
export const createPostgresFeed = (pool: HqPool, codec: Codec): FeedSource => ({
  device: async (device) => known((await pool.query<DeviceRow>(DEVICE, [device])).rows[0]),
  end: async (store) => (await pool.query<{ position: number }>(END, [store])).rows[0]?.position ?? 0,
  facts: async (store, { after, items, bytes, without }) => {
    const { origin = null, epoch = null } = without ?? {};
    const { rows } = await pool.query<Placed>(FACTS, [store, after, origin, epoch, items, bytes]);
    return rows.map((row) => (row.header === null ? null : keptFact(row, codec)));
  },
});

/** A fact, or the place of one's own. */
type Placed = SealedEntry | { readonly header: null };
