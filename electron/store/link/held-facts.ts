import type { Database } from 'better-sqlite3';
import { nodeCodec } from '#node/codec.ts';
import { readHeader } from '#shared/journal/entry.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import { sameBytes } from '#shared/link/bytes.ts';
import { prepared } from '../prepared.ts';

type Row = Pick<ReceivedEntry, 'prev' | 'header' | 'body' | 'hash'>;

/** Facts of the journal at these seqs of an epoch, in order, as they were written; those whose bytes are damaged are left out. */
export function heldFacts(
  db: Database,
  {
    origin,
    epoch,
    seqs,
  }: { readonly origin: string; readonly epoch: string; readonly seqs: Iterable<number> },
): readonly ReceivedEntry[] {
  const rows = prepared(
    db,
    `select prev, header, body, hash from journal
     where origin = ? and epoch = ? and seq in (select value from json_each(?)) order by seq`,
  ).all(origin, epoch, JSON.stringify([...seqs])) as Row[];
  return rows.flatMap((row) => {
    const head = readHeader(row.header, nodeCodec);
    const isSound = sameBytes(nodeCodec.sha256(row.prev, row.header, row.body), row.hash);
    return head !== null && isSound ? [{ ...row, head }] : [];
  });
}
