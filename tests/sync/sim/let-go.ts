import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createStoreBase } from '#electron/store/base/store-base.ts';
import { dataFolder } from '#electron/store/data-folder.ts';
import { doJob, type runJob } from '#electron/store/maintenance/maintenance-job.ts';
import { archivedEnds } from '#electron/sync/letting-go.ts';
import type { Register } from './register.ts';

/**
 * Lets the facts of a register's store go that headquarters has told are in a backup, as the product does, but for their age: the
 * retention of ninety days is no part of what keeps them safe. Answers whether any went. The power may fail between two writes.
 */
export async function letGo(register: Register, dice: number): Promise<boolean> {
  const { link, place, ports } = register;
  const told = link?.told;
  if (!link || !told || told.incarnation !== link.push.incarnation) return false;
  const { db, writer, own } = register.store();
  const folder = dataFolder(join(ports.folder, `let-go-${place.machine}`));
  mkdirSync(folder.root, { recursive: true });
  const base = createStoreBase({
    folder,
    writer,
    queue: {
      bulk: async (work) => {
        register.boundary('while letting go');
        return await work();
      },
    },
    catalogFollows: async () => register.store().follow(),
    adopted: async () => {
      throw new Error('registers of the simulator read their feed');
    },
    // The thread reads what has been committed.
    run: (async (_folder, job) => {
      writeFileSync(folder.store, db.serialize());
      return doJob(folder, job);
    }) as typeof runJob,
  });
  const ends = archivedEnds(told, { device: place.device, acked: link.push.acked, hashAt: own.hashAt });
  const archived = register.is('let go when acknowledged')
    ? Object.entries(link.push.acked).map(([epoch, seq]) => ({ origin: place.device, epoch, seq }))
    : ends.archived.map((end) => ({ ...end, seq: end.seq - (dice % 3) }));
  try {
    const before = Number.MAX_SAFE_INTEGER;
    return await base.letGo({ ...ends, archived, before, least: 1, at: ports.scheduler.now() });
  } finally {
    rmSync(folder.root, { recursive: true, force: true });
  }
}
