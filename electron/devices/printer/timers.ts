/** Time as a port, so that tests never wait. */
export interface Timers {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `run` once after `ms`; answers how to call it off. */
  after(ms: number, run: () => void): () => void;
}

export const systemTimers: Timers = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
