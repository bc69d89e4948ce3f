import type { Chance } from './faults.ts';
import type { Scheduler } from './scheduler.ts';

/** What a call asks for. */
export type Path = 'hello' | 'push' | 'feed' | 'recall';

export interface Call {
  readonly device: string;
  /** The machine it comes from: a clone has the same device. */
  readonly machine: number;
  readonly path: Path;
  readonly session: string;
  /** When it was made. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** `octets` is a whole answer of status 200, whoever gave it; `fault` an answer that says no. */
export type Answer =
  | { readonly kind: 'octets'; readonly bytes: Uint8Array }
  | { readonly kind: 'fault'; readonly code: string };

/** null: headquarters is down, or went down over it. */
export type Serve = (call: Call) => Promise<Answer | null>;

/** A caller waits this long for an answer, ms. */
const TIMEOUT = 30_000;
const HTML: Answer = { kind: 'octets', bytes: Buffer.from('<!doctype html><title>Sign in</title>') };

/** The line between registers and headquarters. Whatever happens on it, each call is heard of once. */
export class Network {
  readonly #scheduler: Scheduler;
  readonly #chance: Chance;
  readonly #serve: Serve;
  /** Every batch that ever arrived, for proxies that send one again. */
  readonly pushes: Call[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly #cuts = new Map<string, number>();

  constructor(scheduler: Scheduler, chance: Chance, serve: Serve) {
    this.#scheduler = scheduler;
    this.#chance = chance;
    this.#serve = serve;
  }

  /** Cuts part of a machine's line for a while: its uploads, its downloads, its greetings. */
  cut(machine: number, direction: Path, ms: number): void {
    const key = `${machine} ${direction}`;
    this.#cuts.set(key, Math.max(this.#cuts.get(key) ?? 0, this.#scheduler.now() + ms));
  }

  mend(): void {
    this.#cuts.clear();
  }

  call(call: Call, heard: (answer: Answer | null) => void | Promise<void>): void {
    const chance = this.#chance;
    let done = false;
    const once = (answer: Answer | null): void | Promise<void> => {
      if (done) return;
      done = true;
      giveUp();
      return heard(answer);
    };
    const giveUp = this.#scheduler.after(TIMEOUT, () => once(null));
    const isCut = (this.#cuts.get(`${call.machine} ${call.path}`) ?? 0) > this.#scheduler.now();
    if (isCut || chance.strikes('half-open')) return;
    if (chance.strikes('html')) {
      this.#scheduler.after(this.#delay(), () => once(HTML));
      return;
    }
    if (chance.strikes('request-lost')) return;
    if (chance.strikes('replay')) this.#replay(call);
    if (chance.strikes('duplicate'))
      this.#scheduler.after(chance.below(3_600_000), async () => void (await this.#arrive(call)));
    this.#scheduler.after(this.#delay(), async () => {
      const answer = await this.#arrive(this.#spoil(call));
      // Nobody listens there: that is told at once.
      if (answer === null) this.#scheduler.after(this.#delay(), () => once(null));
      else if (!chance.strikes('answer-lost')) this.#return(call, answer, once);
    });
  }

  async #arrive(call: Call): Promise<Answer | null> {
    if (call.path === 'push') this.pushes.push(call);
    return await this.#serve(call);
  }

  #return(call: Call, given: Answer, once: (answer: Answer) => void | Promise<void>): void {
    const key = `${call.machine} ${call.path}`;
    const before = this.#answers.get(key);
    if (call.path !== 'hello') this.#answers.set(key, given);
    const stale = before !== undefined && this.#chance.strikes('stale-answer');
    const answer = stale ? before : given;
    // What answers a hello is kept whole by the line's own encryption: a lease can't be proven otherwise.
    const spoiled =
      answer.kind === 'octets' && call.path !== 'hello'
        ? { ...answer, bytes: this.#damage(answer.bytes) }
        : answer;
    this.#scheduler.after(this.#delay(), () => once(spoiled));
  }

  /** A batch of long ago once more, as a proxy sends it: under the session of then, or the living one. */
  #replay({ device, session }: Call): void {
    const mine = this.pushes.filter((each) => each.device === device);
    const old = mine[this.#chance.below(Math.max(1, mine.length))];
    if (!old) return;
    const call = this.#chance.below(2) === 0 ? old : { ...old, session };
    this.#scheduler.after(this.#delay(), async () => void (await this.#arrive(call)));
  }

  #spoil(call: Call): Call {
    return call.path === 'push' ? { ...call, bytes: this.#damage(call.bytes) } : call;
  }

  #damage(bytes: Uint8Array): Uint8Array {
    const chance = this.#chance;
    if (bytes.length > 0 && chance.strikes('truncated')) return bytes.slice(0, chance.below(bytes.length));
    if (bytes.length === 0 || !chance.strikes('bit-flip')) return bytes;
    const turned = Uint8Array.from(bytes);
    const bit = chance.below(bytes.length * 8);
    turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return turned;
  }

  #delay(): number {
    return this.#chance.strikes('slow') ? 1_000 + this.#chance.below(600_000) : 20 + this.#chance.below(180);
  }
}
