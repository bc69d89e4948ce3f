import { backOff } from '#shared/link/device/back-off.ts';

/** What a step of a lane came to, as the register's own lanes have it. */
export type StepEnd = 'more' | 'idle' | { readonly code: string; readonly retryAfter: number };

interface LanePorts {
  /** Begins a step, which ends by telling how. */
  readonly step: (ended: (end: StepEnd) => void) => void;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly random: () => number;
  /** A failure is not waited out: what the back-off is for. */
  readonly hasty: boolean;
  readonly failed: (code: string) => void;
}

/** Work towards headquarters that goes on step by step and waits longer after each failure in a row (electron/sync/lane.ts in virtual time). */
export class Lane {
  readonly #ports: LanePorts;
  #busy = false;
  #again = false;
  #failures = 0;
  #callOff: (() => void) | null = null;

  constructor(ports: LanePorts) {
    this.#ports = ports;
  }

  wake(): void {
    if (this.#callOff === null) this.#start();
  }

  now(): void {
    this.#callOff?.();
    this.#callOff = null;
    this.#start();
  }

  #start(): void {
    this.#again = true;
    if (!this.#busy) this.#run();
  }

  #run(): void {
    this.#busy = true;
    this.#again = false;
    this.#ports.step((end) => this.#ended(end));
  }

  #ended(end: StepEnd): void {
    this.#busy = false;
    if (typeof end !== 'string') {
      this.#failures += 1;
      this.#ports.failed(end.code);
      const wait = backOff({ failures: this.#failures, asked: end.retryAfter }, this.#ports.random());
      this.#callOff = this.#ports.after(this.#ports.hasty ? 1 : wait, () => {
        this.#callOff = null;
        this.#start();
      });
      return;
    }
    this.#failures = 0;
    if (end === 'more' || this.#again) this.#ports.after(1, () => this.#start());
  }
}
