import type { Codec, SealedEntry } from '#shared/journal/entry.ts';
import { seqsOf } from '#shared/link/device/compare-digest.ts';
import { BLOCK, type HistoryDigest } from '#shared/link/digest.ts';
import { keptFact } from '#shared/link/hq/kept-fact.ts';
import type { DigestSource } from '#shared/link/hq/serve-digest.ts';
import type { HqPool } from './pool.ts';
import { createPostgresFeed } from './postgres-feed.ts';

const DIGEST = `select origin, epoch, (seq - 1) / ${BLOCK} as block, count(*) as count, max(seq) as through,
  encode(sha256(string_agg(hash, ''::bytea order by seq, hash)), 'hex') as digest
  from journal where store = $1 and position <= $2 group by 1, 2, 3 order by 1, 2, 3`;
const LIST = `select seq, encode(hash, 'hex') as hash, position from journal
  where store = $1 and origin = $2 and epoch = $3 and seq between $4 and $5 order by seq, hash`;
/** Lengths are summed before a body is read. */
const FACTS = `with asked as (
  select position, sum(length(header) + length(body)) over (order by seq, branch) as bytes, row_number() over (order by seq, branch) as nth
  from journal where store = $1 and origin = $2 and epoch = $3 and seq = any ($4)
)
select header, body, prev, hash from asked join journal on journal.store = $1 and journal.position = asked.position
  where asked.bytes <= $5 or asked.nth = 1 order by seq, branch`;

interface BlockRow {
  readonly origin: string;
  readonly epoch: string;
  readonly block: number;
  readonly count: number;
  readonly through: number;
  readonly digest: string;
}

/**
 * HQ's journals on PostgreSQL, for comparing. A digest reads every row of a store: one at a time is made, however many registers ask.
 */
export function createPostgresDigest(pool: HqPool, codec: Codec): DigestSource {
  const { device, end } = createPostgresFeed(pool, codec);
  let before: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = before.then(work);
    before = mine.catch(() => {});
    return mine;
  };
  return {
    device,
    end,
    digest: async (store, to) =>
      historiesOf((await inTurn(() => pool.query<BlockRow>(DIGEST, [store, to]))).rows),
    block: async (store, { origin, epoch, block }) => {
      const { first, last } = seqsOf(block);
      const { rows } = await pool.query<{ seq: number; hash: string; position: number }>(LIST, [
        store,
        origin,
        epoch,
        first,
        last,
      ]);
      return rows.map(({ seq, hash, position }) => [seq, hash, position]);
    },
    facts: async (store, { origin, epoch, seqs, bytes }) => {
      const { rows } = await pool.query<SealedEntry>(FACTS, [store, origin, epoch, seqs, bytes]);
      return rows.map((row) => keptFact(row, codec));
    },
  };
}

function historiesOf(rows: readonly BlockRow[]): HistoryDigest[] {
  const histories = Map.groupBy(rows, ({ origin, epoch }) => `${origin} ${epoch}`);
  return [...histories.values()].flatMap((blocks) => {
    const [first] = blocks;
    if (!first) return [];
    const { origin, epoch } = first;
    const through = Math.max(...blocks.map((each) => each.through));
    return [
      { origin, epoch, through, blocks: blocks.map(({ block, count, digest }) => [block, count, digest]) },
    ];
  });
}
