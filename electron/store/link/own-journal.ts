import type { Database } from 'better-sqlite3';
import { readHeader } from '#shared/journal/entry.ts';
import { epochOrdinal } from '#shared/journal/epoch.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import type { OwnJournal } from '#shared/link/device/push.ts';
import { baseHeads, heldByStoreBase } from '../base/base-rows.ts';
import { nodeCodec } from '../codec.ts';

/** This device's own entries, as they go up: read from a connection that only reads. */
export interface OwnEntries extends OwnJournal {
  /** Entries of an epoch from a seq on, in order; read one by one, so that a batch takes only what it needs. */
  readonly from: (epoch: string, seq: number) => Iterable<ReceivedEntry>;
  /** Wall time of one entry, ms; null when it is not held. */
  readonly at: (epoch: string, seq: number) => number | null;
}

type Sealed = Pick<ReceivedEntry, 'header' | 'body' | 'prev' | 'hash'>;

export function ownEntries(
  db: Database,
  self: () => { readonly device: string; readonly epoch: string },
): OwnEntries {
  const device = () => self().device;
  const epochs = db.prepare('select distinct epoch from epoch where origin = +?').pluck();
  const last = db.prepare('select max(seq) from journal where origin = +? and epoch = +?').pluck();
  const hash = db.prepare('select hash from journal where origin = ? and epoch = ? and seq = ?').pluck();
  const one = db.prepare(
    'select header, body, prev, hash from journal where origin = ? and epoch = ? and seq = ?',
  );
  const entryAt = (epoch: string, seq: number): ReceivedEntry | null => {
    const sealed = one.get(device(), epoch, seq) as Sealed | undefined;
    const head = sealed && readHeader(sealed.header, nodeCodec);
    return head ? { ...sealed, head } : null;
  };
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
    at: (epoch, seq) => entryAt(epoch, seq)?.head.at ?? null,
    from: function* (epoch, seq) {
      for (let next = seq; ; next++) {
        const entry = entryAt(epoch, next);
        if (entry === null) return;
        yield entry;
      }
    },
  };
}
