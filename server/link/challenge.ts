import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { CHALLENGE_MS } from '#shared/link/hq/judge-lease.ts';

/**
 * Challenges that need not be kept: time (6 bytes), random (10) and a MAC over both and the device (16). Whoever asks for millions of
 * them writes nothing, and any process of headquarters knows one made by another. That each is used once is seen to at the hello.
 */
export interface Challenges {
  readonly make: (device: string) => string;
  /** When it was made for this device; null when it was not, or too long ago. */
  readonly madeAt: (device: string, challenge: string) => number | null;
}

export function challenges(key: Uint8Array, now: () => number): Challenges {
  const macOf = (device: string, head: Uint8Array): Buffer =>
    createHmac('sha256', key).update(head).update(device).digest().subarray(0, 16);
  return {
    make: (device) => {
      const head = Buffer.alloc(16);
      head.writeUIntBE(now(), 0, 6);
      randomBytes(10).copy(head, 6);
      return Buffer.concat([head, macOf(device, head)]).toString('hex');
    },
    madeAt: (device, challenge) => {
      const bytes = Buffer.from(challenge, 'hex');
      if (bytes.length !== 32) return null;
      const head = bytes.subarray(0, 16);
      if (!timingSafeEqual(bytes.subarray(16), macOf(device, head))) return null;
      const at = head.readUIntBE(0, 6);
      const age = now() - at;
      return age >= 0 && age <= CHALLENGE_MS ? at : null;
    },
  };
}
