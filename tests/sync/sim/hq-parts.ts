import type { Chance } from './faults.ts';
import type { Mutant } from './mutants.ts';
import type { Scheduler } from './scheduler.ts';
import type { Trace } from './trace.ts';
import type { Prices, Truth } from './truth.ts';

export interface HqPorts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly trace: Trace;
  readonly truth: Truth;
  readonly mutant: Mutant | null;
  readonly newId: () => string;
  /** A feed has grown. */
  readonly poke: (store: string, position: number) => void;
  /** A copy of a device has shown itself. */
  readonly cloneSeen: (device: string) => void;
  /** After a restore. */
  readonly restored: () => void;
}

export interface Backup {
  readonly image: Buffer;
  /** Where the first histories end in it, by store, author and epoch. */
  readonly ends: ReadonlyMap<string, number>;
  /** What it has said to the chain by then. */
  readonly prices: readonly Prices[];
  readonly passing: Truth['passing'];
}

export interface End {
  readonly store: string;
  readonly origin: string;
  readonly epoch: string;
  readonly seq: number;
}

/** What the last hello of a device was answered with, and when its challenge was made. */
export interface Given {
  readonly session: string;
  readonly lease: string;
  readonly challengedAt: number;
}
