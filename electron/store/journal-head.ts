import type { Database } from 'better-sqlite3';
import { EMPTY_HEAD, type Head } from '#shared/services/journal/commit.ts';
import type { Self } from '#shared/services/journal/host.ts';

/** Where the next entry goes: the last position of all, and the last seq and hash of this device's own branch. */
export function headOf(db: Database, self: Pick<Self, 'device' | 'epoch'> | null): Head {
  const last = db.prepare('select max(position) as position from journal').get() as {
    position: number | null;
  };
  if (last.position === null || self === null) return EMPTY_HEAD;
  const own = db
    .prepare('select seq, hash from journal where origin = ? and epoch = ? order by seq desc limit 1')
    .get(self.device, self.epoch) as { seq: number; hash: Uint8Array } | undefined;
  if (!own) throw new Error(`no entry of this device's epoch ${self.epoch}`);
  return { position: last.position, seq: own.seq, hash: own.hash };
}
