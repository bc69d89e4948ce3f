import { useSyncExternalStore } from 'react';

let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const tell of listeners) tell();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/**
 * The time, for clocks and ages, in steps of `step` milliseconds, so that a minute clock draws once a minute.
 * @example formats.time(useNow(60_000))
 */
export const useNow = (step = 1000): number =>
  useSyncExternalStore(subscribe, () => Math.floor(now / step) * step);
