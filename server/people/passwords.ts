import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { fewAtOnce } from '../ops/few-at-once.ts';

/** Argon2id with 19 MiB and two passes: 53 ms of a worker thread (OWASP Password Storage Cheat Sheet; toolchain notes 9). */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const BYTES = 32;
const SHORTEST = 10;
/** More at once would only take memory: the threads behind it are as few. */
const AT_ONCE = 4;

export interface Passwords {
  readonly hash: (password: string) => Promise<string>;
  /** In constant time over the hash. `null` for an account nobody has takes as long as a wrong password. */
  readonly matches: (password: string, kept: string | null) => Promise<boolean>;
}

export function createPasswords(cost: typeof COST = COST): Passwords {
  const turn = fewAtOnce(AT_ONCE);
  const derive = (password: string, salt: Uint8Array): Promise<Buffer> =>
    turn(
      () =>
        new Promise((resolve, reject) =>
          argon2(
            'argon2id',
            { message: password.normalize('NFKC'), nonce: salt, tagLength: BYTES, ...cost },
            (error, key) => (error ? reject(error) : resolve(key)),
          ),
        ),
    );
  return {
    hash: async (password) => {
      const salt = randomBytes(16);
      const key = await derive(password, salt);
      const { memory, passes, parallelism } = cost;
      return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${plain(salt)}$${plain(key)}`;
    },
    matches: async (password, kept) => {
      const [, , , , salt = '', key = ''] = kept?.split('$') ?? [];
      const derived = await derive(password, kept === null ? randomBytes(16) : Buffer.from(salt, 'base64'));
      const known = Buffer.from(key, 'base64');
      return derived.byteLength === known.byteLength && timingSafeEqual(derived, known);
    },
  };
}

/** PHC strings carry base64 without its padding. */
const plain = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll('=', '');

/** Refuses PASSWORD_WEAK: under ten characters, few different ones, or the account's own name. Length beats rules (NIST SP 800-63B). */
export function checkPassword(password: string, account: string): Result<string, DomainError> {
  const said = password.normalize('NFKC');
  const weak =
    said.length < SHORTEST || new Set(said).size < 5 || said.toLowerCase().includes(account.toLowerCase());
  return weak ? err(refuse('PASSWORD_WEAK', { field: 'password' })) : ok(password);
}
