import type { HqClient } from './hq-client.ts';

/** How many chunks are handed out together, to be written down in one transaction, and how many are on their way at once. */
export interface Stride {
  readonly together: number;
  readonly inFlight: number;
}

/** Where a sale may stand behind such a transaction, and where nobody sells yet: each ends with the disk, which may take as long as writing. */
export const STRIDES = {
  selling: { together: 3, inFlight: 5 },
  filling: { together: 6, inFlight: 7 },
} as const satisfies Record<string, Stride>;

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
    stride: Stride,
  ): Promise<readonly { readonly chunk: number; readonly answer: Answer }[]> {
    this.#askFor(missing, stride);
    const first = missing.slice(0, stride.together);
    const answers = await Promise.all(
      first.map(async (chunk) => ({ chunk, answer: (await this.#coming.get(chunk)) as Answer })),
    );
    for (const chunk of first) this.#coming.delete(chunk);
    this.#askFor(missing.slice(first.length), stride);
    return answers;
  }

  #askFor(missing: readonly number[], { inFlight }: Stride): void {
    for (const chunk of missing.slice(0, inFlight))
      if (!this.#coming.has(chunk)) this.#coming.set(chunk, this.#ask(chunk));
  }
}
