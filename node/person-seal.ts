import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { PersonSeal, PersonSecret } from '#shared/services/people/ports.ts';

const NONCE = 12;
const TAG = 16;
const CIPHER = 'aes-256-gcm';

/** Seals what is personal with AES-256-GCM: nonce ‖ ciphertext ‖ tag in base64. */
export const aesSeal: PersonSeal = {
  newKey: () => randomBytes(32),
  seal: (key, secret) => {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv(CIPHER, key, nonce);
    const text = Buffer.concat([cipher.update(JSON.stringify(secret), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64');
  },
  open: (key, sealed) => {
    const bytes = Buffer.from(sealed, 'base64');
    if (bytes.byteLength < NONCE + TAG) return null;
    try {
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE));
      decipher.setAuthTag(bytes.subarray(-TAG));
      const text = Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]);
      return secretOf(JSON.parse(text.toString('utf8')));
    } catch {
      return null;
    }
  },
};

const secretOf = (value: unknown): PersonSecret | null =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
    ? { name: value.name }
    : null;
