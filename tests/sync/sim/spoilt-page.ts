import type { FeedPage } from '#shared/link/feed-page.ts';
import type { Mutant } from './mutants.ts';

/** A page's facts, as a register with a mistake in it would take them. */
export class SpoiltPages {
  readonly #mutant: Mutant | null;
  readonly #device: string;
  #lastTaken = 0;

  constructor(mutant: Mutant | null, device: string) {
    this.#mutant = mutant;
    this.#device = device;
  }

  spoil(items: FeedPage['items']): FeedPage['items'] {
    if (this.#mutant === 'one poison stops the channel') {
      const poison = items.findIndex((item) => item?.head.type === 'promotion.granted');
      return poison === -1 ? items : items.slice(0, poison);
    }
    if (this.#mutant !== 'wall-clock order') return items;
    return items.map((item) => {
      if (item === null || item.head.origin === this.#device) return item;
      if (item.head.at < this.#lastTaken) return null;
      this.#lastTaken = item.head.at;
      return item;
    });
  }
}
