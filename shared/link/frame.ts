import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Codec } from '#shared/journal/entry.ts';
import { type LinkFault, linkFault } from './fault.ts';

/**
 * What travels between a register and HQ: a head in JSON and byte strings behind it, each after its length (u32, big-endian).
 * Facts are carried as the bytes that were hashed, never as JSON inside JSON. Compression is the transport's.
 */
export interface Frame {
  readonly head: unknown;
  readonly parts: readonly Uint8Array[];
}

/** Bounds of a frame once unpacked. `bytes`: 1 MiB of facts and their heads. */
export const FRAME_LIMIT = { bytes: 2 * 1024 * 1024, parts: 4096 } as const;

export function encodeFrame(frame: Frame, codec: Codec): Uint8Array {
  const all = [codec.utf8(JSON.stringify(frame.head)), ...frame.parts];
  const bytes = new Uint8Array(all.reduce((sum, part) => sum + 4 + part.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const part of all) {
    view.setUint32(at, part.length);
    bytes.set(part, at + 4);
    at += 4 + part.length;
  }
  return bytes;
}

/** Reads a frame. MALFORMED when a length runs past the end or the head is no JSON, OVERSIZED past `FRAME_LIMIT`. */
export function decodeFrame(bytes: Uint8Array, codec: Codec): Result<Frame, LinkFault> {
  if (bytes.length > FRAME_LIMIT.bytes) return err(linkFault('OVERSIZED', { bytes: bytes.length }));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (parts.length > FRAME_LIMIT.parts) return err(linkFault('OVERSIZED', { parts: parts.length }));
    if (at + 4 > bytes.length) return err(linkFault('MALFORMED'));
    const end = at + 4 + view.getUint32(at);
    if (end > bytes.length) return err(linkFault('MALFORMED'));
    parts.push(bytes.subarray(at + 4, end));
    at = end;
  }
  const [head, ...rest] = parts;
  if (!head) return err(linkFault('MALFORMED'));
  try {
    return ok({ head: JSON.parse(codec.text(head)), parts: rest });
  } catch {
    return err(linkFault('MALFORMED'));
  }
}
