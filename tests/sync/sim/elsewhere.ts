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

/** Lives one run after the other in processes of their own. */
export function elsewhere(): {
  readonly live: (run: Elsewhere) => Promise<Told>;
  readonly close: () => void;
} {
  let child: ChildProcess | null = null;
  let runs = 0;
  const close = (): void => {
    child?.disconnect();
    child = null;
  };
  return {
    live: async (run) => {
      if (runs % RUNS_EACH === 0) close();
      runs += 1;
      child ??= fork(new URL('elsewhere-child.ts', import.meta.url), { execArgv: [] });
      try {
        return await asked(child, run);
      } catch (error) {
        child = null;
        throw error;
      }
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
