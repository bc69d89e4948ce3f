import type { Database } from 'better-sqlite3';
import { nodeCodec } from '#node/codec.ts';
import { readHeaderText } from '#shared/journal/entry.ts';
import { epochOrdinal } from '#shared/journal/epoch.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import type { OwnJournal } from '#shared/link/device/push.ts';
import { baseHeads, heldByStoreBase } from '../base/base-rows.ts';

/** This device's own entries, as they go up: read from a connection that only reads. */
export interface OwnEntries extends OwnJournal {
  /** Entries of an epoch from a seq on, in order; read some at a time, so that a batch takes little more than it needs. */
  readonly from: (epoch: string, seq: number) => Iterable<ReceivedEntry>;
  /** Wall time of one entry, ms; null when it is not held. */
  readonly at: (epoch: string, seq: number) => number | null;
}

interface OwnRow extends Pick<ReceivedEntry, 'body' | 'prev' | 'hash'> {
  readonly seq: number;
  /** The text of the header: bytes out of SQLite cost some microseconds more than a text. */
  readonly header: string;
}

/** Rows read at once, at first and at most: an import's may be so large that a batch takes two of them. */
const AT_FIRST = 2;
const AT_ONCE = 64;

export function ownEntries(
  db: Database,
  self: () => { readonly device: string; readonly epoch: string },
): OwnEntries {
  const device = () => self().device;
  const epochs = db.prepare('select distinct epoch from epoch where origin = +?').pluck();
  const last = db.prepare('select max(seq) from journal where origin = +? and epoch = +?').pluck();
  const hash = db.prepare('select hash from journal where origin = ? and epoch = ? and seq = ?').pluck();
  const header = db
    .prepare('select cast(header as text) from journal where origin = ? and epoch = ? and seq = ?')
    .pluck();
  const rows = db.prepare(
    `select seq, cast(header as text) as header, body, prev, hash from journal
     where origin = ? and epoch = ? and seq >= ? order by seq limit ?`,
  );
  return {
    epochs: () =>
      (epochs.all(device()) as string[])
        .sort((a, b) => epochOrdinal(a) - epochOrdinal(b))
        .map((epoch) => ({ epoch, seq: (last.get(device(), epoch) as number | null) ?? 0 })),
    living: () => self().epoch,
    // What was let go ends with a hash that HQ may name.
    hashAt: (epoch, seq) =>
      (hash.get(device(), epoch, seq) as Uint8Array | undefined) ??
      baseHeads(db).endAt({ origin: device(), epoch }, seq) ??
      undefined,
    letGo: (epoch) => {
      const { heads } = heldByStoreBase(db);
      return heads.find((head) => head.origin === device() && head.epoch === epoch)?.gone ?? 0;
    },
    at: (epoch, seq) => {
      const text = header.get(device(), epoch, seq) as string | undefined;
      return text === undefined ? null : (readHeaderText(text)?.at ?? null);
    },
    from: function* (epoch, seq) {
      for (let next = seq, most = AT_FIRST; ; most = Math.min(most * 2, AT_ONCE)) {
        const some = rows.all(device(), epoch, next, most) as OwnRow[];
        for (const row of some) {
          const entry = row.seq === next ? received(row) : null;
          if (entry === null) return;
          yield entry;
          next++;
        }
        if (some.length < most) return;
      }
    },
  };
}

function received({ header, body, prev, hash }: OwnRow): ReceivedEntry | null {
  const head = readHeaderText(header);
  return head && { head, header: nodeCodec.utf8(header), body, prev, hash };
}
