import { type Random, seeded } from '#tests/support/random.ts';

/** What can go wrong on the line: how often, of a million calls, at full strength. */
export const LINE_FAULTS = {
  'request-lost': 40_000,
  'answer-lost': 40_000,
  slow: 40_000,
  duplicate: 40_000,
  truncated: 30_000,
  'bit-flip': 30_000,
  replay: 25_000,
  'half-open': 8_000,
  html: 20_000,
  'stale-answer': 20_000,
  'poke-lost': 100_000,
} as const;

/** What can go wrong between two effects of a process, of a million boundaries at full strength. */
export const BOUNDARY_FAULTS = {
  'register-crash': 3_000,
  'hq-crash-before-commit': 12_000,
  'hq-crash-after-commit': 12_000,
} as const;

/** What happens once in a while: times in ten register-days (or headquarters-days) at full strength. */
export const EVENT_FAULTS = {
  'power-off': 5,
  'disk-restored': 2,
  'marker-lost': 1,
  'rolled-back': 2,
  cloned: 1,
  'clock-jump': 5,
  'clock-drift': 4,
  'up-cut': 6,
  'down-cut': 6,
  'both-cut': 6,
  'hq-down': 8,
  'hq-restored': 3,
  'hq-clock-jump': 4,
  revoked: 1,
  'mass-price-change': 8,
  'unknown-fact': 8,
  'bad-fact': 6,
  'row-damaged': 6,
} as const;

export type LineFault = keyof typeof LINE_FAULTS;
export type BoundaryFault = keyof typeof BOUNDARY_FAULTS;
export type EventFault = keyof typeof EVENT_FAULTS;
export type Fault = LineFault | BoundaryFault | EventFault;

const keysOf = <T extends object>(of: T) => Object.keys(of) as (keyof T)[];
export const FAULTS: readonly Fault[] = [
  ...keysOf(LINE_FAULTS),
  ...keysOf(BOUNDARY_FAULTS),
  ...keysOf(EVENT_FAULTS),
];

/** What is counted beside faults: what became of them, and what people did. */
export const COUNTERS: ReadonlySet<string> = new Set<string>([
  ...FAULTS,
  'close',
  'let-go',
  'clone refused',
  'late hello',
  'row put back',
  'regained',
  'passing-price',
  'sold at a passing price',
  'epoch started: behind-marker',
  'epoch started: forked',
]);

/** A generator for one purpose of one seed: what one part of the world draws never moves what another draws. */
export function stream(seed: number, purpose: string): Random {
  let mixed = seed | 0;
  for (const char of purpose) mixed = Math.imul(mixed ^ char.charCodeAt(0), 0x01000193);
  return seeded(mixed);
}

const MILLION = 1_000_000;

/** Which faults a seed turns on, and how strongly (0 to 1): half of them on average. */
export type Swarm = ReadonlyMap<Fault, number>;

export function drawSwarm(seed: number): Swarm {
  const random = stream(seed, 'swarm');
  const strengths = FAULTS.map((fault) => [fault, random.below(2), random.below(1000)] as const);
  return new Map(strengths.filter(([, on]) => on === 1).map(([fault, , s]) => [fault, (s + 1) / 1000]));
}

/** Lets faults happen, and counts the times they did. */
export class Chance {
  readonly counts = new Map<string, number>();
  readonly #swarm: Swarm;
  readonly #random: Random;
  #calm = false;

  constructor(seed: number, swarm: Swarm) {
    this.#swarm = swarm;
    this.#random = stream(seed, 'chance');
  }

  /** From now on nothing goes wrong by chance. */
  calm(): void {
    this.#calm = true;
  }

  strikes(fault: LineFault | BoundaryFault): boolean {
    const strength = this.#swarm.get(fault);
    if (strength === undefined || this.#calm) return false;
    const often = { ...LINE_FAULTS, ...BOUNDARY_FAULTS }[fault];
    const does = this.#random.below(MILLION) < often * strength;
    if (does) this.count(fault);
    return does;
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  below(n: number): number {
    return this.#random.below(n);
  }

  fraction(): number {
    return this.#random.below(MILLION) / MILLION;
  }
}
