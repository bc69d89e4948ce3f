import type { HqPool } from '../store/pool.ts';

/**
 * Keeps the table of devices up to date without a write for every request: what was seen is gathered and written every two seconds,
 * in one statement. What a crash takes of it is a moment of `last seen`, never a fact.
 */
export interface Presence {
  readonly seen: (device: string) => void;
  /** HQ holds the device's epoch up to `seq`. */
  readonly acked: (device: string, at: { readonly epoch: string; readonly seq: number }) => void;
  /** Writes what was gathered. */
  readonly flush: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const EVERY_MS = 2000;

interface Sight {
  readonly at: number;
  readonly epoch: string | null;
  readonly seq: number;
}

export function presence(ports: {
  readonly pool: HqPool;
  readonly now: () => number;
  readonly report: (error: unknown) => void;
}): Presence {
  const { pool, now, report } = ports;
  let sights = new Map<string, Sight>();
  const flush = async (): Promise<void> => {
    const gathered = sights;
    sights = new Map();
    if (gathered.size > 0) await write(pool, gathered);
  };
  let writing: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    writing = flush().catch(report);
  }, EVERY_MS);
  timer.unref();
  return {
    seen: (device) => {
      const known = sights.get(device);
      sights.set(device, { epoch: null, seq: 0, ...known, at: now() });
    },
    acked: (device, { epoch, seq }) => {
      const known = sights.get(device);
      sights.set(device, { at: now(), epoch, seq: known?.epoch === epoch ? Math.max(seq, known.seq) : seq });
    },
    flush,
    stop: async () => {
      clearInterval(timer);
      await writing;
      await flush().catch(report);
    },
  };
}

/** What waits at a device is what its last hello counted, less what has been acknowledged since. */
async function write(pool: HqPool, sights: ReadonlyMap<string, Sight>): Promise<void> {
  const rows = [...sights].sort(([a], [b]) => (a < b ? -1 : 1));
  await pool.transaction(async (tx) => {
    const devices = rows.map(([device]) => device);
    // Locked in order: another process may be writing the same ones.
    await tx.query('select device from device where device = any($1::text[]) order by device for update', [
      devices,
    ]);
    await tx.query(
      `update device d set last_seen = greatest(d.last_seen, u.at),
         seq = case when u.epoch = d.epoch then greatest(d.seq, u.seq) else d.seq end,
         waiting_facts = case when u.epoch = d.epoch then greatest(d.seq - u.seq, 0) else d.waiting_facts end,
         waiting_since = case when u.epoch = d.epoch and u.seq >= d.seq then null else d.waiting_since end
       from unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[]) as u(device, at, epoch, seq)
       where d.device = u.device`,
      [
        devices,
        rows.map(([, { at }]) => at),
        rows.map(([, { epoch }]) => epoch),
        rows.map(([, { seq }]) => seq),
      ],
    );
  });
}
