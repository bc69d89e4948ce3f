import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { lockAfter, lockLeft } from '#shared/services/people/lock-out.ts';
import type { TypedPool } from '../typed-sql.ts';

/** Wrong tries of an address are forgiven longer than those of an account: a whole office may come from one. */
const ADDRESS_GRACE = 15;
/** After so long without a try it begins anew, ms. */
const FORGOTTEN = 24 * 60 * 60_000;

export const byAccount = (account: string): string => `account ${account.toLowerCase()}`;
export const byFactor = (user: string): string => `factor ${user}`;
export const byAddress = (address: string): string => `address ${address}`;

/**
 * Takes a try before it is looked at, so that a hundred at once are a hundred tries. The lock grows to 15 minutes, as at a register.
 * Refuses TRIED_TOO_OFTEN with { minutes }.
 */
export async function takeTry(
  sql: TypedPool,
  what: readonly string[],
  now: number,
): Promise<Result<null, DomainError>> {
  return await sql.transaction(async (tx) => {
    // Always in one order, so that two never wait for each other.
    for (const each of [...what].sort()) {
      await tx.change((db) =>
        db
          .insertInto('hq_try')
          .values({ what: each, failures: 0, tried_at: now, locked_until: 0 })
          .onConflict((clash) => clash.doNothing()),
      );
      const row = await tx.first((db) =>
        db.selectFrom('hq_try').selectAll().where('what', '=', each).forUpdate(),
      );
      if (!row) throw new Error('a try that was just written is gone');
      const left = lockLeft(row.locked_until, now);
      if (left > 0) return err(refuse('TRIED_TOO_OFTEN', { minutes: Math.ceil(left / 60_000) }));
      const failures = now - row.tried_at > FORGOTTEN ? 1 : row.failures + 1;
      const counted = each.startsWith('address ') ? failures - ADDRESS_GRACE : failures;
      const locked = now + lockAfter(Math.max(0, counted));
      await tx.change((db) =>
        db
          .updateTable('hq_try')
          .set({ failures, tried_at: now, locked_until: locked })
          .where('what', '=', each),
      );
    }
    return ok(null);
  });
}

/** It was right: the account begins anew, the address gets this try back. */
export async function forgiveTry(sql: TypedPool, what: readonly string[]): Promise<void> {
  for (const each of what) {
    await sql.change((db) =>
      each.startsWith('address ')
        ? db
            .updateTable('hq_try')
            .set((e) => ({ failures: e('failures', '-', 1), locked_until: 0 }))
            .where('what', '=', each)
            .where('failures', '>', 0)
        : db.deleteFrom('hq_try').where('what', '=', each),
    );
  }
}

/** What nobody tried for a day tells nothing any more. */
export const forgetTries = async (sql: TypedPool, now: number): Promise<void> => {
  await sql.change((db) => db.deleteFrom('hq_try').where('tried_at', '<', now - FORGOTTEN));
};
