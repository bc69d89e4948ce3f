import type { Timers } from '#electron/devices/printer/timers.ts';

/** A clock moved by hand: nothing happens by itself, and a test can wait until somebody waits. */
export interface HandTimers extends Timers {
  /** Resolves once a wait of exactly `ms` is on. */
  armed(ms: number): Promise<void>;
  /** Moves the clock and fires what has come due. */
  advance(ms: number): void;
  waiting(): readonly number[];
}

export function handTimers(start = 1_000_000): HandTimers {
  let now = start;
  let waits: { readonly due: number; readonly ms: number; readonly run: () => void }[] = [];
  let listeners: { readonly ms: number; readonly tell: () => void }[] = [];
  return {
    now: () => now,
    after(ms, run) {
      const wait = { due: now + ms, ms, run };
      waits.push(wait);
      for (const listener of listeners.filter((one) => one.ms === ms)) listener.tell();
      listeners = listeners.filter((one) => one.ms !== ms);
      return () => {
        waits = waits.filter((one) => one !== wait);
      };
    },
    armed: (ms) =>
      new Promise((resolve) => {
        if (waits.some((one) => one.ms === ms)) resolve();
        else listeners.push({ ms, tell: resolve });
      }),
    advance(ms) {
      now += ms;
      const due = waits.filter((one) => one.due <= now);
      waits = waits.filter((one) => one.due > now);
      for (const { run } of due) run();
    },
    waiting: () => waits.map(({ ms }) => ms),
  };
}
