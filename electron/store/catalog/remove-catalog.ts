import { rmSync } from 'node:fs';

/** Deletes one generation with its log. A file still open elsewhere on Windows stays, and goes at the next start. */
export function removeCatalog(path: string): void {
  for (const file of [path, `${path}-journal`, `${path}-wal`, `${path}-shm`]) {
    try {
      rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && (error.code === 'EBUSY' || error.code === 'EPERM')))
        throw error;
    }
  }
}
