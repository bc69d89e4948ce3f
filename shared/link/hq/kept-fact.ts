import { type Codec, readHeader, type SealedEntry } from '#shared/journal/entry.ts';
import type { ReceivedEntry } from '../batch.ts';
import type { StoredFact } from './hq-store.ts';

/** A fact as HQ kept it. Throws when its header can't be read: it was readable when it came. */
export function keptFact({ header, body, prev, hash }: SealedEntry, codec: Codec): ReceivedEntry {
  const head = readHeader(header, codec);
  if (head === null) throw new Error('a kept fact has no header');
  return { head, header, body, prev, hash };
}

/** A fact of headquarters' own, as it is kept. */
export const authoredFact = (entry: ReceivedEntry): StoredFact => ({
  entry,
  device: null,
  branch: 0,
  state: 'posted',
  reason: null,
});
