import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** X25519 public keys in SPKI are this and the 32 bytes (RFC 8410). */
const SPKI_HEAD = Buffer.from('302a300506032b656e032100', 'hex');

/** The 32 bytes of an X25519 public key. */
export const rawKey = (key: KeyObject): Uint8Array =>
  key.export({ type: 'spki', format: 'der' }).subarray(-32);

/**
 * The key two ends of an exchange agree on: HKDF-SHA-256 over the X25519 secret, no salt, 32 bytes. null for a key nobody can agree
 * with: some points give everyone the same secret.
 */
export function agreedKey(own: KeyObject, theirs: Uint8Array, info: Uint8Array): Uint8Array | null {
  try {
    const publicKey = createPublicKey({
      key: Buffer.concat([SPKI_HEAD, theirs]),
      format: 'der',
      type: 'spki',
    });
    const secret = diffieHellman({ privateKey: own, publicKey });
    return new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), info, 32));
  } catch {
    return null;
  }
}

/** AES-256-GCM: nonce (12) ‖ ciphertext ‖ tag (16). */
export function sealWith(key: Uint8Array, text: Uint8Array): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

/** null when it was sealed with another key, or is nothing of the kind. */
export function openWith(key: Uint8Array, sealed: Uint8Array): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
  } catch {
    return null;
  }
}
