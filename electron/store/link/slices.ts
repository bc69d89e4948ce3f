import type { ReceivedEntry } from '#shared/link/batch.ts';
import type { Slice } from './receive-facts.ts';

/**
 * Most facts and bytes of one transaction: a sale's facts make some 40 rows, so that a command at the counter waits a few
 * milliseconds at most for what is being written when it comes.
 */
const SLICE = { facts: 20, bytes: 256 * 1024 } as const;

type Part = Pick<Slice, 'feed' | 'incarnation' | 'from' | 'end' | 'items'>;

/** A page in parts that are written one after the other, each with its own place of the cursor; at least one. */
export function* slicesOf(page: Part): Generator<Part, void> {
  let items: (ReceivedEntry | null)[] = [];
  let from = page.from;
  let bytes = 0;
  for (const item of page.items) {
    const more = item === null ? 0 : item.header.length + item.body.length;
    const facts = items.filter((each) => each !== null).length;
    if (items.length > 0 && (facts >= SLICE.facts || bytes + more > SLICE.bytes)) {
      yield { ...page, from, items };
      from += items.length;
      items = [];
      bytes = 0;
    }
    items.push(item);
    bytes += more;
  }
  yield { ...page, from, items };
}
