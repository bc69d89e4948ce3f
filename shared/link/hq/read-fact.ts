import type { StoreId } from '#shared/domain/ids.ts';
import type { Change } from '#shared/journal/change.ts';
import type { Codec, Entry } from '#shared/journal/entry.ts';
import type { DocumentKey } from '#shared/journal/entry-type.ts';
import { readBody } from '#shared/journal/read-body.ts';
import { changesIn, ENTRY_TYPES } from '#shared/journal/registry.ts';
import type { ReceivedEntry } from '../batch.ts';
import { bodyToday } from '../body-today.ts';
import type { FactState, KnownDevice } from './hq-store.ts';

/** A fact this program can read: what it is about, what it begins, and its projection. */
export interface ReadableFact {
  readonly is: 'readable';
  readonly entry: ReceivedEntry;
  readonly about: readonly DocumentKey[];
  readonly begins: readonly DocumentKey[];
  /** Other stores it has to be brought to; none where it was itself brought here. */
  readonly concerns: readonly string[];
  /** None for facts of the chain: HQ is the author of those, a device's own were its catalog while it was alone. */
  readonly changes: readonly Change[];
}

/** A fact that is kept, but not posted, and why. */
export interface HeldFact {
  readonly is: 'held';
  readonly entry: ReceivedEntry;
  readonly state: FactState;
  readonly reason: string;
}

/** Reads a fact a device sent: nothing of this needs a table. */
export function readFact(
  entry: ReceivedEntry,
  device: Pick<KnownDevice, 'store' | 'state'>,
  codec: Codec,
): ReadableFact | HeldFact {
  const held = (state: FactState, reason: string): HeldFact => ({
    is: 'held',
    entry,
    state,
    reason: reason.slice(0, MOST_REASON),
  });
  // What a revoked device signed is kept, and counts only when a person has looked at it.
  if (device.state === 'revoked') return held('quarantined', 'revoked');
  const { type: name, v } = entry.head;
  const type = ENTRY_TYPES.get(name);
  if (!type || v > type.v) return held('unknown', `${name} v${v}`);
  const text = codec.text(entry.body);
  // No text of a table can hold a NUL.
  const body = readBody(type, text.includes('\\u0000') ? undefined : bodyToday(entry.head, text, type));
  if (!body.ok) return held('quarantined', `body: ${body.error}`);
  // At HQ a device's facts are kept under the store it belongs to, whatever code it sold under before it joined.
  const store = device.store as StoreId;
  const fact: Entry = { ...entry.head, v: type.v, body: body.value };
  try {
    const changes = type.scope === 'store' ? changesIn(store, fact, type) : [];
    const concerned = type.concerns(body.value);
    return {
      is: 'readable',
      entry,
      about: type.about(body.value),
      begins: type.begins(body.value),
      concerns: concerned.includes(store) ? [] : concerned,
      changes,
    };
  } catch (error) {
    return held('quarantined', `projector: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const MOST_REASON = 200;
