import type { AREAS } from '#shared/contract/index.ts';
import type { Session } from './session.ts';

export type ShownArea = (typeof AREAS)[number];

/** Tells pages what changed, each through a stream of its own; what comes while a page is busy is told at once. */
export interface Changes {
  readonly tellAll: (areas: readonly ShownArea[]) => void;
  readonly tell: (session: Session, areas: readonly ShownArea[]) => void;
  /** Ends with the line, the signal or the register. */
  readonly stream: (session: Session, signal?: AbortSignal) => AsyncGenerator<{ areas: ShownArea[] }, void>;
  readonly close: () => void;
}

interface Listener {
  readonly session: Session;
  readonly pending: Set<ShownArea>;
  wake: () => void;
}

export function createChanges(): Changes {
  const listeners = new Set<Listener>();
  const closing = new AbortController();
  const add = (listener: Listener, areas: readonly ShownArea[]) => {
    for (const area of areas) listener.pending.add(area);
    listener.wake();
  };
  return {
    tellAll: (areas) => {
      for (const listener of listeners) add(listener, areas);
    },
    tell: (session, areas) => {
      for (const listener of listeners) if (listener.session === session) add(listener, areas);
    },
    stream: async function* (session, signal) {
      const listener: Listener = { session, pending: new Set(), wake: () => {} };
      const ends = [session.closed, closing.signal, ...(signal ? [signal] : [])];
      const isOver = () => ends.some((end) => end.aborted);
      const wake = () => listener.wake();
      for (const end of ends) end.addEventListener('abort', wake);
      listeners.add(listener);
      try {
        while (!isOver()) {
          if (listener.pending.size === 0) {
            await new Promise<void>((resolve) => {
              listener.wake = resolve;
            });
            continue;
          }
          const areas = [...listener.pending];
          listener.pending.clear();
          yield { areas };
        }
      } finally {
        listeners.delete(listener);
        for (const end of ends) end.removeEventListener('abort', wake);
      }
    },
    close: () => closing.abort(),
  };
}
