import { z } from 'zod';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { type Codec, type EntryHeader, readHeader, type SealedEntry } from '#shared/journal/entry.ts';
import { fromHex, sameBytes, toHex } from './bytes.ts';
import { type LinkFault, linkFault } from './fault.ts';
import { decodeFrame, encodeFrame } from './frame.ts';
import { batchMessage, type Sign, type Verify } from './signature.ts';

/** A run of one device's journal within one epoch, on its way up. */
export interface PushBatch {
  readonly device: string;
  readonly epoch: string;
  /** Seq of the first and the last entry. */
  readonly from: number;
  readonly to: number;
  /** Hash before the first entry, and of the last. */
  readonly prev: Uint8Array;
  readonly hash: Uint8Array;
  readonly entries: readonly ReceivedEntry[];
}

/** An entry as it came: its bytes, and what its header says. The body is not read yet. */
export interface ReceivedEntry extends SealedEntry {
  readonly head: EntryHeader;
}

/** Bounds of a batch: entries, and bytes of their headers and bodies. One entry is always allowed. */
export const BATCH_LIMIT = { entries: 500, bytes: 1024 * 1024 } as const;

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const headSchema = z.strictObject({
  v: z.literal(1),
  device: z.string().min(1).max(80),
  epoch: z.string().min(1).max(40),
  from: z.int().min(1),
  to: z.int().min(1),
  prev: hex64,
  hash: hex64,
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});

/** Packs and signs a run of entries. They are of one device and epoch, without a gap, and at least one. */
export function encodeBatch(entries: readonly ReceivedEntry[], sign: Sign, codec: Codec): Uint8Array {
  const first = entries[0];
  const last = entries.at(-1);
  if (!first || !last) throw new Error('an empty batch');
  const { origin: device, epoch, seq: from } = first.head;
  const to = last.head.seq;
  const signature = sign(batchMessage({ device, epoch, to, hash: last.hash }, codec));
  const head: z.infer<typeof headSchema> = {
    v: 1,
    device,
    epoch,
    from,
    to,
    prev: toHex(first.prev),
    hash: toHex(last.hash),
    signature: toHex(signature),
  };
  return encodeFrame({ head, parts: entries.flatMap(({ header, body }) => [header, body]) }, codec);
}

/**
 * Unpacks a batch and proves it: signed by the key, every hash follows from the bytes before it, every header says the batch's device,
 * epoch and next seq. MALFORMED, OVERSIZED, UNSIGNED, WRONG_DEVICE (another device's key), BROKEN_CHAIN.
 */
export function openBatch(
  bytes: Uint8Array,
  sender: { readonly device: string; readonly publicKey: Uint8Array },
  ports: { readonly codec: Codec; readonly verify: Verify },
): Result<PushBatch, LinkFault> {
  const frame = decodeFrame(bytes, ports.codec);
  if (!frame.ok) return frame;
  const parsed = headSchema.safeParse(frame.value.head);
  if (!parsed.success) return err(linkFault('MALFORMED'));
  const { device, epoch, from, to, ...rest } = parsed.data;
  if (device !== sender.device) return err(linkFault('WRONG_DEVICE'));
  const hash = fromHex(rest.hash);
  const message = batchMessage({ device, epoch, to, hash }, ports.codec);
  if (!ports.verify(sender.publicKey, message, fromHex(rest.signature))) return err(linkFault('UNSIGNED'));
  const prev = fromHex(rest.prev);
  const entries = chained(frame.value.parts, { device, epoch, from, prev }, ports.codec);
  if (!entries.ok) return entries;
  const last = entries.value.at(-1);
  if (!last || last.head.seq !== to || !sameBytes(last.hash, hash)) return err(linkFault('BROKEN_CHAIN'));
  return ok({ device, epoch, from, to, prev, hash, entries: entries.value });
}

/** Whether every name in a header is one a table can hold and find again: not empty, at most 80 characters, no NUL. */
const isPlain = ({ id, origin, epoch, type, actor, store, shift }: EntryHeader): boolean =>
  [id, origin, epoch, type, actor, store, shift ?? '-'].every(
    (name) => name.length > 0 && name.length <= 80 && !name.includes('\u0000'),
  );

function chained(
  parts: readonly Uint8Array[],
  start: {
    readonly device: string;
    readonly epoch: string;
    readonly from: number;
    readonly prev: Uint8Array;
  },
  codec: Codec,
): Result<ReceivedEntry[], LinkFault> {
  if (parts.length === 0 || parts.length % 2 !== 0) return err(linkFault('MALFORMED'));
  if (parts.length / 2 > BATCH_LIMIT.entries)
    return err(linkFault('OVERSIZED', { entries: parts.length / 2 }));
  const entries: ReceivedEntry[] = [];
  let prev = start.prev;
  for (let i = 0; i < parts.length; i += 2) {
    const [header, body] = [parts[i], parts[i + 1]];
    if (!header || !body) return err(linkFault('MALFORMED'));
    const head = readHeader(header, codec);
    if (head === null || !isPlain(head)) return err(linkFault('MALFORMED'));
    const seq = start.from + i / 2;
    if (head.origin !== start.device || head.epoch !== start.epoch || head.seq !== seq)
      return err(linkFault('BROKEN_CHAIN', { seq }));
    const hash = codec.sha256(prev, header, body);
    entries.push({ head, header, body, prev, hash });
    prev = hash;
  }
  return ok(entries);
}
