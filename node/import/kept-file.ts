import { statSync } from 'node:fs';
import type { FaultCode } from './import-fault.ts';
import type { ImportMemo } from './import-row.ts';

/** Why the file an import began with can't be gone on with, or null where it lies there as it was. */
export function keptFileFault({ path, size, modified }: ImportMemo): FaultCode | null {
  const now = statSync(path, { throwIfNoEntry: false });
  if (now === undefined) return 'gone';
  return now.size === size && now.mtimeMs === modified ? null : 'changed';
}
