import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import DatabaseFile from 'better-sqlite3';
import { epochOrdinal } from '#shared/journal/epoch.ts';
import { placesGone } from '../base/base-rows.ts';
import type { DataFolder } from '../data-folder.ts';
import { SCHEMA_VERSION } from '../migrate.ts';
import { migration as storeBase } from '../migrations/0110-store-base.ts';
import { StoreError } from '../store-error.ts';
import { type BackupFile, type BackupReason, backupName, backupOf, keptBackups } from './retention.ts';

/** Below this much free space no backup is made: it must never be a backup that stops the shop from selling. */
export const MIN_FREE_BYTES = 2 * 1024 ** 3;

export interface Backup extends BackupFile {
  readonly path: string;
  readonly reason: BackupReason;
  readonly bytes: number;
  /** Journal position the copy holds. */
  readonly position: number;
}

/**
 * Copies the store as it stands into the backup folder, from a connection of its own that only reads, so selling goes on; the copy
 * is opened and checked before it gets its name. Runs in a worker. Throws StoreError `disk-full` when less than 2 GB are free.
 */
export function makeBackup(folder: DataFolder, at: number, reason: BackupReason): Backup {
  const free = freeBytes(folder);
  if (free < MIN_FREE_BYTES)
    throw new StoreError('disk-full', `only ${Math.floor(free / 1024 ** 2)} MB free, backups need 2048`);
  const name = backupName(at, reason);
  const path = join(folder.backups, name);
  const draft = `${path}.part`;
  rmSync(draft, { force: true });
  const source = new DatabaseFile(folder.store, { readonly: true });
  try {
    source.prepare('vacuum into ?').run(draft);
  } finally {
    source.close();
  }
  forceToDisk(draft);
  const { position } = verifyBackup(draft);
  renameSync(draft, path);
  forceNamesToDisk(folder.backups);
  prune(folder, { made: name, at });
  return { file: name, path, at, reason, bytes: statSync(path).size, position };
}

/** Opens a copy and checks it. Throws StoreError `damaged` or `from-newer-version`. */
export function verifyBackup(path: string): { readonly position: number; readonly epoch: string | null } {
  const copy = new DatabaseFile(path, { readonly: true, fileMustExist: true });
  try {
    const health = copy.pragma('integrity_check(1)', { simple: true });
    if (health !== 'ok') throw new StoreError('damaged', `the backup is damaged: ${String(health)}`);
    const version = Number(copy.pragma('user_version', { simple: true }));
    if (version > SCHEMA_VERSION)
      throw new StoreError('from-newer-version', `the backup is of version ${version}`);
    const head = copy.prepare('select max(position) as position, count(*) as entries from journal').get() as {
      position: number | null;
      entries: number;
    };
    const gone = version < storeBase.number ? 0 : placesGone(copy);
    if ((head.position ?? 0) !== head.entries + gone)
      throw new StoreError('damaged', 'the backup misses entries');
    const epoch = copy.prepare('select epoch from local_device').pluck().get();
    return { position: head.position ?? 0, epoch: typeof epoch === 'string' ? epoch : null };
  } finally {
    copy.close();
  }
}

/** Backups present, newest first. */
export function listBackups(folder: DataFolder): Backup[] {
  if (!existsSync(folder.backups)) return [];
  return readdirSync(folder.backups)
    .map((name) => ({ name, known: backupOf(name) }))
    .flatMap(({ name, known }) => {
      if (!known) return [];
      const path = join(folder.backups, name);
      const reason = name.slice(name.lastIndexOf('Z-') + 2, -3) as BackupReason;
      // Another thread may rotate it out in this very moment.
      const bytes = statSync(path, { throwIfNoEntry: false })?.size;
      return bytes === undefined ? [] : [{ ...known, path, reason, bytes, position: -1 }];
    })
    .sort((a, b) => b.at - a.at);
}

/**
 * The backup that holds the latest state and is sound, or null. By what is in it, not by when it was made: a clock may have been
 * set back in between.
 */
export function newestBackup(folder: DataFolder): Backup | null {
  const stands = listBackups(folder).flatMap((backup) => {
    const stand = standOf(backup.path);
    return stand === null ? [] : [{ backup, ...stand }];
  });
  stands.sort((a, b) => b.ordinal - a.ordinal || b.position - a.position || b.backup.at - a.backup.at);
  return stands.find(({ backup }) => isSound(backup.path))?.backup ?? null;
}

function standOf(path: string): { readonly ordinal: number; readonly position: number } | null {
  let copy: DatabaseFile.Database | undefined;
  try {
    copy = new DatabaseFile(path, { readonly: true, fileMustExist: true });
    const epoch = copy.prepare('select epoch from local_device').pluck().get();
    const position = copy.prepare('select max(position) from journal').pluck().get();
    return { ordinal: typeof epoch === 'string' ? epochOrdinal(epoch) : 0, position: Number(position ?? 0) };
  } catch {
    return null;
  } finally {
    copy?.close();
  }
}

/** Whether a copy can be restored. */
export function isSound(path: string): boolean {
  try {
    verifyBackup(path);
    return true;
  } catch {
    return false;
  }
}

export function freeBytes(folder: DataFolder): number {
  const { bavail, bsize } = statfsSync(folder.root);
  return bavail * bsize;
}

/** Copies being made now are younger than this, ms. */
const HALF_MADE = 3_600_000;

/** The backup just made always stays; copies a crash left half-made go. */
function prune(folder: DataFolder, { made, at }: { readonly made: string; readonly at: number }): void {
  const all = listBackups(folder);
  const kept = keptBackups(all, at);
  for (const { file, path } of all) if (file !== made && !kept.has(file)) rmSync(path, { force: true });
  for (const name of readdirSync(folder.backups)) {
    const path = join(folder.backups, name);
    const begun = name.endsWith('.part') ? statSync(path, { throwIfNoEntry: false })?.mtimeMs : undefined;
    if (begun !== undefined && Math.abs(at - begun) > HALF_MADE) rmSync(path, { force: true });
  }
}

/** Forces a file's bytes onto the disk. Open for writing: Windows flushes no handle that may only read. */
export function forceToDisk(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Forces a folder's names onto the disk, where there is a way: Windows has none, and its file system keeps them by itself. */
export function forceNamesToDisk(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
