import { type ChildProcess, fork } from 'node:child_process';
import type { Fault } from './faults.ts';
import type { Mutant } from './mutants.ts';
import type { Size } from './plan.ts';
import type { Outcome } from './story.ts';

/** A run to be lived in another process. */
export interface Elsewhere {
  readonly seed: number;
  readonly size: Size;
  readonly mutant?: Mutant;
  readonly sure?: readonly Fault[];
}

/** What came of it, as it comes back. */
export interface Told extends Omit<Outcome, 'broken' | 'counts'> {
  readonly broken: string | null;
  readonly counts: readonly (readonly [string, number])[];
}

/** Databases that came and went leave memory in pieces, a hundred megabytes a run: after so many runs a process ends, and another goes on. */
const RUNS_EACH = 12;

export interface Lives {
  readonly live: (run: Elsewhere) => Promise<Told>;
  readonly close: () => void;
}

/** Lives runs in processes of their own, so many at a time. */
export function elsewhere(atOnce: number): Lives {
  const lanes = Array.from({ length: atOnce }, oneAfterTheOther);
  let given = 0;
  return {
    live: async (run) => {
      const lane = lanes[given++ % lanes.length];
      if (!lane) throw new Error('no process to live in');
      return await lane.live(run);
    },
    close: () => {
      for (const lane of lanes) lane.close();
    },
  };
}

function oneAfterTheOther(): Lives {
  let child: ChildProcess | null = null;
  let runs = 0;
  let last: Promise<unknown> = Promise.resolve();
  const close = (): void => {
    child?.disconnect();
    child = null;
  };
  const live = async (run: Elsewhere): Promise<Told> => {
    if (runs % RUNS_EACH === 0) close();
    runs += 1;
    child ??= fork(new URL('elsewhere-child.ts', import.meta.url), { execArgv: [] });
    try {
      return await asked(child, run);
    } catch (error) {
      child = null;
      throw error;
    }
  };
  return {
    live: (run) => {
      const mine = last.then(() => live(run));
      last = mine.catch(() => {});
      return mine;
    },
    close,
  };
}

const asked = (child: ChildProcess, run: Elsewhere): Promise<Told> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null, signal: string | null): void =>
      reject(new Error(`the process of seed ${run.seed} ended: ${String(signal ?? code)}`));
    child.once('exit', ended);
    child.once('message', (told) => {
      child.off('exit', ended);
      resolve(told as Told);
    });
    child.send(run, (error) => error && reject(error));
  });
