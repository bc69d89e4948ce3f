import { mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where a register keeps everything it owns. The marker lies beside the folder, so that restoring the folder does not restore it. */
export interface DataFolder {
  readonly root: string;
  readonly store: string;
  readonly backups: string;
  readonly pictures: string;
  readonly quarantine: string;
  readonly lock: string;
  readonly marker: string;
  readonly catalog: (generation: number) => string;
  /** Headquarters' catalog, unpacked and not yet in force. */
  readonly prepared: string;
  /** Where a base of the store is made. */
  readonly baseScratch: string;
}

export function dataFolder(root: string): DataFolder {
  const dir = resolve(root);
  return {
    root: dir,
    store: join(dir, 'store.db'),
    backups: join(dir, 'backups'),
    pictures: join(dir, 'pictures'),
    quarantine: join(dir, 'quarantine'),
    lock: join(dir, 'host.lock'),
    marker: `${dir}.marker.json`,
    catalog: (generation) => join(dir, `catalog-${generation}.db`),
    prepared: join(dir, 'catalog-prepared.db'),
    baseScratch: join(dir, 'store-base'),
  };
}

/** Makes the folders. Throws the file system's own error when the place can't be written. */
export function makeFolders(folder: DataFolder): void {
  for (const dir of [folder.root, folder.backups, folder.pictures])
    mkdirSync(dir, { recursive: true, mode: 0o700 });
}

/** Catalog generations present, newest first. */
export function catalogGenerations(folder: DataFolder): number[] {
  return readdirSync(folder.root)
    .map((name) => /^catalog-(\d+)\.db$/.exec(name)?.[1])
    .filter((n) => n !== undefined)
    .map(Number)
    .sort((a, b) => b - a);
}
