/** A backup file as its name tells it. */
export interface BackupFile {
  readonly file: string;
  /** Milliseconds. */
  readonly at: number;
}

const HOURLY = 24;
const DAILY = 14;
const MONTHLY = 6;

/**
 * Which backups stay: the newest of each of the last 24 hours, 14 days and 6 months that have one. Periods without a backup do not
 * use up a place, so a register that stood still for a year keeps what it has. The newest always stays. Backups of the future were
 * made before the clock was set back; they are counted by themselves and push nothing out.
 */
export function keptBackups(
  files: readonly BackupFile[],
  now = Number.POSITIVE_INFINITY,
): ReadonlySet<string> {
  const past = files.filter(({ at }) => at <= now);
  const future = files.filter(({ at }) => at > now);
  return new Set([...newestOfPeriods(past), ...newestOfPeriods(future)]);
}

function newestOfPeriods(files: readonly BackupFile[]): Set<string> {
  const newestFirst = [...files].sort((a, b) => b.at - a.at);
  const kept = new Set<string>();
  for (const [digits, places] of [
    [13, HOURLY],
    [10, DAILY],
    [7, MONTHLY],
  ] as const) {
    const periods = new Set<string>();
    for (const { file, at } of newestFirst) {
      const period = new Date(at).toISOString().slice(0, digits);
      if (periods.has(period)) continue;
      if (periods.size === places) break;
      periods.add(period);
      kept.add(file);
    }
  }
  return kept;
}

export type BackupReason = 'hourly' | 'shift-close' | 'migration' | 'manual';

const NAME = /^store-(\d{4}-\d{2}-\d{2}T\d{2})-(\d{2})-(\d{2}\.\d{3}Z)-([a-z-]+)\.db$/;

export const backupName = (at: number, reason: BackupReason): string =>
  `store-${new Date(at).toISOString().replaceAll(':', '-')}-${reason}.db`;

/** Reads a file's name back, or null when it is not a backup. */
export function backupOf(name: string): BackupFile | null {
  const [, hour, minute, second] = NAME.exec(name) ?? [];
  if (!hour) return null;
  const at = Date.parse(`${hour}:${minute}:${second}`);
  return Number.isNaN(at) ? null : { file: name, at };
}
