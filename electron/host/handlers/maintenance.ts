import { statSync } from 'node:fs';
import { whatWasLetGo } from '#electron/store/base/what-was-let-go.ts';
import { type Backup, listBackups } from '#electron/store/maintenance/backup.ts';
import { runJob } from '#electron/store/maintenance/maintenance-job.ts';
import type { RowOf } from '#shared/journal/table.ts';
import type { localBackup } from '#shared/journal/tables/local.ts';
import { query } from '#shared/services/journal/query.ts';
import { lastEntryAt } from '#shared/services/shifts/last-entry.ts';
import type { Register } from '../register.ts';
import { type Handlers, on } from '../router.ts';

/** The state of journal, catalog, disk and backups, for whoever looks after the store. */
export function maintenanceHandlers(register: Register): Handlers<'maintenance'> {
  const { host, store, backups } = register;
  const once = oncePerCommand<Backup>();
  return {
    state: on.maintenance.state.handler(async () => ({
      journal: await journalState(register),
      catalog: await catalogState(register),
      disk: { freeBytes: await register.ports.freeBytes(store.folder.root) },
      version: register.ports.version,
      dataFolder: store.folder.root,
      backups: await backupViews(register),
    })),
    backupNow: on.maintenance.backupNow.handler(async ({ input }) => {
      const { file, reason, at, bytes, position } = await once(input.commandId, () =>
        backups.backup('manual'),
      );
      return { file, reason, at, bytes, position, verified: true, problem: null };
    }),
    doctor: on.maintenance.doctor.handler(async () => {
      const begun = host.now();
      const { ok, entries, findings } = await runJob(store.folder, { do: 'doctor' });
      return {
        ok,
        entries,
        findings: findings.map(({ code, where, what }) => `${code}: ${where}: ${what}`),
        ms: host.now() - begun,
      };
    }),
  };
}

/** A command that is repeated while this register runs gets the first one's answer; a failed one may be tried again. */
function oncePerCommand<T>() {
  const asked = new Map<string, Promise<T>>();
  return (command: string, work: () => Promise<T>): Promise<T> => {
    const known = asked.get(command);
    if (known) return known;
    const mine = work();
    asked.set(command, mine);
    mine.catch(() => asked.delete(command));
    return mine;
  };
}

async function journalState({ host, store }: Register) {
  const { position, seq, hash } = store.head();
  return {
    entries: position,
    reachesTo: whatWasLetGo(store.reading)?.reachesTo ?? null,
    epoch: store.self().epoch,
    seq,
    head: Buffer.from(hash).toString('hex'),
    lastAt: await lastEntryAt(host),
    bytes: sizeOf(store.folder.store),
    walBytes: sizeOf(`${store.folder.store}-wal`),
  };
}

async function catalogState({ catalog, search }: Register) {
  const file = catalog.file();
  return {
    products: await search.count(),
    position: catalog.position(),
    bytes: sizeOf(file),
    generation: Number(/catalog-(\d+)\.db$/.exec(file)?.[1] ?? 0),
  };
}

const known = query((db) => db.selectFrom('local_backup').selectAll().orderBy('at', 'desc').orderBy('file'));

/** The files that are there, with what is known of their making. */
async function backupViews({ host, store }: Register) {
  const rows = new Map((await host.read.all(known, {})).map((row) => [row.file, row]));
  return listBackups(store.folder).map(({ file, reason, at, bytes }) => {
    const row: RowOf<typeof localBackup> | undefined = rows.get(file);
    return {
      file,
      reason,
      at,
      bytes,
      position: row?.position ?? 0,
      // No copy gets its name before it was opened and checked.
      verified: true,
      problem: row?.problem ?? null,
    };
  });
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
