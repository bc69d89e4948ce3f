import { createPublicKey, verify as verifySignature } from 'node:crypto';
import type { Verify } from '#shared/link/signature.ts';

/** Ed25519 by Node; false, never a throw, for a key or a signature that is none. */
export const verify: Verify = (publicKey, message, signature) => {
  try {
    const key = { key: Buffer.from(publicKey), format: 'der', type: 'spki' } as const;
    return verifySignature(null, message, key, signature);
  } catch {
    return false;
  }
};

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
