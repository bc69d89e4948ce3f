import type { DeviceKeys } from '#tests/support/link/device-keys.ts';
import type { Chance } from './faults.ts';
import type { Headquarters } from './headquarters.ts';
import type { Mutant } from './mutants.ts';
import type { Network } from './network.ts';
import type { Scheduler } from './scheduler.ts';
import type { Trace } from './trace.ts';
import type { Truth } from './truth.ts';

export interface RegisterPorts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly trace: Trace;
  readonly truth: Truth;
  readonly mutant: Mutant | null;
  readonly newId: () => string;
  readonly network: Network;
  readonly hq: Headquarters;
  readonly folder: string;
}

export interface Place {
  readonly machine: number;
  readonly device: string;
  readonly store: string;
  readonly register: string;
  readonly keys: DeviceKeys;
}
