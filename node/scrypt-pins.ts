import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { PinHash, PinHasher } from '#shared/services/people/ports.ts';

/** 2^15 rounds: some 60 ms of a worker thread of Node's, 32 MiB (OWASP Password Storage Cheat Sheet, scrypt). */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const BYTES = 32;

/** PINs by scrypt over PIN and pepper, each with its own salt. A PIN alone has too few digits: without the pepper file the hashes in a copied store tell nothing. */
export function scryptPins(
  own: Uint8Array,
  cost: typeof COST = COST,
  hq: () => Promise<Uint8Array | null> = async () => null,
): PinHasher {
  const derive = (pin: string, pepper: Uint8Array, salt: Uint8Array): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const secret = Buffer.concat([Buffer.from(pin.normalize('NFKC'), 'utf8'), Buffer.from([0]), pepper]);
      scrypt(secret, salt, BYTES, cost, (error, key) => (error ? reject(error) : resolve(key)));
    });
  return {
    hash: async (pin): Promise<PinHash> => {
      const salt = randomBytes(16);
      return { salt, hash: await derive(pin, own, salt), pepper: 'own' };
    },
    matches: async (pin, { salt, hash, pepper }) => {
      const derived = await derive(pin, pepper === 'own' ? own : ((await hq()) ?? own), salt);
      return derived.byteLength === hash.byteLength && timingSafeEqual(derived, hash);
    },
  };
}
