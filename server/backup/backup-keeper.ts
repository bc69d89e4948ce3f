import { readdirSync } from 'node:fs';
import { mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { CHAIN_STORE } from '#shared/link/hq/serve-feed.ts';
import type { Finding } from '#shared/services/exceptions/rule.ts';
import { reconcile } from '../exceptions/reconcile.ts';
import type { HqPool } from '../store/pool.ts';
import type { BackupPlace } from './backup-place.ts';
import { type Backup, makeBackup } from './make-backup.ts';
import { MANIFEST, readManifest } from './manifest.ts';

/** Makes a backup a day, and tells people when there is none, or no room for the next. */
export interface BackupKeeper {
  /** Makes one now where a day has gone by; answers it, or null. */
  readonly look: () => Promise<Backup | null>;
  readonly stop: () => Promise<void>;
}

const LOOK_MS = 600_000;
const DAY_MS = 86_400_000;
const LEAST_BYTES = 1024 ** 3;

export function backupKeeper(ports: {
  readonly pool: HqPool;
  readonly place: BackupPlace;
  readonly target: string;
  readonly now: () => number;
  readonly report: (error: unknown) => void;
}): BackupKeeper {
  const { pool, place, target, now, report } = ports;
  const tell = (findings: readonly Finding[]): Promise<void> =>
    pool.transaction((tx) =>
      reconcile(
        tx,
        { store: CHAIN_STORE, rule: 'BACKUP', subjects: [FAILED, ROOM] },
        { findings, at: now() },
      ),
    );
  const look = async (): Promise<Backup | null> => {
    let last: Newest | null = null;
    try {
      await mkdir(target, { recursive: true, mode: 0o700 });
      last = await newestBackup(target);
      const isDue = last === null || now() - last.at >= DAY_MS;
      const made = isDue ? await makeBackup(place, { target, now }) : null;
      await tell(await shortOf(target, made ? bytesOf(made.manifest) : (last?.bytes ?? 0)));
      return made;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const since = last === null ? {} : { last: new Date(last.at).toISOString() };
      // Where the place itself is gone there is no room to speak of.
      const short = await shortOf(target, last?.bytes ?? 0).catch(() => []);
      await tell([{ subject: FAILED, detail: { reason: reason.slice(0, 400), ...since } }, ...short]);
      throw error;
    }
  };
  let looking: Promise<unknown> = Promise.resolve();
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    looking = look()
      .catch(report)
      .finally(() => {
        isBusy = false;
      });
  }, LOOK_MS);
  timer.unref();
  return {
    look,
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

const FAILED = 'no backup';
const ROOM = 'no room';

interface Newest {
  readonly at: number;
  readonly bytes: number;
}

/** The newest finished backup of a folder; null where there is none. */
async function newestBackup(target: string): Promise<Newest | null> {
  const names = readdirSync(target).sort().reverse();
  for (const name of names) {
    if (!isFinished(join(target, name))) continue;
    const found = await readManifest(join(target, name)).catch(() => null);
    if (found) return { at: found.at, bytes: bytesOf(found) };
  }
  return null;
}

function isFinished(folder: string): boolean {
  try {
    return readdirSync(folder).includes(MANIFEST);
  } catch {
    return false;
  }
}

const bytesOf = ({ tables }: Backup['manifest']): number => tables.reduce((sum, { bytes }) => sum + bytes, 0);

/** Room for two more is little. */
async function shortOf(target: string, bytes: number): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(target);
  const free = bavail * bsize;
  const wanted = Math.max(LEAST_BYTES, 2 * bytes);
  const inMiB = (of: number) => Math.round(of / 1024 ** 2);
  return free >= wanted
    ? []
    : [{ subject: ROOM, detail: { freeMiB: inMiB(free), wantedMiB: inMiB(wanted) } }];
}
