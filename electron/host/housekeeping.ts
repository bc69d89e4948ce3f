import type { Timers } from '#electron/devices/printer/timers.ts';
import type { BackupKeeper } from '#electron/store/maintenance/backup-keeper.ts';
import { writeMarker } from '#electron/store/marker.ts';
import { prune } from '#electron/store/prune.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import type { ReportFault } from './web/register-host.ts';

/** What a register does beside selling, each off a sale's path. */
export interface Housekeeping {
  /** Something was committed. */
  readonly committed: () => void;
  /** Ends it; the marker is brought up to date. */
  readonly stop: () => Promise<void>;
}

/** The marker follows a commit within a second. */
const MARKER_AFTER = 500;
const EVERY = 60_000;
/** Nothing was committed for this long: the till is idle, ms. */
const IDLE = 10_000;
/** Pages of the log that should long have been moved: 128 MiB. */
const LONG_LOG = 32_768;

export function keepHouse(parts: {
  readonly store: RegisterStore;
  readonly backups: BackupKeeper;
  readonly timers: Timers;
  readonly report: ReportFault;
  /** Once a minute. */
  readonly minute: () => Promise<void>;
}): Housekeeping {
  const { store, timers } = parts;
  let last = timers.now();
  let checkpointed = 0;
  let marked = -1;
  let markerDue: (() => void) | null = null;
  const attempt = (what: string, work: () => void | Promise<void>): Promise<void> =>
    Promise.resolve()
      .then(work)
      .catch((error: unknown) => parts.report(what, error));
  const mark = () => {
    markerDue = null;
    const identity = store.identity();
    const { seq, hash, position } = store.head();
    if (!identity || position === marked) return;
    const head = Buffer.from(hash).toString('hex');
    writeMarker(store.folder.marker, { device: identity.device, epoch: identity.epoch, seq, head });
    marked = position;
  };
  const checkpoint = () => {
    const { position } = store.head();
    if (position === checkpointed || timers.now() - last < IDLE || store.queue.waiting() > 0) return;
    checkpointed = position;
    const pages = store.writer.checkpoint();
    if (pages > LONG_LOG) throw new Error(`the log has grown to ${pages} pages`);
  };
  const forget = () =>
    store.queue.bulk(async () => {
      prune(store.writer.db(), timers.now());
    });
  const round = async () => {
    await attempt('checkpoint', checkpoint);
    await attempt('pruning', forget);
    await attempt('backup', () => parts.backups.tick());
    await attempt('minute', parts.minute);
  };
  let callOff = timers.after(EVERY, function again() {
    callOff = timers.after(EVERY, again);
    void round();
  });
  void attempt('marker', mark);
  void attempt('disk', () => void parts.backups.lookAtDisk());
  return {
    committed: () => {
      last = timers.now();
      markerDue ??= timers.after(MARKER_AFTER, () => void attempt('marker', mark));
    },
    stop: async () => {
      callOff();
      markerDue?.();
      await parts.backups.idle();
      await attempt('marker', mark);
    },
  };
}
