import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { nodeCodec } from '#node/codec.ts';
import type { Verify } from '#shared/link/signature.ts';
import type { DeviceKeys } from '#tests/support/link/device-keys.ts';

/** An Ed25519 private key in PKCS 8 is this and 32 bytes (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A key pair that follows from a name. */
export function keysOf(name: string): DeviceKeys {
  const der = Buffer.concat([PKCS8_HEAD, nodeCodec.sha256(nodeCodec.utf8(name))]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return {
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }),
    sign: (message) => sign(null, message, key),
  };
}

const known = new Map<string, KeyObject>();

/** Each key is read once: reading one takes longer than checking a signature. */
export const keptVerify: Verify = (publicKey, message, signature) => {
  const der = Buffer.from(publicKey);
  const name = der.toString('base64');
  const key = known.get(name) ?? createPublicKey({ key: der, format: 'der', type: 'spki' });
  known.set(name, key);
  return verify(null, message, key, signature);
};
