import type { HqClient } from './hq-client.ts';

/** Chunks that are handed out together, to be written down in one transaction. */
const TOGETHER = 3;
/** Chunks that are on their way at once. */
const IN_FLIGHT = 5;

type Answer = Awaited<ReturnType<HqClient['chunk']>>;

/** Chunks of one file as one session fetches them: while some are written down the next ones are on their way. */
export class ComingChunks {
  readonly #ask: (chunk: number) => Promise<Answer>;
  readonly #coming = new Map<number, Promise<Answer>>();

  constructor(ask: (chunk: number) => Promise<Answer>) {
    this.#ask = ask;
  }

  /** The answers to the first of those that are missing; each is handed out once. */
  async next(
    missing: readonly number[],
  ): Promise<readonly { readonly chunk: number; readonly answer: Answer }[]> {
    this.#askFor(missing);
    const first = missing.slice(0, TOGETHER);
    const answers = await Promise.all(
      first.map(async (chunk) => ({ chunk, answer: (await this.#coming.get(chunk)) as Answer })),
    );
    for (const chunk of first) this.#coming.delete(chunk);
    this.#askFor(missing.slice(first.length));
    return answers;
  }

  #askFor(missing: readonly number[]): void {
    for (const chunk of missing.slice(0, IN_FLIGHT))
      if (!this.#coming.has(chunk)) this.#coming.set(chunk, this.#ask(chunk));
  }
}
