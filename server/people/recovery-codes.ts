import { createHash } from 'node:crypto';
import { plainCode } from '#shared/services/people/recovery.ts';
import type { TypedSql } from '../typed-sql.ts';

/** Bound to nothing but itself: a code has far too many possibilities to be tried by hash. */
export const codeHash = (code: string): string =>
  createHash('sha256').update(plainCode(code), 'utf8').digest('hex');

/** Each counts once. */
export async function takeRecoveryCode(sql: TypedSql, user: string, code: string): Promise<boolean> {
  const taken = await sql.change((db) =>
    db.deleteFrom('hq_recovery_code').where('user', '=', user).where('hash', '=', codeHash(code)),
  );
  return taken === 1;
}

export const countCodes = async (sql: TypedSql, user: string): Promise<number> =>
  (await sql.rows((db) => db.selectFrom('hq_recovery_code').select('hash').where('user', '=', user))).length;
