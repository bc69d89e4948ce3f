import DatabaseFile, { type Database } from 'better-sqlite3';
import { nodeCodec } from '#node/codec.ts';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import { readHeader } from '#shared/journal/entry.ts';
import { type HeldHash, historyDigests, seqsOf } from '#shared/link/device/compare-digest.ts';
import { type BlockName, digestOf, type HistoryDigest } from '#shared/link/digest.ts';
import { CHAIN_FEED } from '#shared/link/feed-page.ts';
import { reading } from '../pragmas.ts';

/**
 * What is looked at: facts of one feed; of this device's own histories up to the seq the other end has looked at. What others wrote came
 * from there, so all of it is.
 */
export interface DigestRange {
  readonly feed: string;
  /** This device: of its own facts those behind `through` are on their way up. */
  readonly device: string;
  readonly through: readonly Pick<HistoryDigest, 'origin' | 'epoch' | 'through'>[];
}

interface Bytes {
  readonly origin: string;
  readonly epoch: string;
  readonly seq: number;
  readonly prev: Uint8Array;
  readonly header: Uint8Array;
  readonly body: Uint8Array;
}

/** Everything held of a history: the journal, and the second histories kept beside it. What HQ took back after a restore of its own is not compared. */
const HELD = `select origin, epoch, seq, prev, header, body from journal
  where not exists (select 1 from local_link_fault f where f.entry = journal.id and f.state = 'fork' and f.header is null)`;
const ASIDE = `select prev, header, body from local_link_fault where header is not null`;

/**
 * Digests of what this device holds, for comparing with HQ's. Hashes are made anew of the bytes as they lie on the disk. Reads the
 * whole journal: for a thread of its own.
 */
export function ownDigest(file: string, { feed, device, through }: DigestRange): HistoryDigest[] {
  const db = new DatabaseFile(file, { readonly: true });
  reading(db, 0);
  try {
    db.exec('begin');
    const limits = new Map(through.map((each) => [`${each.origin} ${each.epoch}`, each.through]));
    const limitOf = ({ origin, epoch }: Bytes) =>
      origin === device ? (limits.get(`${origin} ${epoch}`) ?? 0) : Number.MAX_SAFE_INTEGER;
    return historyDigests(within(db, feed, limitOf), (hashes) => digestOf(hashes, nodeCodec));
  } finally {
    db.close();
  }
}

function* within(db: Database, feed: string, limitOf: (fact: Bytes) => number) {
  const aside = asides(db).filter((fact) => isOf(feed, fact.origin));
  const rows = db.prepare(`${HELD} order by origin, epoch, seq`).iterate() as IterableIterator<Bytes>;
  let next = 0;
  for (const row of rows) {
    if (!isOf(feed, row.origin)) continue;
    const fact = hashed(row);
    for (let other = aside[next]; other && inOrder(other, fact) < 0; other = aside[++next])
      if (other.seq <= limitOf(other)) yield other;
    if (row.seq <= limitOf(row)) yield fact;
  }
  for (const other of aside.slice(next)) if (other.seq <= limitOf(other)) yield other;
}

/** What is held of one block, each hash made anew. */
export function heldOf(db: Database, { origin, epoch, block }: BlockName): HeldHash[] {
  const { first, last } = seqsOf(block);
  const rows = db
    .prepare(`${HELD} and origin = ? and epoch = ? and seq between ? and ?`)
    .all(origin, epoch, first, last) as Bytes[];
  const others = asides(db).filter(
    (fact) => fact.origin === origin && fact.epoch === epoch && fact.seq >= first && fact.seq <= last,
  );
  return [...rows.map(hashed), ...others].map(({ seq, hash }) => ({
    seq,
    hash: Buffer.from(hash).toString('hex'),
  }));
}

const isOf = (feed: string, origin: string): boolean => (origin === HQ_CHAIN) === (feed === CHAIN_FEED);

const hashed = (row: Bytes) => ({ ...row, hash: nodeCodec.sha256(row.prev, row.header, row.body) });

/** Facts kept beside the journal, in order; one whose header can't be read counts for nothing. */
function asides(db: Database): ReturnType<typeof hashed>[] {
  const rows = db.prepare(ASIDE).all() as Pick<Bytes, 'prev' | 'header' | 'body'>[];
  return rows
    .flatMap((row) => {
      const head = readHeader(row.header, nodeCodec);
      return head === null ? [] : [hashed({ ...row, origin: head.origin, epoch: head.epoch, seq: head.seq })];
    })
    .sort(inOrder);
}

function inOrder(a: ReturnType<typeof hashed>, b: ReturnType<typeof hashed>): number {
  for (const column of ['origin', 'epoch', 'seq'] as const)
    if (a[column] !== b[column]) return a[column] < b[column] ? -1 : 1;
  return Buffer.compare(a.hash, b.hash);
}
