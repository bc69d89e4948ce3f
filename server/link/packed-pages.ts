import { pack } from '#node/packing.ts';
import type { Codec } from '#shared/journal/entry.ts';
import { encodePage, type FeedPage } from '#shared/link/feed-page.ts';

/** Pages as they go over the line. Where many ask for the same facts in one moment, the page is made once. */
export function packedPages(codec: Codec): (page: FeedPage) => Promise<Buffer> {
  /** By the list of facts itself: the same list stands at one place of one feed. */
  const made = new WeakMap<FeedPage['items'], Promise<Buffer>>();
  return (page) => {
    const known = made.get(page.items) ?? pack(encodePage(page, codec)).then((bytes) => Buffer.from(bytes));
    made.set(page.items, known);
    known.catch(() => made.delete(page.items));
    return known;
  };
}
