import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = 'MALLARD_RUN_FOLDER';

/** Makes the folder that all test files of this run share; what it answers takes it away. */
export function makeRunFolder(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'mallard-run-'));
  process.env[NAME] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** What every test file of this run may use and none may change; a program that is no test run gets its own until it ends. */
export function runFolder(): string {
  const folder = process.env[NAME];
  if (folder !== undefined) return folder;
  process.once('exit', makeRunFolder());
  return runFolder();
}
