import { Worker } from 'node:worker_threads';
import DatabaseFile from 'better-sqlite3';
import { workerFile } from '#node/worker-file.ts';
import type { HistoryDigest } from '#shared/link/digest.ts';
import { type MadeBase, type MayGo, makeStoreBase } from '../base/make-store-base.ts';
import { type PreparedStoreFile, prepareStoreFile } from '../base/prepare-store-file.ts';
import { type DataFolder, dataFolder } from '../data-folder.ts';
import { type DigestRange, ownDigest } from '../link/own-digest.ts';
import { StoreError, type StoreProblem, storeErrorOf } from '../store-error.ts';
import { type Backup, makeBackup } from './backup.ts';
import { type DoctorReport, examine } from './doctor.ts';
import type { BackupReason } from './retention.ts';

/** Long looks at the store, each on connections of its own that only read. */
export type MaintenanceJob =
  | { readonly do: 'backup'; readonly at: number; readonly reason: BackupReason }
  | { readonly do: 'quick-check' }
  | { readonly do: 'doctor' }
  | { readonly do: 'digest'; readonly range: DigestRange }
  | { readonly do: 'store-base'; readonly may: MayGo }
  | { readonly do: 'store-file'; readonly file: string };

export interface MaintenanceResults {
  readonly backup: Backup;
  /** null: sound; else what SQLite says is wrong. */
  readonly 'quick-check': string | null;
  readonly doctor: DoctorReport;
  readonly digest: readonly HistoryDigest[];
  /** null: there is too little to let go, or the doctor would have something to say. */
  readonly 'store-base': MadeBase | null;
  readonly 'store-file': PreparedStoreFile;
}

export type MaintenanceReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: StoreProblem | null; readonly message: string };

/** Runs a job in this thread. Throws StoreError. */
export function doJob(folder: DataFolder, job: MaintenanceJob): MaintenanceResults[MaintenanceJob['do']] {
  if (job.do === 'backup') return makeBackup(folder, job.at, job.reason);
  if (job.do === 'doctor') return examine(folder);
  if (job.do === 'digest') return ownDigest(folder.store, job.range);
  if (job.do === 'store-base') return makeStoreBase(folder, job.may);
  if (job.do === 'store-file') return prepareStoreFile(folder, job.file);
  const db = new DatabaseFile(folder.store, { readonly: true });
  try {
    const answer = db.pragma('quick_check(1)', { simple: true });
    return answer === 'ok' ? null : String(answer);
  } finally {
    db.close();
  }
}

/**
 * Runs a job in a thread of its own, so that selling goes on. Rejects with StoreError for the disk's troubles, and when `over` is aborted,
 * which ends the thread.
 */
export function runJob<J extends MaintenanceJob>(
  folder: DataFolder,
  job: J,
  over?: AbortSignal,
): Promise<MaintenanceResults[J['do']]> {
  const worker = new Worker(workerFile('maintenance.worker', import.meta.url), {
    name: job.do,
    workerData: { root: folder.root, job },
  });
  const cut = () => void worker.terminate();
  over?.addEventListener('abort', cut);
  return new Promise((resolve, reject) => {
    worker.once('message', (reply: MaintenanceReply) => {
      if (reply.ok) resolve(reply.value as MaintenanceResults[J['do']]);
      else reject(reply.problem ? new StoreError(reply.problem, reply.message) : new Error(reply.message));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      over?.removeEventListener('abort', cut);
      reject(new Error(`the ${job.do} worker ended with ${code}`));
    });
  });
}

/** The worker's side: one job, one reply. */
export function replyTo(root: string, job: MaintenanceJob): MaintenanceReply {
  try {
    return { ok: true, value: doJob(dataFolder(root), job) };
  } catch (error) {
    const known = storeErrorOf(error);
    return {
      ok: false,
      problem: known?.problem ?? null,
      message: error instanceof Error ? error.message : String(error),
    };
  }
}
