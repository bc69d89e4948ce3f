import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { catalogGenerations, type DataFolder, makeFolders } from '../data-folder.ts';
import { highestOrdinal } from '../highest-ordinal.ts';
import { readIdentity } from '../identity.ts';
import { headOf } from '../journal-head.ts';
import { type Marker, writeMarker } from '../marker.ts';
import { openStore } from '../open-store.ts';
import { startEpoch } from '../start-epoch.ts';
import { createWriter } from '../writer.ts';
import { forceNamesToDisk, forceToDisk, verifyBackup } from './backup.ts';

export interface Restored {
  readonly from: string;
  readonly epoch: string;
  /** Journal position the store stands at now. */
  readonly position: number;
  /** Where the replaced store was put aside, or null when there was none. */
  readonly aside: string | null;
}

/**
 * Puts a backup in the store's place and starts a new epoch, so that no ticket number and no (epoch, seq) is ever given twice, even
 * when the same backup is restored again: the new ordinal is above every one known to marker, replaced store and backups.
 * The replaced store is put aside, never deleted; the restored one is made ready beside it first, so that a crash leaves the one or
 * the other. The caller holds the lock. Throws StoreError when the backup is not sound.
 */
export function restore(
  folder: DataFolder,
  backup: string,
  ports: { readonly now: number; readonly newId: () => string },
): Restored {
  makeFolders(folder);
  verifyBackup(backup);
  const ordinal = Math.max(1, highestOrdinal(folder, backup)) + 1;
  const ready = { ...folder, store: `${folder.store}.restoring` };
  removeDatabase(ready.store);
  copyFileSync(backup, ready.store);
  const branch = branchOff(ready, { ...ports, ordinal });
  forceToDisk(ready.store);
  const aside = putAside(folder, ports.now);
  renameSync(ready.store, folder.store);
  forceNamesToDisk(folder.root);
  for (const generation of catalogGenerations(folder)) removeDatabase(folder.catalog(generation));
  if (branch) writeMarker(folder.marker, branch.marker);
  const { epoch, position } = branch ?? { epoch: '', position: 0 };
  return { from: basename(backup), epoch, position, aside };
}

/** Starts the new epoch in a copy that nobody else knows of yet; null for a copy of a store that was never founded. */
function branchOff(
  ready: DataFolder,
  { ordinal, now, newId }: { readonly ordinal: number; readonly now: number; readonly newId: () => string },
): { readonly epoch: string; readonly position: number; readonly marker: Marker } | null {
  const writer = createWriter(() => openStore(ready, () => {}));
  try {
    const identity = readIdentity(writer.db());
    if (!identity) return null;
    const { device } = identity;
    const head = headOf(writer.db(), identity);
    const epoch = startEpoch(writer, {
      self: identity,
      ordinal,
      reason: 'restored',
      parent: { epoch: identity.epoch, head },
      position: head.position + 1,
      id: newId(),
      at: now,
    });
    const { position, seq, hash } = headOf(writer.db(), { device, epoch });
    return { epoch, position, marker: { device, epoch, seq, head: Buffer.from(hash).toString('hex') } };
  } finally {
    // Closing moves the log into the file and takes it away: what is renamed is whole.
    writer.close();
  }
}

/** Moves the store, or what is left of it, to where damaged ones are kept; null where there is nothing. */
export function putAside(folder: DataFolder, now: number): string | null {
  if (!['', '-wal', '-shm'].some((suffix) => existsSync(folder.store + suffix))) return null;
  const place = join(folder.quarantine, new Date(now).toISOString().replaceAll(':', '-'));
  mkdirSync(place, { recursive: true, mode: 0o700 });
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(folder.store + suffix))
      renameSync(folder.store + suffix, join(place, `store.db${suffix}`));
  }
  return place;
}

export function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}
