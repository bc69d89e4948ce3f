import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { StoreError } from './store-error.ts';

/**
 * One process owns a store. The lock file holds the owner's process id; a lock whose process is gone is taken over, since a
 * killed register must start again by itself.
 */
export function takeLock(path: string): () => void {
  if (held.has(path)) throw new StoreError('in-use', 'this store is in use by this very process');
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, `${process.pid}\n`);
      closeSync(file);
      held.add(path);
      return () => release(path);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const owner = ownerOf(path);
      if (owner !== null && owner !== process.pid && isAlive(owner)) {
        throw new StoreError('in-use', `this store is in use by process ${owner}`);
      }
      unlinkSync(path);
    }
  }
  throw new StoreError('in-use', 'this store is being opened by another process');
}

/** Locks of this process: its own id in the file says nothing about them. */
const held = new Set<string>();

function release(path: string): void {
  held.delete(path);
  if (ownerOf(path) === process.pid) unlinkSync(path);
}

function ownerOf(path: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
