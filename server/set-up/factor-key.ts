import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HqConfig } from '../config.ts';
import { Trouble } from '../trouble.ts';

/**
 * What second factors are sealed with: as configured, or from a file beside headquarters' own PostgreSQL, made at the first start. It is
 * never in the database. Throws `Trouble` where the database is elsewhere and none was given: another would be made on every machine.
 */
export function factorKey({ factorKey, database }: Pick<HqConfig, 'factorKey' | 'database'>): Uint8Array {
  if (factorKey !== null) return Buffer.from(factorKey, 'utf8');
  if (database.kind === 'named')
    throw new Trouble(
      'with --database it needs --factor-key (MALLARD_HQ_FACTOR_KEY), which second factors are sealed with: `openssl rand -base64 32` makes one. Every process gets the same, and it is kept where the database is not',
    );
  const path = join(database.folder, 'factor.key');
  return Buffer.from(read(path) ?? make(path), 'utf8');
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim() || null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Whole on the disk before it has its name. */
function make(path: string): string {
  const made = randomBytes(32).toString('base64');
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  writeSync(file, `${made}\n`);
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, path);
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
  return made;
}
