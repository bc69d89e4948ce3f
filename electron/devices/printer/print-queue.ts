import { isStale, retryDelay, retryIn } from '#shared/domain/receipt/print-job.ts';
import type { Printer, SendOutcome, SendTrouble } from './printer.ts';
import type { Timers } from './timers.ts';

/** A job as the queue needs it; what is on the slip is the caller's. */
export interface PrintJob<Slip> {
  readonly id: string;
  readonly slip: Slip;
  /** When the slip was last asked for: made, or tapped. Milliseconds. */
  readonly wantedAt: number;
  /** Tries so far that ended before the first byte. */
  readonly attempts: number;
  /** Not before this time, or null. */
  readonly retryAt: number | null;
}

/** The rows of the queue. Each call is one committed transaction when it answers. */
export interface PrintJobs<Slip> {
  /** The oldest `queued` job, whether its time has come or not. */
  next(): Promise<PrintJob<Slip> | null>;
  /** queued → sending. Committed before the first byte goes out; false when the job is not queued any more. */
  markSending(id: string): Promise<boolean>;
  /** sending → sent */
  markSent(id: string): Promise<void>;
  /** sending → confirmed */
  markConfirmed(id: string): Promise<void>;
  /** sending → queued: nothing was sent; `attempts` goes up by one. */
  markFailed(id: string, reason: SendTrouble, retryAt: number): Promise<void>;
  /** sending → asked: "Did it print?" */
  markAsked(id: string, reason: SendTrouble | 'crash'): Promise<void>;
  /** queued → waiting-tap */
  markWaiting(id: string): Promise<void>;
  /** Jobs found in `sending`: whoever sent them is gone. */
  interrupted(): Promise<readonly string[]>;
}

export interface PrintQueueOptions<Slip> {
  readonly jobs: PrintJobs<Slip>;
  readonly printer: Printer;
  readonly timers: Timers;
  /** Turns a job into bytes; never a drawer pulse among them. */
  readonly render: (job: PrintJob<Slip>) => Promise<Uint8Array>;
  /** What the screen may want to show: once per trouble, not once per try. */
  readonly tell: (news: PrintNews) => void;
}

export type PrintNews =
  | { readonly kind: 'trouble'; readonly job: string; readonly reason: SendTrouble }
  | { readonly kind: 'printing-again' }
  | { readonly kind: 'asked'; readonly job: string }
  | { readonly kind: 'waiting-tap'; readonly job: string }
  | { readonly kind: 'done'; readonly job: string; readonly confirmed: boolean }
  /** The slip could not be drawn (a bug; it waits for a tap), or with job null a row not be written. */
  | { readonly kind: 'broken'; readonly job: string | null; readonly error: unknown };

export interface PrintQueue {
  /** Puts jobs a crash left in `sending` to the clerk, then begins. Call once. */
  start(): Promise<void>;
  /** A job was queued or tapped: look now. */
  wake(): void;
  /** Ends after the step at hand; a slip being sent is aborted. */
  stop(): Promise<void>;
}

/**
 * Prints one slip after the other and keeps the rule of `print-job.ts`: never the same slip twice unmarked.
 * Nothing here ever delays a sale, and nothing here pulses the drawer.
 */
export function printQueue<Slip>(options: PrintQueueOptions<Slip>): PrintQueue {
  return new Runner(options);
}

class Runner<Slip> implements PrintQueue {
  readonly #options: PrintQueueOptions<Slip>;
  readonly #stopping = new AbortController();
  #running: Promise<void> | null = null;
  #again = false;
  #callOff: () => void = () => undefined;
  /** The trouble the screen was told of, until a slip gets through. */
  #told: SendTrouble | null = null;

  constructor(options: PrintQueueOptions<Slip>) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#askForLost();
    this.wake();
  }

  wake(): void {
    if (this.#stopping.signal.aborted) return;
    this.#callOff();
    if (this.#running !== null) {
      this.#again = true;
      return;
    }
    this.#again = false;
    this.#running = this.#drain()
      .catch((error: unknown) => this.#options.tell({ kind: 'broken', job: null, error }))
      .finally(() => {
        this.#running = null;
        if (this.#again) this.wake();
      });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#callOff();
    await this.#running;
  }

  /** Nothing is being sent now: a job in `sending` was left there by a crash, or by a disk that would not take its outcome. */
  async #askForLost(): Promise<void> {
    const { jobs, tell } = this.#options;
    for (const job of await jobs.interrupted()) {
      await jobs.markAsked(job, 'crash');
      tell({ kind: 'asked', job });
    }
  }

  async #drain(): Promise<void> {
    await this.#askForLost();
    while (!this.#stopping.signal.aborted) {
      const job = await this.#options.jobs.next();
      if (job === null) return;
      if (!(await this.#step(job))) return;
    }
  }

  /** False when the queue should rest until its timer or the next wake. */
  async #step(job: PrintJob<Slip>): Promise<boolean> {
    const { jobs, timers, tell } = this.#options;
    const now = timers.now();
    if (isStale(job.wantedAt, now)) {
      await jobs.markWaiting(job.id);
      tell({ kind: 'waiting-tap', job: job.id });
      return true;
    }
    const pause = retryIn(job.retryAt, now);
    if (pause > 0) {
      this.#rest(pause);
      return false;
    }
    const bytes = await this.#render(job);
    if (bytes === null) return true;
    if (!(await jobs.markSending(job.id))) return true;
    return this.#settle(job, await this.#send(bytes));
  }

  /** A slip that can't be drawn must not hold up those behind it: a person decides what becomes of it. */
  async #render(job: PrintJob<Slip>): Promise<Uint8Array | null> {
    try {
      return await this.#options.render(job);
    } catch (error) {
      await this.#options.jobs.markWaiting(job.id);
      this.#options.tell({ kind: 'broken', job: job.id, error });
      return null;
    }
  }

  /** A printer that throws has broken its promise: nobody knows what was sent. */
  async #send(bytes: Uint8Array): Promise<SendOutcome> {
    try {
      return await this.#options.printer.send(bytes, this.#stopping.signal);
    } catch {
      return { kind: 'broken', reason: 'connection-lost' };
    }
  }

  async #settle(job: PrintJob<Slip>, outcome: SendOutcome): Promise<boolean> {
    const { jobs, timers, tell } = this.#options;
    switch (outcome.kind) {
      case 'not-sent': {
        const delay = retryDelay(job.attempts + 1);
        await jobs.markFailed(job.id, outcome.reason, timers.now() + delay);
        if (this.#told !== outcome.reason) tell({ kind: 'trouble', job: job.id, reason: outcome.reason });
        this.#told = outcome.reason;
        this.#rest(delay);
        return false;
      }
      case 'broken':
        await jobs.markAsked(job.id, outcome.reason);
        tell({ kind: 'asked', job: job.id });
        return true;
      case 'sent':
      case 'confirmed':
        if (outcome.kind === 'confirmed') await jobs.markConfirmed(job.id);
        else await jobs.markSent(job.id);
        if (this.#told !== null) tell({ kind: 'printing-again' });
        this.#told = null;
        tell({ kind: 'done', job: job.id, confirmed: outcome.kind === 'confirmed' });
        return true;
    }
  }

  #rest(ms: number): void {
    this.#callOff();
    this.#callOff = this.#options.timers.after(ms, () => this.wake());
  }
}
