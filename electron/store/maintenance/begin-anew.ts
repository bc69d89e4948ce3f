import { catalogGenerations, type DataFolder, makeFolders } from '../data-folder.ts';
import { openStore } from '../open-store.ts';
import { putAside, removeDatabase } from './restore.ts';

/**
 * Makes an empty store where one was lost: what is left of it is put aside and kept, and so are its backups. The marker stays, so that
 * whatever is founded here takes epochs above those of the lost one. The caller holds the lock.
 */
export function beginAnew(folder: DataFolder, ports: { readonly now: number }): void {
  makeFolders(folder);
  putAside(folder, ports.now);
  for (const generation of catalogGenerations(folder)) removeDatabase(folder.catalog(generation));
  removeDatabase(folder.prepared);
  openStore(folder, () => {}).close();
}
