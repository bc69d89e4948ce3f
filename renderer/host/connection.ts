import { type ClientLink, DynamicLink } from '@orpc/client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Line, OpenLine } from './line.ts';

export interface ConnectionState {
  /** `lost` is after a first success; the page then says so quietly and tries on. */
  readonly status: 'connecting' | 'ready' | 'lost';
  /** Counts up with every new line: whoever listens to events starts anew. */
  readonly generation: number;
}

export interface Connection {
  readonly state: StoreApi<ConnectionState>;
  /** Calls made while there is no line wait for the next one. */
  readonly link: ClientLink<Record<never, never>>;
  /** Closes the line; the next one is opened at once. */
  readonly renew: () => void;
  readonly stop: () => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;

/**
 * Keeps a line to the register open, trying again with growing pauses. A call under way when the line breaks is
 * refused; commands carry their id, so asking again is safe. `greet` has the new line to itself before any call goes over it.
 */
export function connect(open: OpenLine, greet: (line: Line) => Promise<void> = async () => {}): Connection {
  const state = createStore<ConnectionState>(() => ({ status: 'connecting', generation: 0 }));
  let stopped = false;
  let line: Line | null = null;
  let waiting: ((line: Line) => void)[] = [];

  const run = async (): Promise<void> => {
    let pause = FIRST_PAUSE_MS;
    while (!stopped) {
      const opened = await open().catch(() => null);
      if (opened === null) {
        await sleep(pause);
        pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
        continue;
      }
      pause = FIRST_PAUSE_MS;
      await greet(opened);
      line = opened;
      state.setState(({ generation }) => ({ status: 'ready', generation: generation + 1 }));
      for (const go of waiting.splice(0)) go(line);
      await line.closed;
      line = null;
      state.setState({ status: 'lost' });
    }
  };
  void run();

  const current = (): Promise<Line> => {
    const now = line;
    return now === null ? new Promise((go) => waiting.push(go)) : Promise.resolve(now);
  };
  return {
    state,
    link: new DynamicLink(async () => (await current()).link),
    renew: () => line?.close(),
    stop: () => {
      stopped = true;
      waiting = [];
      line?.close();
    },
  };
}

const sleep = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));
