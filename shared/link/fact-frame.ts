import { err, ok, type Result } from '#shared/domain/result.ts';
import { type Codec, readHeader } from '#shared/journal/entry.ts';
import type { ReceivedEntry } from './batch.ts';
import { type LinkFault, linkFault } from './fault.ts';
import { decodeFrame, encodeFrame } from './frame.ts';

/** Facts that were asked for one by one, on their way down: `prev`, header and body of each. */
export const encodeFacts = (facts: readonly ReceivedEntry[], codec: Codec): Uint8Array =>
  encodeFrame(
    { head: { v: 1 }, parts: facts.flatMap(({ prev, header, body }) => [prev, header, body]) },
    codec,
  );

/** Reads them; each hash is made anew of the bytes. MALFORMED, OVERSIZED. */
export function decodeFacts(bytes: Uint8Array, codec: Codec): Result<readonly ReceivedEntry[], LinkFault> {
  const frame = decodeFrame(bytes, codec);
  if (!frame.ok) return frame;
  const facts: ReceivedEntry[] = [];
  const { parts } = frame.value;
  for (let at = 0; at < parts.length; at += 3) {
    const [prev, header, body] = [parts[at], parts[at + 1], parts[at + 2]];
    const head = header && readHeader(header, codec);
    if (prev?.length !== 32 || !header || !head || !body) return err(linkFault('MALFORMED'));
    facts.push({ head, header, body, prev, hash: codec.sha256(prev, header, body) });
  }
  return ok(facts);
}
