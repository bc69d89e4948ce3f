import { dataFolder } from '#electron/store/data-folder.ts';
import { takeLock } from '#electron/store/lock.ts';
import { restore } from '#electron/store/maintenance/restore.ts';
import { StoreError, storeErrorOf } from '#electron/store/store-error.ts';
import { createHost, type HostOptions } from './create-host.ts';
import { rescueRouter } from './rescue/rescue-router.ts';
import { systemPorts } from './system-ports.ts';
import type { RegisterHost } from './web/register-host.ts';

/**
 * The register of a data folder, or, where its store is damaged, a host that offers its backups and nothing else: a damaged store
 * is never replaced silently. Once a person has chosen a backup it becomes the register. Throws StoreError for every other trouble.
 */
export async function openHost(options: HostOptions): Promise<RegisterHost> {
  try {
    return await createHost(options);
  } catch (error) {
    const known = storeErrorOf(error);
    if (known?.problem !== 'damaged') throw error;
    return await rescueHost(options, known);
  }
}

async function rescueHost(options: HostOptions, trouble: StoreError): Promise<RegisterHost> {
  const folder = dataFolder(options.dataDir);
  const ports = await systemPorts(options.dataDir, options.ports);
  const now = () => ports.timers.now();
  let register: RegisterHost | null = null;
  const router = rescueRouter(folder, {
    detail: trouble.message,
    now,
    restore: async (backup) => {
      if (register) throw new StoreError('in-use', 'the store was restored already');
      const release = takeLock(folder.lock);
      let entries: number;
      try {
        entries = restore(folder, backup.path, { now: now(), newId: ports.newId }).position;
      } finally {
        release();
      }
      register = await createHost(options);
      return { entries };
    },
  });
  return {
    get router() {
      return register?.router ?? router;
    },
    picture: async (name) => (await register?.picture(name)) ?? null,
    contextFor: (connection) => register?.contextFor(connection) ?? {},
    authenticateToken: async (bearer) => (await register?.authenticateToken(bearer)) ?? null,
    stop: async () => {
      await register?.stop();
    },
  };
}
