import { createPublicKey, type KeyObject, verify as verifySignature } from 'node:crypto';
import type { Verify } from '#shared/link/signature.ts';

/** Ed25519 by Node; false, never a throw, for a key or a signature that is none. */
export const verify: Verify = (publicKey, message, signature) => {
  try {
    return verifySignature(null, message, keyOf(publicKey), signature);
  } catch {
    return false;
  }
};

/** Reading a key takes nearly as long as proving by it. */
const keysRead = new Map<string, KeyObject>();
/** As many keys as a large chain has registers. */
const MOST_READ = 10_000;

function keyOf(publicKey: Uint8Array): KeyObject {
  const der = Buffer.from(publicKey);
  const name = der.toString('latin1');
  const known = keysRead.get(name);
  if (known) return known;
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  if (keysRead.size >= MOST_READ) keysRead.clear();
  keysRead.set(name, key);
  return key;
}

/** A device's public key as it is sent: SPKI, DER, base64. Null when it is no key of Ed25519. */
export function publicKeyOf(text: string): Uint8Array | null {
  const der = Buffer.from(text, 'base64');
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key.export({ format: 'der', type: 'spki' }) : null;
  } catch {
    return null;
  }
}
