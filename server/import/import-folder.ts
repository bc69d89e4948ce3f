import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = 'mallard-hq-import-';

/** A folder for the files of this process's imports. What a process that is no more left behind goes away now. */
export function makeImportFolder(): string {
  for (const name of readdirSync(tmpdir())) {
    const owner = name.startsWith(NAME) ? Number.parseInt(name.slice(NAME.length), 10) : Number.NaN;
    if (owner > 0 && !isAlive(owner)) forget(join(tmpdir(), name));
  }
  return mkdtempSync(join(tmpdir(), `${NAME}${process.pid}-`));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of somebody else may not be asked, and is there.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function forget(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // It is somebody else's to take away.
  }
}
