import type { Broken } from './broken.ts';
import { drawSwarm, type Fault, type Swarm } from './faults.ts';
import type { Mutant } from './mutants.ts';
import { draw, type Operation, type Size } from './plan.ts';

/** One run: everything in it follows from this. */
export interface Story {
  readonly seed: number;
  readonly size: Size;
  readonly swarm: Swarm;
  readonly operations: readonly Operation[];
  readonly mutant: Mutant | null;
}

export interface Outcome {
  readonly broken: Broken | null;
  readonly hash: string;
  readonly last: readonly string[];
  readonly steps: number;
  readonly receipts: number;
  readonly lost: number;
  readonly counts: ReadonlyMap<string, number>;
}

/** The run a seed stands for; with faults that are turned on whatever it draws, and without some. */
export function storyOf(
  seed: number,
  size: Size,
  mutant: Mutant | null = null,
  { without = [], sure = [] }: { readonly without?: readonly Fault[]; readonly sure?: readonly Fault[] } = {},
): Story {
  const drawn = [...drawSwarm(seed), ...sure.map((fault) => [fault, 1] as const)];
  const swarm = new Map(drawn.filter(([fault]) => !without.includes(fault)));
  return { seed, size, swarm, operations: draw(seed, size, { swarm, sure }), mutant };
}
