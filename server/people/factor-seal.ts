import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { TypedPool } from '../typed-sql.ts';

/**
 * Secrets of authenticators lie in the database sealed (AES-256-GCM) with a key that does not: a copy of the tables alone makes no code.
 * Each is bound to its account.
 */
export interface FactorSeal {
  readonly seal: (user: string, secret: string) => string;
  /** null: sealed with another key, or for another account. */
  readonly open: (user: string, sealed: string) => string | null;
}

/** Base32 has no point: what begins so is sealed. */
const MARK = '1.';
const NONCE = 12;
const TAG = 16;

export function factorSeal(secret: Uint8Array): FactorSeal {
  const key = new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), 'mallard/second-factor/1', 32));
  return {
    seal: (user, text) => {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(user, 'utf8'));
      const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return MARK + Buffer.concat(sealed).toString('base64');
    },
    open: (user, sealed) => {
      const bytes = Buffer.from(sealed.slice(MARK.length), 'base64');
      if (!sealed.startsWith(MARK) || bytes.length < NONCE + TAG) return null;
      const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE))
        .setAAD(Buffer.from(user, 'utf8'))
        .setAuthTag(bytes.subarray(-TAG));
      try {
        return cipher.update(bytes.subarray(NONCE, -TAG), undefined, 'utf8') + cipher.final('utf8');
      } catch {
        return null;
      }
    },
  };
}

/**
 * Seals what lies open from before, and answers how many accounts have a factor that this key does not open: their recovery codes
 * still let them in, and an owner can start them anew.
 */
export async function sealFactors(sql: TypedPool, { seal, open }: FactorSeal): Promise<number> {
  return await sql.transaction(async (tx) => {
    const users = await tx.rows((db) =>
      db.selectFrom('hq_user').select(['id', 'factor', 'new_factor']).orderBy('id').forUpdate(),
    );
    let lost = 0;
    for (const { id, factor, new_factor } of users) {
      const sealed = (kept: string | null) =>
        kept === null || kept.startsWith(MARK) ? kept : seal(id, kept);
      const set = { factor: sealed(factor), new_factor: sealed(new_factor) };
      if (set.factor !== factor || set.new_factor !== new_factor)
        await tx.change((db) => db.updateTable('hq_user').set(set).where('id', '=', id));
      if (set.factor !== null && open(id, set.factor) === null) lost += 1;
    }
    return lost;
  });
}
