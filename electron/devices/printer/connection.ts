import { connect, type Socket } from 'node:net';
import type { Timers } from './timers.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export type Lost = 'unreachable' | 'connection-lost' | 'aborted' | 'timeout';

/** One TCP connection to a printer, with every wait bounded and every byte it answers kept in order. */
export interface Connection {
  /** Resolves when the system has taken all bytes. */
  write(bytes: Uint8Array, ms: number): Promise<Lost | null>;
  /** Answers that came since the last call, waiting until `enough` says so, the time is over or the line breaks. */
  answers(enough: (so: readonly number[]) => boolean, ms: number): Promise<readonly number[]>;
  /** Why the line broke, if it did. */
  readonly lost: () => Lost | null;
  /** Lets what was written arrive, then hangs up. */
  end(): void;
  /** Hangs up at once. */
  destroy(): void;
}

/** Connects, or says why not. `ms` bounds the connecting alone; aborting `signal` breaks the line at any time. */
export function openConnection(
  address: Address,
  { ms, timers, signal }: { readonly ms: number; readonly timers: Timers; readonly signal: AbortSignal },
): Promise<Connection | Lost> {
  if (signal.aborted) return Promise.resolve('aborted');
  return new Promise((resolve) => {
    const socket = connect({ ...address, noDelay: true });
    const line = new Line(socket, timers);
    const give = (result: Connection | Lost): void => {
      stop();
      resolve(result);
    };
    const stop = timers.after(ms, () => {
      socket.destroy();
      give('unreachable');
    });
    const abort = (): void => line.break('aborted');
    signal.addEventListener('abort', abort, { once: true });
    socket.once('close', () => {
      signal.removeEventListener('abort', abort);
      give(signal.aborted ? 'aborted' : 'unreachable');
    });
    socket.once('connect', () => give(line));
  });
}

/** Bytes kept of what a printer says, the last ones. */
const MOST_HEARD = 256;

/** A printer that does not hang up in its turn is left after this many milliseconds. */
const LINGER = 2000;

class Line implements Connection {
  readonly #socket: Socket;
  readonly #timers: Timers;
  #lost: Lost | null = null;
  #heard: number[] = [];
  readonly #wakes = new Set<() => void>();

  constructor(socket: Socket, timers: Timers) {
    this.#socket = socket;
    this.#timers = timers;
    socket.on('data', (chunk) => {
      // Answers are single bytes: whatever floods the line is no printer, and must not fill the memory.
      this.#heard = [...this.#heard, ...chunk.subarray(-MOST_HEARD)].slice(-MOST_HEARD);
      this.#wake();
    });
    socket.on('error', () => this.break('connection-lost'));
    socket.on('close', () => this.break('connection-lost'));
  }

  readonly lost = (): Lost | null => this.#lost;

  break(why: Lost): void {
    this.#lost ??= why;
    this.#socket.destroy();
    this.#wake();
  }

  async write(bytes: Uint8Array, ms: number): Promise<Lost | null> {
    if (this.#lost !== null) return this.#lost;
    let taken = false;
    this.#socket.write(bytes, (error) => {
      taken = error === undefined || error === null;
      this.#wake();
    });
    const inTime = await this.#until(() => taken || this.#lost !== null, ms);
    if (!inTime) this.break('timeout');
    return taken ? null : this.#lost;
  }

  async answers(enough: (so: readonly number[]) => boolean, ms: number): Promise<readonly number[]> {
    await this.#until(() => enough(this.#heard) || this.#lost !== null, ms);
    const heard = this.#heard;
    this.#heard = [];
    return heard;
  }

  end(): void {
    this.#socket.end();
    const stop = this.#timers.after(LINGER, () => this.#socket.destroy());
    this.#socket.once('close', stop);
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #wake(): void {
    for (const wake of this.#wakes) wake();
  }

  /** True when `done` came before the time was over. */
  #until(done: () => boolean, ms: number): Promise<boolean> {
    if (done()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = (result: boolean): void => {
        stop();
        this.#wakes.delete(look);
        resolve(result);
      };
      const look = (): void => {
        if (done()) finish(true);
      };
      const stop = this.#timers.after(ms, () => finish(false));
      this.#wakes.add(look);
    });
  }
}
