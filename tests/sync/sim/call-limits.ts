import { holds } from './broken.ts';

/** Calls of one machine in a minute, and failed ones, that no back-off would make and no backlog needs. */
const TOO_MANY = { calls: 600, failures: 60 } as const;

/** L5: nobody hammers at headquarters, whatever goes wrong. */
export class CallLimits {
  #failures: number[] = [];
  #calls = { minute: 0, made: 0 };

  made(now: number): void {
    const minute = Math.floor(now / 60_000);
    this.#calls =
      this.#calls.minute === minute ? { minute, made: this.#calls.made + 1 } : { minute, made: 1 };
    holds('L5', this.#calls.made <= TOO_MANY.calls, () => `${this.#calls.made} calls in a minute`);
  }

  failed(now: number): void {
    this.#failures = [...this.#failures.filter((at) => at > now - 60_000), now];
    const many = this.#failures.length;
    holds('L5', many <= TOO_MANY.failures, () => `${many} failed calls in a minute`);
  }
}
