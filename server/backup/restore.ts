import { copyFileSync, rmSync } from 'node:fs';
import { renewLife } from '../set-up/identity.ts';
import { migrate } from '../store/migrate.ts';
import { Trouble } from '../trouble.ts';
import { ENDS, type HistoryEnd, noteArchived } from './archived.ts';
import type { BackupPlace } from './backup-place.ts';
import type { Backup } from './make-backup.ts';
import { checkFiles, fileOf, readManifest } from './manifest.ts';
import { examineJournal, fill } from './verify.ts';

/**
 * Fills an empty headquarters from a backup, begins another incarnation in it, and brings it to this program's schema. Throws `Trouble`, leaving the backup as it is, where
 * the headquarters is not empty: nothing is ever restored over facts.
 */
export async function restoreBackup(
  place: BackupPlace,
  { folder, manifest: backup }: Backup,
  now: number,
): Promise<{ readonly at: number; readonly incarnation: string }> {
  const client = await place.connect();
  try {
    const { rows } = await client.query<{ empty: boolean }>(
      'select not exists (select 1 from journal) and not exists (select 1 from hq_store) as empty',
    );
    if (rows[0]?.empty !== true)
      throw new Trouble('this headquarters has a chain: give --data a folder that is not there yet');
    const stage = place.stage('restore-stage');
    for (const table of backup.tables) copyFileSync(fileOf(folder, table), fileOf(stage, table));
    await client.query('drop schema public cascade');
    await client.query('create schema public');
    let incarnation = '';
    // With the facts or not at all: under its old incarnation it would lose what registers believe to be here.
    await fill(client, { folder: stage, backup }, async () => {
      await examineJournal(client);
      incarnation = await renewLife((text, values) => client.query(text, values), now);
    });
    await migrate(client);
    await noteArchived(client, (await client.query<HistoryEnd>(ENDS)).rows, now);
    rmSync(stage, { recursive: true, force: true });
    return { at: backup.at, incarnation };
  } finally {
    await client.end();
  }
}

/** A finished backup, every file of which was read. Throws `Trouble`. */
export async function wholeBackup(folder: string): Promise<Backup> {
  const manifest = await readManifest(folder);
  await checkFiles(folder, manifest);
  return { folder, manifest };
}
