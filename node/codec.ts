import { hash } from 'node:crypto';
import type { Codec } from '#shared/journal/entry.ts';

/** Node's hashing and text encoding for the core. */
export const nodeCodec: Codec = {
  utf8: (text) => Buffer.from(text, 'utf8'),
  text: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'),
  sha256: (...parts) => hash('sha256', Buffer.concat(parts), 'buffer'),
};
