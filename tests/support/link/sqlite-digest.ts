import type { Codec, SealedEntry } from '#shared/journal/entry.ts';
import { historyDigests, seqsOf } from '#shared/link/device/compare-digest.ts';
import { digestOf } from '#shared/link/digest.ts';
import { keptFact } from '#shared/link/hq/kept-fact.ts';
import type { DigestSource } from '#shared/link/hq/serve-digest.ts';
import type { SqliteHq } from './sqlite-hq.ts';

interface Place {
  readonly origin: string;
  readonly epoch: string;
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly position: number;
}

/** HQ's journals on SQLite, for comparing: as `server/store/postgres-digest.ts` gives them. */
export function sqliteDigest({ db, feed }: SqliteHq, codec: Codec): DigestSource {
  const all = db.prepare(
    'select origin, epoch, seq, hash from journal where store = ? and position <= ? order by origin, epoch, seq, hash',
  );
  const block = db.prepare(
    `select seq, hash, position from journal where store = ? and origin = ? and epoch = ? and seq between ? and ? order by seq, hash`,
  );
  const facts = db.prepare(
    `select header, body, prev, hash from journal where store = ? and origin = ? and epoch = ?
     and seq in (select value from json_each(?)) order by seq, branch`,
  );
  return {
    device: feed.device,
    end: feed.end,
    digest: async (store, to) =>
      historyDigests(all.all(store, to) as Place[], (hashes) => digestOf(hashes, codec)),
    block: async (store, { origin, epoch, block: nth }) => {
      const { first, last } = seqsOf(nth);
      return (block.all(store, origin, epoch, first, last) as Place[]).map(({ seq, hash, position }) => [
        seq,
        Buffer.from(hash).toString('hex'),
        position,
      ]);
    },
    facts: async (store, { origin, epoch, seqs }) =>
      (facts.all(store, origin, epoch, JSON.stringify(seqs)) as SealedEntry[]).map((row) =>
        keptFact(row, codec),
      ),
  };
}
