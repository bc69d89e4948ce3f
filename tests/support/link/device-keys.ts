import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { nodeCodec } from '#node/codec.ts';
import { type Entry, NO_HASH, seal } from '#shared/journal/entry.ts';
import { encodeBatch, type ReceivedEntry } from '#shared/link/batch.ts';
import type { Sign, Verify } from '#shared/link/signature.ts';

/** A device's key pair, as it makes one at its first start. */
export interface DeviceKeys {
  /** SPKI, DER. */
  readonly publicKey: Uint8Array;
  readonly sign: Sign;
}

export function deviceKeys(): DeviceKeys {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    sign: (message) => sign(null, message, privateKey),
  };
}

export const nodeVerify: Verify = (key, message, signature) =>
  verify(null, message, { key: Buffer.from(key), format: 'der', type: 'spki' }, signature);

/** Entries of one epoch as their author's journal holds them: numbered and chained from `after`. */
export function chained(
  entries: readonly Entry[],
  after: { readonly seq: number; readonly hash: Uint8Array } = { seq: 0, hash: NO_HASH },
): ReceivedEntry[] {
  let prev = after.hash;
  return entries.map((entry, at) => {
    const numbered: Entry = { ...entry, seq: after.seq + at + 1 };
    const sealed = seal(numbered, prev, nodeCodec);
    prev = sealed.hash;
    const { body: _, ...head } = numbered;
    return { ...sealed, head };
  });
}

export const batchOf = (entries: readonly ReceivedEntry[], keys: DeviceKeys): Uint8Array =>
  encodeBatch(entries, keys.sign, nodeCodec);
