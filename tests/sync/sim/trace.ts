import { createHash } from 'node:crypto';

/** What happened, step by step: a hash over all of it, and the last steps as they are. */
export class Trace {
  readonly #hash = createHash('sha256');
  readonly #last: string[] = [];
  readonly #start: number;
  steps = 0;

  constructor(start: number) {
    this.#start = start;
  }

  note(at: number, what: string): void {
    const line = `${at - this.#start} ${what}`;
    this.steps += 1;
    this.#hash.update(line).update('\n');
    this.#last.push(`${clock(at - this.#start)} ${what}`);
    if (this.#last.length > 2 * LAST) this.#last.splice(0, LAST);
  }

  digest(): string {
    return this.#hash.copy().digest('hex').slice(0, 16);
  }

  last(): readonly string[] {
    return this.#last.slice(-LAST);
  }
}

const LAST = 50;

const clock = (ms: number): string => {
  const pad = (n: number, digits = 2) => String(n).padStart(digits, '0');
  const [day, hour, minute] = [
    Math.floor(ms / 86_400_000) + 1,
    Math.floor(ms / 3_600_000) % 24,
    Math.floor(ms / 60_000) % 60,
  ];
  return `day ${day} ${pad(hour)}:${pad(minute)}:${pad(Math.floor(ms / 1000) % 60)}.${pad(ms % 1000, 3)}`;
};
