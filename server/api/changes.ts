import type { HqArea } from '#shared/contract/hq/index.ts';

/** Tells pages what changed, each through a stream of its own; what comes while a page is busy is told at once. */
export interface HqChanges {
  readonly tell: (areas: readonly HqArea[]) => void;
  /** Ends with the line, the signal or the process. */
  readonly stream: (ends: readonly AbortSignal[]) => AsyncGenerator<{ areas: HqArea[] }, void>;
  readonly close: () => void;
}

interface Listener {
  readonly pending: Set<HqArea>;
  wake: () => void;
}

export function createHqChanges(): HqChanges {
  const listeners = new Set<Listener>();
  const closing = new AbortController();
  return {
    tell: (areas) => {
      for (const listener of listeners) {
        for (const area of areas) listener.pending.add(area);
        listener.wake();
      }
    },
    stream: async function* (given) {
      const ends = [closing.signal, ...given];
      const listener: Listener = { pending: new Set(), wake: () => {} };
      const wake = () => listener.wake();
      for (const end of ends) end.addEventListener('abort', wake);
      listeners.add(listener);
      try {
        while (!ends.some((end) => end.aborted)) {
          const areas = [...listener.pending];
          listener.pending.clear();
          if (areas.length > 0) yield { areas };
          else
            await new Promise<void>((resolve) => {
              listener.wake = resolve;
            });
        }
      } finally {
        listeners.delete(listener);
        for (const end of ends) end.removeEventListener('abort', wake);
      }
    },
    close: () => closing.abort(),
  };
}
