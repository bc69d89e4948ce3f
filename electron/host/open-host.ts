import { dataFolder } from '#electron/store/data-folder.ts';
import { takeLock } from '#electron/store/lock.ts';
import { beginAnew } from '#electron/store/maintenance/begin-anew.ts';
import { restore } from '#electron/store/maintenance/restore.ts';
import { StoreError, storeErrorOf } from '#electron/store/store-error.ts';
import { createHost, type HostOptions } from './create-host.ts';
import { rescueRouter } from './rescue/rescue-router.ts';
import { systemPorts } from './system-ports.ts';
import type { RegisterHost } from './web/register-host.ts';

/**
 * The register of a data folder, or, where its store is damaged or gone, a host that offers its backups, to begin anew where it is gone,
 * and nothing else: such a store is never replaced silently. Once a person has chosen it becomes the register. Throws StoreError for
 * every other trouble.
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
  /** Puts a store in place, alone in its folder, and opens it. */
  const replaced = async <T>(replace: () => T): Promise<T> => {
    if (register) throw new StoreError('in-use', 'the store was replaced already');
    const release = takeLock(folder.lock);
    let done: T;
    try {
      done = replace();
    } finally {
      release();
    }
    register = await createHost(options);
    return done;
  };
  const router = rescueRouter(folder, {
    detail: trouble.message,
    now,
    restore: (backup) =>
      replaced(() => ({
        entries: restore(folder, backup.path, { now: now(), newId: ports.newId }).position,
      })),
    beginAnew: () => replaced(() => beginAnew(folder, { now: now() })),
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
