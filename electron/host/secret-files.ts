import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { forceNamesToDisk } from '#electron/store/maintenance/backup.ts';
import type { Secrets } from './ports.ts';

/** Secrets as files beside the store that only their owner can read (docs/decisions/0029). */
export function secretFiles(dir: string): Secrets {
  return {
    read: async (name) => {
      try {
        return readFileSync(join(dir, name), 'utf8');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
    },
    write: async (name, value) => {
      const draft = join(dir, `${name}.new`);
      const file = openSync(draft, 'w', 0o600);
      writeSync(file, value);
      fsyncSync(file);
      closeSync(file);
      renameSync(draft, join(dir, name));
      forceNamesToDisk(dir);
    },
  };
}
