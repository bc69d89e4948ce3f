import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A small disk of a test's own, gone when it has ended; null where this machine lets nobody mount one. */
export function smallDisk(megabytes: number): string | null {
  const base = mkdtempSync(join(tmpdir(), 'mldisk-'));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  const made = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', base]);
  if (made.status !== 0) return null;
  onTestFinished(() => void execFileSync('umount', ['-l', base]));
  return base;
}
