import type { Codec, Entry } from '#shared/journal/entry.ts';
import type { EntryType } from '#shared/journal/entry-type.ts';
import { readBody } from '#shared/journal/read-body.ts';
import { ENTRY_TYPES } from '#shared/journal/registry.ts';
import type { ReceivedEntry } from '../batch.ts';
import { bodyToday } from '../body-today.ts';

/** A received fact as far as this program can read it. */
export type ReadFact =
  | { readonly kind: 'fact'; readonly fact: Entry; readonly type: EntryType }
  | { readonly kind: 'aside'; readonly state: 'unknown' | 'quarantined'; readonly reason: string };

/** Reads a received fact, or says why it has to be put aside. Its bytes are kept either way. */
export function readFact(entry: ReceivedEntry, codec: Codec): ReadFact {
  const { head } = entry;
  const type = ENTRY_TYPES.get(head.type);
  if (!type || head.v > type.v) return { kind: 'aside', state: 'unknown', reason: `${head.type} v${head.v}` };
  const body = readBody(type, bodyToday(head, codec.text(entry.body), type));
  if (body.ok) return { kind: 'fact', fact: { ...head, v: type.v, body: body.value }, type };
  return { kind: 'aside', state: 'quarantined', reason: `${head.type}: ${body.error}` };
}

/**
 * Facts that no sale may be made without knowing: tax classes, and the settings that hold the currency. Where one can't be read its
 * feed stops before it, and selling goes on with what stood before; any other bad fact is put aside and passed over.
 */
const STOPPING: ReadonlySet<string> = new Set(['store.founded', 'settings.changed', 'tax-class.changed']);
export const stopsFeed = (type: string): boolean => STOPPING.has(type);
