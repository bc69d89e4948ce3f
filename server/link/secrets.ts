import { hash, randomBytes } from 'node:crypto';

/** A secret given out once and kept as its hash: 32 random bytes need no salt and no slow hash. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
export const hashOf = (secret: string): string => hash('sha256', secret, 'hex');

/** Crockford's base 32: no letter that is read as a digit. 32 of them, so a byte's low five bits are fair. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code a person reads out and types: ten letters, 50 bits. @example '7K3QM-W0ZTB' */
export function newCode(): string {
  const letters = [...randomBytes(10)].map((byte) => LETTERS.charAt(byte & 31));
  return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`;
}

/** A code however it was typed: small letters, spaces, O for 0, I or L for 1. */
export const hashOfCode = (typed: string): string =>
  hashOf(typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1'));
