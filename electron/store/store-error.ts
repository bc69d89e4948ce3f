/** Why a store can't be used; each has its own words for the person in front of it and its own way out. */
export type StoreProblem =
  | 'in-use'
  | 'from-newer-version'
  | 'damaged'
  | 'not-durable'
  | 'read-only'
  | 'disk-full'
  | 'not-a-store';

export class StoreError extends Error {
  readonly problem: StoreProblem;
  constructor(problem: StoreProblem, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreError';
    this.problem = problem;
  }
}

const BY_CODE: Readonly<Record<string, StoreProblem>> = {
  SQLITE_FULL: 'disk-full',
  SQLITE_READONLY: 'read-only',
  SQLITE_CANTOPEN: 'read-only',
  SQLITE_PERM: 'read-only',
  SQLITE_CORRUPT: 'damaged',
  SQLITE_NOTADB: 'damaged',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'read-only',
};

/** The store's own error for what SQLite or the file system said, or null when it is none of these. */
export function storeErrorOf(error: unknown): StoreError | null {
  if (error instanceof StoreError) return error;
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const problem = BY_CODE[error.code] ?? BY_CODE[error.code.split('_').slice(0, 2).join('_')];
  if (problem) return new StoreError(problem, error.message, error);
  // A short write while the disk is full arrives as an I/O error of the write.
  if (error.code === 'SQLITE_IOERR_WRITE' || error.code === 'SQLITE_IOERR_FSYNC')
    return new StoreError('disk-full', error.message, error);
  return null;
}

/** Disk full, damage, a lost file: whatever was being written fails as a whole. Anything else is the fault of what was written. */
export const isMachineFault = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^SQLITE_(FULL|IOERR|CORRUPT|NOTADB|READONLY|CANTOPEN|NOMEM|BUSY|LOCKED|INTERRUPT)/.test(error.code);
