import type { Fault } from './faults.ts';
import type { Outcome, Story } from './story.ts';
import { live } from './world.ts';

/** The shortest story found in which the same invariant breaks. */
export interface Shrunk {
  readonly story: Story;
  readonly outcome: Outcome;
  readonly tries: number;
}

/** Makes a story that breaks shorter: without whole kinds of faults, with fewer registers, then with fewer operations (ddmin). */
export async function shrink(story: Story, invariant: string, most = 150): Promise<Shrunk> {
  const shrinking = new Shrinking(story, invariant, most);
  await shrinking.fewerFaults();
  await shrinking.fewerRegisters();
  await shrinking.fewerOperations();
  return await shrinking.result();
}

class Shrinking {
  #story: Story;
  #tries = 0;
  readonly #invariant: string;
  readonly #most: number;

  constructor(story: Story, invariant: string, most: number) {
    this.#story = story;
    this.#invariant = invariant;
    this.#most = most;
  }

  async fewerFaults(): Promise<void> {
    for (const fault of this.#story.swarm.keys()) await this.#keepIfBreaks(without(this.#story, fault));
  }

  async fewerRegisters(): Promise<void> {
    for (let devices = 1; devices < this.#story.size.devices; devices++) {
      const operations = this.#story.operations.filter(
        ({ register }) => register === null || register < devices,
      );
      const size = { ...this.#story.size, devices };
      if (await this.#keepIfBreaks({ ...this.#story, size, operations })) return;
    }
  }

  async fewerOperations(): Promise<void> {
    for (let part = Math.ceil(this.#story.operations.length / 2); part >= 1; ) {
      let less = false;
      for (let at = 0; at < this.#story.operations.length && this.#tries < this.#most; ) {
        const operations = this.#story.operations.toSpliced(at, part);
        if (await this.#keepIfBreaks({ ...this.#story, operations })) less = true;
        else at += part;
      }
      if (this.#tries >= this.#most) return;
      if (!less || part > this.#story.operations.length) part = part === 1 ? 0 : Math.ceil(part / 2);
    }
  }

  async result(): Promise<Shrunk> {
    return { story: this.#story, outcome: await live(this.#story), tries: this.#tries };
  }

  async #keepIfBreaks(story: Story): Promise<boolean> {
    if (this.#tries >= this.#most) return false;
    this.#tries += 1;
    const { broken } = await live(story);
    const does = broken?.invariant === this.#invariant;
    if (does) this.#story = story;
    return does;
  }
}

const without = (story: Story, fault: Fault): Story => ({
  ...story,
  swarm: new Map([...story.swarm].filter(([each]) => each !== fault)),
  operations: story.operations.filter((operation) => operation.do !== fault),
});
