import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inject } from 'vitest';
import { pgBinaries } from '#server/cluster/binaries.ts';
import { startCluster } from '#server/cluster/cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the run's cluster and the process it must not outlive. */
    readonly pg: { readonly folder: string; readonly run: number };
  }
}

/** Why PostgreSQL tests can't run here, or null. */
export async function pgMissing(): Promise<string | null> {
  const found = await pgBinaries();
  return 'missing' in found ? found.missing : null;
}

/**
 * Socket folder of the one cluster of this test run. Whoever asks first starts it, the others wait; runs that never ask pay
 * nothing. `global-setup.ts` makes the folder and takes it away.
 */
export async function sharedCluster(): Promise<string> {
  const { folder, run } = inject('pg');
  const binaries = await pgBinaries();
  if ('missing' in binaries) throw new Error(binaries.missing);
  const outcome = join(folder, 'outcome');
  if (isFirst(folder)) {
    try {
      const server = await startCluster({ dir: folder, binaries, data: 'throwaway' });
      endWith(run, server.pid);
      writeFileSync(outcome, 'ready');
    } catch (error) {
      writeFileSync(outcome, error instanceof Error ? error.message : String(error));
    }
  }
  const said = await outcomeOf(outcome);
  if (said !== 'ready') throw new Error(`PostgreSQL did not start: ${said}`);
  return folder;
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(join(folder, 'first'));
    return true;
  } catch {
    return false;
  }
}

async function outcomeOf(path: string): Promise<string> {
  for (let waited = 0; waited < 60_000; waited += 20) {
    try {
      const said = readFileSync(path, 'utf8');
      if (said !== '') return said;
    } catch {}
    await pause(20);
  }
  return 'nobody finished starting it';
}

/** A killed test run leaves no server behind. */
function endWith(run: number, server: number): void {
  const watch = `while kill -0 ${run} 2>/dev/null && kill -0 ${server} 2>/dev/null; do sleep 1; done; kill -INT ${server} 2>/dev/null`;
  spawn('sh', ['-c', watch], { detached: true, stdio: 'ignore' }).unref();
}
