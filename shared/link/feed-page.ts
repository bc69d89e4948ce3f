import { z } from 'zod';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { type Codec, readHeader } from '#shared/journal/entry.ts';
import type { ReceivedEntry } from './batch.ts';
import { toHex } from './bytes.ts';
import { type LinkFault, linkFault } from './fault.ts';
import { decodeFrame, encodeFrame } from './frame.ts';

/**
 * A run of one feed on its way down. Positions are dense: the first item stands at `from + 1`, the last at `to`. A device's own facts
 * of its living epoch come back as positions alone (null): it has their bytes.
 */
export interface FeedPage {
  /** `chain`, or `store/<id>`. */
  readonly feed: string;
  /** Which life of HQ counted these positions; after HQ was restored it is another, and positions start over. */
  readonly incarnation: string;
  readonly from: number;
  readonly to: number;
  /** Where the feed ends now: more than `to` while there is more to fetch. */
  readonly end: number;
  readonly items: readonly (ReceivedEntry | null)[];
}

export const CHAIN_FEED = 'chain';
export const storeFeed = (store: string): string => `store/${store}`;

/** Bounds of a page: items, and bytes of headers and bodies. One item always fits. */
export const PAGE_LIMIT = { items: 1000, bytes: 1024 * 1024 } as const;

const headSchema = z.strictObject({
  v: z.literal(1),
  feed: z.string().min(1).max(80),
  incarnation: z.string().min(1).max(80),
  from: z.int().min(0),
  to: z.int().min(0),
  end: z.int().min(0),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});

export function encodePage(page: FeedPage, codec: Codec): Uint8Array {
  const { items, ...rest } = page;
  const head: z.infer<typeof headSchema> = { v: 1, ...rest, digest: toHex(digestOf(page, codec)) };
  const parts = items.flatMap((item) => (item === null ? [NOTHING] : [item.prev, item.header, item.body]));
  return encodeFrame({ head, parts }, codec);
}

/** Reads a page as it came. MALFORMED, OVERSIZED, BROKEN_CHAIN (a byte differs from what was sent). */
export function decodePage(bytes: Uint8Array, codec: Codec): Result<FeedPage, LinkFault> {
  const frame = decodeFrame(bytes, codec);
  if (!frame.ok) return frame;
  const parsed = headSchema.safeParse(frame.value.head);
  if (!parsed.success) return err(linkFault('MALFORMED'));
  const { v: _, digest, ...head } = parsed.data;
  const items = itemsOf(frame.value.parts, codec);
  if (items === null || items.length !== head.to - head.from || head.end < head.to)
    return err(linkFault('MALFORMED'));
  const page = { ...head, items };
  if (toHex(digestOf(page, codec)) !== digest) return err(linkFault('BROKEN_CHAIN'));
  return ok(page);
}

const NOTHING = new Uint8Array(0);

function itemsOf(parts: readonly Uint8Array[], codec: Codec): (ReceivedEntry | null)[] | null {
  const items: (ReceivedEntry | null)[] = [];
  for (let at = 0; at < parts.length; ) {
    const [prev, header, body] = [parts[at], parts[at + 1], parts[at + 2]];
    if (prev?.length === 0) {
      items.push(null);
      at += 1;
      continue;
    }
    const head = header && readHeader(header, codec);
    if (prev?.length !== 32 || !header || !head || !body) return null;
    items.push({ head, header, body, prev, hash: codec.sha256(prev, header, body) });
    at += 3;
  }
  return items;
}

const digestOf = (
  { feed, from, to, items }: Omit<FeedPage, 'incarnation' | 'end'>,
  codec: Codec,
): Uint8Array =>
  codec.sha256(
    codec.utf8(`${feed}\n${from}\n${to}\n`),
    ...items.map((item) => (item === null ? NOTHING : item.hash)),
  );

/** What a device does with a page, given where it stands. */
export type PageVerdict = 'take' | 'not-mine' | 'other-incarnation';

/** A page is taken only where it continues the cursor exactly; a repeat or a page out of order does nothing. */
export function judgePage(
  page: Pick<FeedPage, 'feed' | 'incarnation' | 'from'>,
  cursor: { readonly feed: string; readonly incarnation: string; readonly position: number },
): PageVerdict {
  if (page.incarnation !== cursor.incarnation) return 'other-incarnation';
  return page.feed === cursor.feed && page.from === cursor.position ? 'take' : 'not-mine';
}
