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

interface Backup {
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

/** The last two backups: it may come back from either. */
export class Backups {
  #kept: readonly Backup[] = [];

  add(backup: Backup): void {
    this.#kept = [backup, ...this.#kept].slice(0, 2);
  }

  /** The last, or the one before. */
  chosen(dice: number): Backup | undefined {
    return this.#kept[dice % 3 === 0 ? 1 : 0] ?? this.#kept[0];
  }

  /** Up to which seq a history is in every one of them. */
  archived({ store, origin, epoch }: Omit<End, 'seq'>): number {
    const held = this.#kept.map(({ ends }) => ends.get(`${store} ${origin} ${epoch}`) ?? 0);
    return held.length === 0 ? 0 : Math.min(...held);
  }
}

/** What the last hello of a device was answered with, and when its challenge was made. */
export interface Given {
  readonly session: string;
  readonly lease: string;
  readonly challengedAt: number;
}
