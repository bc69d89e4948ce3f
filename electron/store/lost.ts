import { existsSync, statSync } from 'node:fs';
import type { DataFolder } from './data-folder.ts';
import { listBackups } from './maintenance/backup.ts';
import { readMarker } from './marker.ts';

/**
 * Whether a store was here and its file is gone or empty: there are backups of it, one was put aside, or the marker beside the folder
 * knows how far it had come. Founding another in its place without a word would give its numbers twice.
 */
export function isLost(folder: DataFolder): boolean {
  const size = statSync(folder.store, { throwIfNoEntry: false })?.size ?? 0;
  return (
    size === 0 &&
    (listBackups(folder).length > 0 || existsSync(folder.quarantine) || readMarker(folder.marker) !== null)
  );
}
