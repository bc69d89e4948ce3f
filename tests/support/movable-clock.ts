import type { Timers } from '#electron/devices/printer/timers.ts';

/** The machine's own clock, that can be moved: what comes due on the way happens at once. */
export interface MovableClock {
  readonly timers: Timers;
  /** Forward, or back with less than 0. */
  readonly move: (ms: number) => void;
}

export function movableClock(): MovableClock {
  let ahead = 0;
  const waits = new Set<{ readonly due: number; readonly fire: () => void }>();
  const now = (): number => Date.now() + ahead;
  return {
    timers: {
      now,
      after: (ms, run) => {
        const fire = (): void => {
          clearTimeout(timer);
          if (waits.delete(wait)) run();
        };
        const timer = setTimeout(fire, ms).unref();
        const wait = { due: now() + ms, fire };
        waits.add(wait);
        return () => {
          clearTimeout(timer);
          waits.delete(wait);
        };
      },
    },
    move: (ms) => {
      ahead += ms;
      const due = [...waits].filter((wait) => wait.due <= now()).toSorted((a, b) => a.due - b.due);
      for (const { fire } of due) fire();
    },
  };
}

export const DAY = 86_400_000;
