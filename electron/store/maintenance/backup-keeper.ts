import { put } from '#shared/journal/change.ts';
import { localBackup } from '#shared/journal/tables/local.ts';
import type { RegisterStore } from '../register-store.ts';
import { NOBODY } from '../start-epoch.ts';
import { StoreError } from '../store-error.ts';
import { type Backup, freeBytes, listBackups, MIN_FREE_BYTES } from './backup.ts';
import { runJob } from './maintenance-job.ts';
import type { BackupReason } from './retention.ts';

/** Something a person must hear of until it is gone. */
export interface MaintenanceNotice {
  readonly code: 'disk-low' | 'backup-failed' | 'store-damaged';
  readonly data: Readonly<Record<string, string | number>>;
}

export interface BackupKeeper {
  /** Makes a verified backup now; two at once are one after the other. Rejects with StoreError. */
  readonly backup: (reason: BackupReason) => Promise<Backup>;
  /** To be called every minute or so: backs up when an hour has passed and something changed. */
  readonly tick: () => Promise<void>;
  /** Whether there is room for a backup; where there is none, that is said until there is. Part of every tick, and for the start. */
  readonly lookAtDisk: () => boolean;
  /** After an unclean end: looks the file over in the background. */
  readonly checkAfterCrash: () => Promise<void>;
  readonly notices: () => readonly MaintenanceNotice[];
  /** Resolves when no job is running. */
  readonly idle: () => Promise<void>;
}

const HOUR = 3_600_000;

export interface BackupPorts {
  readonly now: () => number;
  readonly newId: () => string;
  readonly run?: typeof runJob;
}

export function createBackupKeeper(store: RegisterStore, ports: BackupPorts): BackupKeeper {
  const run = ports.run ?? runJob;
  const notices = new Map<MaintenanceNotice['code'], MaintenanceNotice>();
  let last = newest(store);
  let position = -1;
  let running: Promise<unknown> = Promise.resolve();

  const note = (code: MaintenanceNotice['code'], data: MaintenanceNotice['data'] | null) => {
    const changed = data === null ? notices.delete(code) : !notices.has(code);
    if (data !== null) notices.set(code, { code, data });
    if (changed) store.announce(['maintenance']);
  };
  const one = <T>(work: () => Promise<T>): Promise<T> => {
    const next = running.then(work, work);
    running = next.catch(() => {});
    return next;
  };
  const backup = (reason: BackupReason): Promise<Backup> =>
    one(async () => {
      try {
        const made = await run(store.folder, { do: 'backup', at: ports.now(), reason });
        last = made.at;
        position = made.position;
        note('backup-failed', null);
        await remember(store, made, ports.newId());
        return made;
      } catch (error) {
        note('backup-failed', { reason: error instanceof StoreError ? error.problem : String(error) });
        throw error;
      }
    });

  const lookAtDisk = (): boolean => {
    const free = freeBytes(store.folder);
    const enough = free >= MIN_FREE_BYTES;
    note('disk-low', enough ? null : { megabytes: Math.floor(free / 1024 ** 2) });
    return enough;
  };

  return {
    backup,
    lookAtDisk,
    tick: async () => {
      const enough = lookAtDisk();
      const due = ports.now() - last >= HOUR || ports.now() < last;
      if (!due || !enough || !store.identity() || store.head().position === position) return;
      // The notice tells of a failure; the next tick tries again.
      await backup('hourly').catch(() => {});
    },
    checkAfterCrash: () =>
      one(async () => {
        const problem = await run(store.folder, { do: 'quick-check' });
        note('store-damaged', problem === null ? null : { problem });
      }),
    notices: () => [...notices.values()],
    idle: async () => {
      await running;
    },
  };
}

const newest = (store: RegisterStore): number => listBackups(store.folder)[0]?.at ?? 0;

/** The list of backups a manager sees; local state, so it is not part of any backup's facts. */
async function remember(store: RegisterStore, made: Backup, id: string): Promise<void> {
  const { file, reason, at, bytes, position } = made;
  await store.commit({ id, actor: NOBODY, name: 'maintenance.backup', input: { file } }, async () => ({
    ok: true,
    value: {
      local: [put(localBackup, { file, reason, at, bytes, position, verified: 1, problem: null })],
      answer: null,
    },
  }));
}
