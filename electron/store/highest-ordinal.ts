import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import DatabaseFile, { type Database } from 'better-sqlite3';
import { epochOrdinal } from '#shared/journal/epoch.ts';
import type { DataFolder } from './data-folder.ts';
import { listBackups } from './maintenance/backup.ts';
import { readMarker } from './marker.ts';

/**
 * The highest epoch that was ever begun in this folder, as far as the marker, the store, its backups and what was put aside know, and
 * these other files; 0 where nothing was. Whatever begins here begins above it, so that no ticket number is given twice.
 */
export function highestOrdinal(folder: DataFolder, ...others: readonly string[]): number {
  const marker = readMarker(folder.marker);
  const files = [
    ...others,
    folder.store,
    ...listBackups(folder).map(({ path }) => path),
    ...quarantineStores(folder),
  ];
  return Math.max(marker ? epochOrdinal(marker.epoch) : 0, ...files.map(ordinalIn));
}

/** Highest epoch a file knows of; a file too damaged to say has nothing to say. */
function ordinalIn(file: string): number {
  if (!existsSync(file)) return 0;
  let db: Database | undefined;
  try {
    db = new DatabaseFile(file, { readonly: true });
    // Other registers' epochs count by themselves.
    const epochs = db
      .prepare('select epoch from epoch where origin in (select device from local_device)')
      .pluck()
      .all();
    return Math.max(0, ...epochs.map((e) => epochOrdinal(String(e))));
  } catch {
    return 0;
  } finally {
    db?.close();
  }
}

const quarantineStores = (folder: DataFolder): string[] =>
  existsSync(folder.quarantine)
    ? readdirSync(folder.quarantine).map((name) => join(folder.quarantine, name, 'store.db'))
    : [];
