import { backOff } from '#shared/link/device/back-off.ts';
import type { CallFault } from './hq-client.ts';

/** Time and chance, so that tests never wait. */
export interface LaneTimers {
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
  /** Between 0 and 1. */
  readonly random: () => number;
}

/** What one step of a lane came to: `more` to do at once, `idle` until woken, or a fault to wait after. */
export type StepEnd = 'more' | 'idle' | CallFault;

/** Work towards headquarters that goes on step by step and waits longer after each failure in a row. */
export interface Lane {
  /** There may be something to do. Heard at once, except while a failure is being waited out. */
  readonly wake: () => void;
  /** The same, at once. */
  readonly now: () => void;
  /** The failure that is being waited out, or null. */
  readonly trouble: () => CallFault | null;
  /** Resolves when the step that runs has ended; none follows. */
  readonly stop: () => Promise<void>;
}

export function createLane(
  timers: LaneTimers,
  given: {
    readonly step: () => Promise<StepEnd>;
    readonly changed: () => void;
    readonly report: (error: unknown) => void;
  },
): Lane {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let failures = 0;
  let trouble: CallFault | null = null;
  let callOff: (() => void) | null = null;

  const fail = (fault: CallFault) => {
    if (stopped) return;
    failures += 1;
    trouble = fault;
    const ms = backOff({ failures, asked: fault.retryAfter }, timers.random());
    callOff = timers.after(ms, () => {
      callOff = null;
      start();
    });
    given.changed();
  };
  const run = async (): Promise<void> => {
    for (;;) {
      again = false;
      const end = await given.step();
      if (typeof end !== 'string') {
        fail(end);
        return;
      }
      if (trouble !== null) given.changed();
      failures = 0;
      trouble = null;
      if (stopped || (end === 'idle' && !again)) return;
    }
  };
  const start = () => {
    again = true;
    if (running !== null || stopped) return;
    running = run()
      .catch((error: unknown) => {
        given.report(error);
        if (!stopped) fail(BROKEN);
      })
      .finally(() => {
        running = null;
      });
  };
  return {
    wake: () => {
      if (callOff === null) start();
    },
    now: () => {
      callOff?.();
      callOff = null;
      start();
    },
    trouble: () => trouble,
    stop: async () => {
      stopped = true;
      callOff?.();
      callOff = null;
      await running;
    },
  };
}

/** Something threw: our own fault or the disk's. It is reported, and tried again like a bad line. */
const BROKEN: CallFault = { code: 'UNREACHABLE', retryAfter: 0 };
