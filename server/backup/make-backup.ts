import { constants, copyFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Trouble } from '../trouble.ts';
import { ENDS, type HistoryEnd, noteArchived } from './archived.ts';
import type { BackupPlace } from './backup-place.ts';
import { copyOut } from './copy-tables.ts';
import { checkFiles, fileOf, MANIFEST, type Manifest } from './manifest.ts';
import { verifyBackup } from './verify.ts';

export interface Backup {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Names the lock of whoever makes a backup: "backu" in ASCII. */
const LOCK = 0x62_61_63_6b_75;
const STAGE = 'backup-stage';

/**
 * Makes a backup beside a headquarters that serves: a snapshot, restored on trial, brought to `target`, hashed there again. Only then it
 * has its manifest and its facts count as archived; whatever is cut off before is no backup. Throws where it did not come to that.
 */
export async function makeBackup(
  place: BackupPlace,
  { target, now }: { readonly target: string; readonly now: () => number },
): Promise<Backup> {
  const client = await place.connect();
  try {
    const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [LOCK]);
    if (rows[0]?.free !== true) throw new Trouble('another backup is being made');
    const stage = place.stage(STAGE);
    const at = now();
    // Taken before the snapshot: what it names is in it.
    const ends = (await client.query<HistoryEnd>(ENDS)).rows;
    const copied = await copyOut(client, stage);
    await verifyBackup(place, stage, copied);
    const folder = join(target, new Date(at).toISOString().replaceAll(/[:.]/g, '-'));
    await bring(stage, folder, copied);
    const manifest = { v: 1 as const, ...copied, at, verifiedAt: now() };
    await writeManifest(folder, manifest);
    await noteArchived(client, ends, manifest.verifiedAt);
    dropOldBackups(target);
    return { folder, manifest };
  } finally {
    await client.end();
  }
}

/** Moves the files, over to another disk too, and reads them there once more. */
async function bring(stage: string, folder: string, copied: Pick<Manifest, 'tables'>): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const table of copied.tables)
    copyFileSync(fileOf(stage, table), fileOf(folder, table), constants.COPYFILE_FICLONE);
  await checkFiles(folder, copied);
  rmSync(stage, { recursive: true, force: true });
}

async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const half = join(folder, `${MANIFEST}.half`);
  const file = await open(half, 'w', 0o600);
  await file.writeFile(JSON.stringify(manifest, null, 2));
  await file.sync();
  await file.close();
  renameSync(half, join(folder, MANIFEST));
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
}

/** Backups are kept this long in number: a week of them. */
const KEPT = 7;

/** Takes away what is older than the newest finished backups, and halves that were cut off. */
function dropOldBackups(target: string): void {
  const names = readdirSync(target)
    .filter((name) => /^\d{4}-\d\d-\d\dT[\d-]+Z$/.test(name))
    .sort();
  const finished = names.filter((name) => readdirSync(join(target, name)).includes(MANIFEST));
  const kept = new Set(finished.slice(-KEPT));
  for (const name of names) if (!kept.has(name)) rmSync(join(target, name), { recursive: true, force: true });
}
