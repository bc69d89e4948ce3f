import { chownSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { connectOnce } from '../store/pool.ts';

/** A cluster of headquarters' own, as far as backups need it. */
export interface BackupPlace {
  /** Makes an empty folder that the server may write and nobody else may read. */
  readonly stage: (name: string) => string;
  readonly connect: (database?: string) => Promise<Client>;
}

/** `folder`: where the cluster has its data and its socket. */
export function backupPlace(folder: string, database = 'postgres'): BackupPlace {
  return {
    stage: (name) => {
      const made = join(folder, name);
      rmSync(made, { recursive: true, force: true });
      mkdirSync(made, { recursive: true, mode: 0o700 });
      const { uid, gid } = statSync(join(folder, 'data'));
      chownSync(made, uid, gid);
      return made;
    },
    connect: (name = database) =>
      connectOnce({ connection: `postgres://mallard@localhost/${name}?host=${encodeURIComponent(folder)}` }),
  };
}
