import type { Trade } from './clerk.ts';
import { EVENT_FAULTS, type EventFault, type Fault, type Swarm, stream } from './faults.ts';

type AtHq = 'hq-down' | 'hq-restored' | 'hq-clock-jump' | 'mass-price-change' | 'unknown-fact';
export type HqDeed = 'price' | 'passing-price' | 'back-up' | AtHq;
export type RegisterDeed = Trade | 'image' | 'let-go' | Exclude<EventFault, AtHq>;

/** One thing people or fate do at a moment of the run, ms from its start. What can't be done then is left undone. */
export type Operation = {
  readonly at: number;
  /** Decides whatever is left open: what is sold, how far a clock jumps. */
  readonly dice: number;
} & (
  | { readonly register: number; readonly do: RegisterDeed }
  /** At headquarters. */
  | { readonly register: null; readonly do: HqDeed }
);

export interface Size {
  readonly devices: number;
  readonly days: number;
  /** Of each register in a day. */
  readonly sales: number;
  /** Goods each register sends to the other store in a day; as often it counts in what came, or settles what did not; once it takes one back. */
  readonly transfers: number;
  /** Prices headquarters sets in a day that are to hold for some hours. */
  readonly passing: number;
  /** Tickets each register puts aside in a day; thrice as often it takes one up, its own or another's. */
  readonly parks: number;
  /** How often each register lets facts go in a day that are in headquarters' backups. */
  readonly lettings: number;
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
const AT_HQ: ReadonlySet<string> = new Set<AtHq>([
  'hq-down',
  'hq-restored',
  'hq-clock-jump',
  'mass-price-change',
  'unknown-fact',
]);
const isAtHq = (fault: EventFault): fault is AtHq => AT_HQ.has(fault);
/** What is to happen for certain is tried this often: a machine that is off can't be copied. */
const SURE = 3;
const OPENS = 9 * HOUR;
const CLOSES = 21 * HOUR;

/** What happens in a run, by its seed; faults only as far as the swarm has them, those of `sure` a few times at least. */
export function draw(
  seed: number,
  { devices, days, sales, transfers, passing, lettings, parks }: Size,
  { swarm, sure }: { readonly swarm: Swarm; readonly sure: readonly Fault[] },
): Operation[] {
  const operations: Operation[] = [];
  for (let register = 0; register < devices; register++) {
    const random = stream(seed, `trade ${register}`);
    const add = (at: number, what: RegisterDeed) =>
      operations.push({ at, do: what, register, dice: random.below(2 ** 30) });
    for (let day = 0; day < days; day++) {
      const begins = day * DAY;
      add(begins + OPENS - random.below(HOUR / 2), 'open');
      for (let n = 0; n < sales; n++)
        add(begins + OPENS + random.below(CLOSES - OPENS), random.below(25) === 0 ? 'bring-back' : 'sell');
      add(begins + CLOSES + random.below(HOUR / 2), 'close');
      add(begins + random.below(DAY), 'image');
    }
  }
  for (let register = 0; register < devices; register++) {
    const random = stream(seed, `back door ${register}`);
    const add = (at: number, what: RegisterDeed) =>
      operations.push({ at, do: what, register, dice: random.below(2 ** 30) });
    for (let day = 0; day < days; day++)
      for (let n = 0; n < transfers; n++) {
        add(day * DAY + OPENS + random.below(CLOSES - OPENS), 'send');
        add(day * DAY + OPENS + random.below(CLOSES - OPENS), 'receive');
      }
  }
  for (let register = 0; register < devices; register++) {
    const random = stream(seed, `taking back ${register}`);
    const add = (at: number, what: RegisterDeed) =>
      operations.push({ at, do: what, register, dice: random.below(2 ** 30) });
    for (let day = 0; day < days && transfers > 0; day++) {
      add(day * DAY + OPENS + random.below(CLOSES - OPENS), 'recall');
      for (let n = 0; n < transfers; n++) add(day * DAY + OPENS + random.below(CLOSES - OPENS), 'settle');
    }
  }
  for (let register = 0; register < devices; register++) {
    const random = stream(seed, `letting go ${register}`);
    for (let day = 0; day < days; day++)
      for (let n = 0; n < lettings; n++)
        operations.push({
          at: day * DAY + 8 * HOUR + random.below(14 * HOUR),
          do: 'let-go',
          register,
          dice: random.below(2 ** 30),
        });
  }
  for (let register = 0; register < devices; register++)
    operations.push(...parking(stream(seed, `parking ${register}`), { register, devices, days, parks }));
  const random = stream(seed, 'headquarters');
  for (let day = 0; day < days; day++) {
    const add = (at: number, what: HqDeed) =>
      operations.push({ at: day * DAY + at, do: what, register: null, dice: random.below(2 ** 30) });
    for (let n = 0; n < 4; n++) add(6 * HOUR + random.below(15 * HOUR), 'price');
    add(random.below(DAY), 'back-up');
  }
  const passes = stream(seed, 'passing prices');
  for (let day = 0; day < days; day++)
    for (let n = 0; n < passing; n++) {
      const at = day * DAY + 6 * HOUR + passes.below(12 * HOUR);
      operations.push({ at, do: 'passing-price', register: null, dice: passes.below(2 ** 30) });
    }
  for (const fault of Object.keys(EVENT_FAULTS) as EventFault[]) {
    const strength = swarm.get(fault);
    if (strength === undefined) continue;
    const least = sure.includes(fault) ? SURE : 0;
    operations.push(...strokes(stream(seed, fault), { fault, strength, devices, days, least }));
  }
  return operations.sort((a, b) => a.at - b.at);
}

/** Of the times a ticket is taken up every other has two registers reach for the same one at once: a customer goes to another counter. */
function* parking(
  random: ReturnType<typeof stream>,
  given: {
    readonly register: number;
    readonly devices: number;
    readonly days: number;
    readonly parks: number;
  },
): Generator<Operation> {
  const { register, devices, days, parks } = given;
  const dice = () => random.below(2 ** 30);
  const moment = (day: number) => day * DAY + OPENS + random.below(CLOSES - OPENS);
  for (let day = 0; day < days; day++)
    for (let n = 0; n < parks; n++) {
      yield { at: moment(day), do: 'park', register, dice: dice() };
      yield { at: moment(day), do: 'take-up', register, dice: dice() };
      const rush = { at: moment(day), dice: dice(), do: 'take-up' } as const;
      yield { ...rush, register };
      yield { ...rush, at: rush.at + random.below(500), register: (register + 2) % devices };
    }
}

function* strokes(
  random: ReturnType<typeof stream>,
  given: {
    readonly fault: EventFault;
    readonly strength: number;
    readonly devices: number;
    readonly days: number;
    readonly least: number;
  },
): Generator<Operation> {
  const { fault, strength, devices, days, least } = given;
  const atHq = isAtHq(fault);
  const expected = (EVENT_FAULTS[fault] / 10) * strength * days * (atHq ? 1 : devices);
  const drawn = Math.floor(expected) + (random.below(1000) < (expected % 1) * 1000 ? 1 : 0);
  const times = Math.max(drawn, least);
  for (let n = 0; n < times; n++) {
    const when = { at: 8 * HOUR + random.below(days * DAY - 8 * HOUR), dice: random.below(2 ** 30) };
    if (atHq) yield { ...when, do: fault, register: null };
    else {
      const register = random.below(devices);
      // A disk can be put back only to an image.
      if (least > 0) yield { at: when.at - HOUR, dice: 0, do: 'image', register };
      yield { ...when, do: fault, register };
    }
  }
}
