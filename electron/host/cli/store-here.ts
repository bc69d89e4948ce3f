import { existsSync } from 'node:fs';
import { type DataFolder, dataFolder } from '#electron/store/data-folder.ts';
import { StoreError } from '#electron/store/store-error.ts';

/** The folder of a register that has a store. Throws StoreError `not-a-store`. */
export function storeHere(dataDir: string): DataFolder {
  const folder = dataFolder(dataDir);
  if (!existsSync(folder.store)) throw new StoreError('not-a-store', folder.root);
  return folder;
}

export const DATA_HELP =
  '  --data <folder>  The register’s files; otherwise MALLARD_DATA, or this user’s own.';
