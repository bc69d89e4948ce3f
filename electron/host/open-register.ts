import { existsSync } from 'node:fs';
import { type Catalog, type CatalogOptions, openCatalog } from '#electron/store/catalog/catalog.ts';
import { type DataFolder, dataFolder, makeFolders } from '#electron/store/data-folder.ts';
import { takeLock } from '#electron/store/lock.ts';
import { isLost } from '#electron/store/lost.ts';
import { makeBackup } from '#electron/store/maintenance/backup.ts';
import { readMarker } from '#electron/store/marker.ts';
import { openStore } from '#electron/store/open-store.ts';
import { createRegisterStore, type RegisterStore } from '#electron/store/register-store.ts';
import { isBehindMarker, startEpoch } from '#electron/store/start-epoch.ts';
import { StoreError, storeErrorOf } from '#electron/store/store-error.ts';
import { createWriter } from '#electron/store/writer.ts';
import { epochOrdinal } from '#shared/journal/epoch.ts';

/** A data folder owned by this process, its store open on an epoch that is its own. */
export interface OpenRegister {
  readonly folder: DataFolder;
  readonly store: RegisterStore;
  readonly catalog: Catalog;
  /** The process before did not close the store. */
  readonly wasCrash: boolean;
  readonly close: () => Promise<void>;
}

export interface OpenPorts {
  readonly now: () => number;
  readonly newId: () => string;
  readonly catalog?: CatalogOptions;
}

/** Opens the register's store. Throws StoreError: in use, damaged, from a newer version, not writable. */
export async function openRegister(dataDir: string, ports: OpenPorts): Promise<OpenRegister> {
  const folder = dataFolder(dataDir);
  const { wasCrash, release } = own(folder);
  const undo: (() => unknown)[] = [release];
  try {
    refuseLost(folder);
    const open = () => openStore(folder, () => makeBackup(folder, ports.now(), 'migration'));
    const writer = createWriter(open);
    undo.unshift(() => writer.close());
    const catalog = openCatalog(folder, ports.catalog);
    undo.unshift(() => catalog.close());
    const store = await createRegisterStore(folder, { writer, catalog }, { now: ports.now });
    await branchOffIfRolledBack(store, ports);
    return {
      folder,
      store,
      catalog,
      wasCrash,
      close: async () => {
        await store.close();
        release();
      },
    };
  } catch (error) {
    for (const step of undo) await step();
    throw storeErrorOf(error) ?? error;
  }
}

function own(folder: DataFolder): { readonly wasCrash: boolean; readonly release: () => void } {
  try {
    makeFolders(folder);
    const wasCrash = existsSync(folder.lock);
    return { wasCrash, release: takeLock(folder.lock) };
  } catch (error) {
    throw storeErrorOf(error) ?? error;
  }
}

function refuseLost(folder: DataFolder): void {
  if (isLost(folder)) throw new StoreError('damaged', 'the file of the store is gone or empty');
}

/** A disk that was rolled back behind its marker goes on in an epoch of its own, so that no number is given twice. */
async function branchOffIfRolledBack(store: RegisterStore, ports: OpenPorts): Promise<void> {
  const identity = store.identity();
  if (!identity) return;
  const db = store.writer.db();
  const hashAt = (seq: number) =>
    db
      .prepare('select hash from journal where origin = ? and epoch = ? and seq = ?')
      .pluck()
      .get(identity.device, identity.epoch, seq) as Uint8Array | undefined;
  const marker = readMarker(store.folder.marker);
  const head = store.head();
  if (!marker || !isBehindMarker(identity, head, marker, hashAt)) return;
  startEpoch(store.writer, {
    self: identity,
    ordinal: Math.max(epochOrdinal(marker.epoch), epochOrdinal(identity.epoch)) + 1,
    reason: 'behind-marker',
    parent: { epoch: identity.epoch, head },
    position: head.position + 1,
    id: ports.newId(),
    at: ports.now(),
  });
  await store.reload();
}
