import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign as nodeSign,
  verify as nodeVerify,
} from 'node:crypto';
import type { Sign, Verify } from '#shared/link/signature.ts';

/** A device's Ed25519 key pair, ready to sign. */
export interface DeviceKeys {
  /** SPKI, DER, base64. */
  readonly publicKey: string;
  readonly sign: Sign;
}

/** Throws when the text is no private key: the device's secret is damaged. */
export function deviceKeys(pem: string): DeviceKeys {
  const key: KeyObject = createPrivateKey(pem);
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
  return { publicKey, sign: (message) => nodeSign(null, message, key) };
}

/** A new private key (PKCS 8, PEM). */
export const newDeviceKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

export const verify: Verify = (publicKey, message, signature) => {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
    return nodeVerify(null, message, key, signature);
  } catch {
    return false;
  }
};
