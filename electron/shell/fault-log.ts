import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type ReportFault, reportToStderr } from '#electron/host/web/register-host.ts';

/** Bytes after which the log starts anew; the one before is kept. */
const FULL = 1_048_576;

/** Faults go to stderr and to `<dataDir>/logs/shell.log`, written at once: the process may be about to end. */
export function faultLog(dataDir: string): ReportFault {
  const file = join(dataDir, 'logs', 'shell.log');
  return (where, error) => {
    reportToStderr(where, error);
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    try {
      mkdirSync(join(dataDir, 'logs'), { recursive: true });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > FULL) renameSync(file, `${file}.1`);
      appendFileSync(file, `${new Date().toISOString()} ${where}: ${text}\n`);
    } catch (failed) {
      reportToStderr('fault log', failed);
    }
  };
}
