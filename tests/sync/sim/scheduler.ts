/** Virtual time: what is to happen, in its order. Nothing here waits; two things of one moment happen in the order they were planned. */
export class Scheduler {
  #now: number;
  #planned = 0;
  readonly #heap: Planned[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** Plans something; the answer calls it off. */
  after(ms: number, run: () => void | Promise<void>): () => void {
    const planned: Planned = { at: this.#now + Math.max(0, Math.round(ms)), order: this.#planned++, run };
    this.#push(planned);
    return () => {
      planned.run = null;
    };
  }

  at(moment: number, run: () => void | Promise<void>): () => void {
    return this.after(moment - this.#now, run);
  }

  /** Lets everything happen that is planned up to a moment. */
  async runUntil(moment: number): Promise<void> {
    for (;;) {
      const next = this.#heap[0];
      if (!next || next.at > moment) break;
      this.#pop();
      if (next.run === null) continue;
      this.#now = next.at;
      await next.run();
    }
    this.#now = moment;
  }

  #push(planned: Planned): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(planned);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (!above || !isBefore(planned, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = planned;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      const [left, right] = [heap[child], heap[child + 1]];
      if (!left) break;
      if (right && isBefore(right, left)) child += 1;
      const smaller = heap[child];
      if (!smaller || !isBefore(smaller, last)) break;
      heap[at] = smaller;
      at = child;
    }
    heap[at] = last;
  }
}

interface Planned {
  readonly at: number;
  readonly order: number;
  run: (() => void | Promise<void>) | null;
}

const isBefore = (a: Planned, b: Planned): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
