import type { EntryId, PersonId, ShiftId, StoreId } from '#shared/domain/ids.ts';

/**
 * One fact of one author. `hash = SHA-256(prev ‖ header ‖ body)`: `header` is the UTF-8 JSON array of the header fields with
 * null for absent, `body` the UTF-8 bytes written once. Both are stored and sent as those bytes and never serialised again.
 */
export interface Entry<Body = unknown> extends EntryHeader {
  readonly body: Body;
}

export interface EntryHeader {
  readonly id: EntryId;
  /** The author: a device, or HQ for one scope. */
  readonly origin: string;
  readonly epoch: string;
  /** Gapless per origin and epoch, from 1. */
  readonly seq: number;
  readonly type: string;
  readonly v: number;
  /** Wall time of the author in milliseconds: a label, never an order. */
  readonly at: number;
  readonly actor: PersonId;
  readonly store: StoreId;
  readonly shift: ShiftId | null;
}

/** An entry as it is kept and sent. */
export interface SealedEntry {
  readonly header: Uint8Array;
  readonly body: Uint8Array;
  readonly prev: Uint8Array;
  readonly hash: Uint8Array;
}

/** Hashing and text encoding come in as ports: the core has no platform. */
export interface Codec {
  readonly utf8: (text: string) => Uint8Array;
  readonly text: (bytes: Uint8Array) => string;
  readonly sha256: (...parts: readonly Uint8Array[]) => Uint8Array;
}

export const NO_HASH = new Uint8Array(32);

export function seal(entry: Entry, prev: Uint8Array, codec: Codec): SealedEntry {
  const header = codec.utf8(JSON.stringify(headerFields(entry)));
  const body = codec.utf8(JSON.stringify(entry.body));
  return { header, body, prev, hash: codec.sha256(prev, header, body) };
}

/** Reads an entry back from its bytes. Throws when the header is not one: whoever calls this has verified the hash. */
export function unseal(sealed: Pick<SealedEntry, 'header' | 'body'>, codec: Codec): Entry {
  const header = readHeader(sealed.header, codec);
  if (header === null) throw new Error('not an entry header');
  return { ...header, body: JSON.parse(codec.text(sealed.body)) };
}

/** What a header's bytes say, or null when they are no header: bytes of others come with no promise. */
export const readHeader = (bytes: Uint8Array, codec: Codec): EntryHeader | null =>
  readHeaderText(codec.text(bytes));

/** The same of a header's text. */
export function readHeaderText(text: string): EntryHeader | null {
  const fields = parsed(text);
  if (!Array.isArray(fields) || fields.length !== 10) return null;
  const [id, origin, epoch, seq, type, v, at, actor, store, shift] = fields;
  const texts = [id, origin, epoch, type, actor, store].every((each) => typeof each === 'string');
  const numbers = [seq, v, at].every(Number.isSafeInteger);
  if (!texts || !numbers || seq < 1 || !(shift === null || typeof shift === 'string')) return null;
  return { id, origin, epoch, seq, type, v, at, actor, store, shift };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const headerFields = (e: EntryHeader) => [
  e.id,
  e.origin,
  e.epoch,
  e.seq,
  e.type,
  e.v,
  e.at,
  e.actor,
  e.store,
  e.shift,
];
