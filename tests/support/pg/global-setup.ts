import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { makeRunFolder, runFolder } from '../run-folder.ts';
import './shared-cluster.ts';

/** Makes the folders of this run and of its PostgreSQL; the first test that needs the server starts it, the end of the run stops it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const removeRunFolder = makeRunFolder();
  const folder = mkdtempSync(join(tmpdir(), 'mlpg-'));
  const usual = process.env['TMPDIR'];
  // What a test leaves lying goes with the run.
  process.env['TMPDIR'] = join(runFolder(), 't');
  mkdirSync(process.env['TMPDIR']);
  project.provide('pg', { folder, run: process.pid });
  return async () => {
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
    removeRunFolder();
    await stop(folder);
    rmSync(folder, { recursive: true, force: true });
  };
}

async function stop(folder: string): Promise<void> {
  const pid = postmaster(folder);
  if (pid === null) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 10_000 && postmaster(folder) !== null; waited += 20) await pause(20);
}

function postmaster(folder: string): number | null {
  try {
    const pid = Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
    return pid > 1 ? pid : null;
  } catch {
    return null;
  }
}
