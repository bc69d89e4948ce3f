import { implement, ORPCError } from '@orpc/server';
import type { DataFolder } from '#electron/store/data-folder.ts';
import { isLost } from '#electron/store/lost.ts';
import { type Backup, listBackups, verifyBackup } from '#electron/store/maintenance/backup.ts';
import { readMarker } from '#electron/store/marker.ts';
import { contract } from '#shared/contract/index.ts';
import type { RescueView } from '#shared/contract/rescue.ts';
import type { SessionView } from '#shared/contract/session.ts';
import { forbidden } from '../router.ts';

const on = implement(contract);

/** What a page may ask while the store can't be opened: what is wrong, to put a backup in its place, and to begin anew where it is gone. */
export const rescueRouter = (
  folder: DataFolder,
  given: {
    readonly detail: string;
    readonly now: () => number;
    /** Rejects with StoreError when the backup is not sound. */
    readonly restore: (backup: Backup) => Promise<{ entries: number }>;
    readonly beginAnew: () => Promise<void>;
  },
) => ({
  session: { get: on.session.get.handler(() => damaged(given.now())) },
  rescue: {
    get: on.rescue.get.handler(() => ({
      detail: given.detail,
      lost: isLost(folder) ? { upTo: readMarker(folder.marker)?.seq ?? null } : null,
      folder: { store: folder.root, backups: folder.backups },
      backups: listBackups(folder).map(viewOf),
    })),
    restore: on.rescue.restore.handler(async ({ input }) => {
      const backup = listBackups(folder).find(({ file }) => file === input.file);
      if (!backup) throw new ORPCError('REFUSED', { status: 422, data: { code: 'NOT_FOUND' } });
      return await given.restore(backup);
    }),
    beginAnew: on.rescue.beginAnew.handler(async () => {
      if (!isLost(folder)) throw forbidden('store-lost');
      await given.beginAnew();
      return {};
    }),
  },
});

function viewOf({ file, path, at, bytes }: Backup): RescueView['backups'][number] {
  return { file, at, bytes, entries: entriesOf(path) };
}

function entriesOf(path: string): number | null {
  try {
    return verifyBackup(path).position;
  } catch {
    // Not sound: it is listed, so that nobody looks for it, and can't be chosen.
    return null;
  }
}

const damaged = (now: number): SessionView => ({
  mode: 'damaged',
  store: null,
  link: null,
  person: null,
  returnKey: null,
  shift: null,
  printer: { state: 'none', waiting: 0, forTap: 0, asked: 0 },
  clock: { now, behindMs: 0 },
  notices: [],
  device: { locale: null, theme: 'system', keys: {}, volume: 0 },
});
