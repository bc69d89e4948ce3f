import type { Client } from 'pg';
import { MIGRATIONS, migrate } from '../store/migrate.ts';
import { Trouble } from '../trouble.ts';
import type { BackupPlace } from './backup-place.ts';
import { copyIn } from './copy-tables.ts';
import type { Manifest } from './manifest.ts';

type Tables = Pick<Manifest, 'schema' | 'tables'>;

/** Makes the tables of the backup's schema and fills them. Throws `Trouble` where the backup is of a newer headquarters. */
export async function fill(
  client: Client,
  { folder, backup }: { readonly folder: string; readonly backup: Tables },
  then?: () => Promise<void>,
): Promise<void> {
  const known = MIGRATIONS.at(-1)?.number ?? 0;
  if (backup.schema > known)
    throw new Trouble(`the backup is of version ${backup.schema}, this program knows ${known}`);
  await migrate(
    client,
    MIGRATIONS.filter(({ number }) => number <= backup.schema),
  );
  await copyIn(client, folder, backup, then);
}

const SPOILT = 'select count(*)::int as spoilt from journal where sha256(prev || header || body) <> hash';
/** Histories of which the last fact, or one before it, is not there. */
const TORN = `select count(*)::int as torn from journal_branch b where b.seq - b.from_seq + 1 <>
  (select count(*) from journal j where j.store = b.store and j.origin = b.origin and j.epoch = b.epoch and j.branch = b.branch)`;

/** Every fact gives its hash, and no history has a hole. Throws `Trouble`. */
export async function examineJournal(client: Client): Promise<void> {
  const spoilt = Number((await client.query<{ spoilt: number }>(SPOILT)).rows[0]?.spoilt);
  if (spoilt > 0) throw new Trouble(`${spoilt} facts do not give their hash`);
  const torn = Number((await client.query<{ torn: number }>(TORN)).rows[0]?.torn);
  if (torn > 0) throw new Trouble(`${torn} histories have holes`);
}

/** Restores a backup on trial into a database that is thrown away, and looks at every fact. Throws where anything is wrong with it. */
export async function verifyBackup(place: BackupPlace, folder: string, backup: Tables): Promise<void> {
  const admin = await place.connect();
  const name = `${TRIAL}${process.pid}_${Date.now()}`;
  try {
    await dropTrials(admin);
    await admin.query(`create database ${name}`);
    const trial = await place.connect(name);
    try {
      await fill(trial, { folder, backup });
      await examineJournal(trial);
    } finally {
      await trial.end();
    }
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`).catch(() => {});
    await admin.end();
  }
}

const TRIAL = 'mallard_trial_';

/** Trials that a kill has left. Whoever makes a backup holds its lock, so none of them is in use. */
async function dropTrials(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `select datname as name from pg_database where datname like '${TRIAL.replaceAll('_', String.raw`\_`)}%'`,
  );
  for (const { name } of rows) await admin.query(`drop database if exists ${name} with (force)`);
}
