import { createHash, randomBytes } from 'node:crypto';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { plainCode, recoveryCode } from '#shared/services/people/recovery.ts';
import type { TypedPool } from '../typed-sql.ts';
import type { FactorSeal } from './factor-seal.ts';
import { checkPassword, type Passwords } from './passwords.ts';
import { enrolment, newSecret, stepOf } from './second-factor.ts';
import type { Sessions, SignedIn } from './sessions.ts';
import { byAccount, byAddress, byFactor, forgiveTry, takeTry } from './tries.ts';

const RECOVERY_CODES = 10;

export interface SignInParts {
  readonly sql: TypedPool;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly factors: FactorSeal;
  readonly now: () => number;
}

/** The steps from nobody to somebody. Each answers the token of the session that is now in force; the one before is gone. */
export interface SignIn {
  /** Refuses CREDENTIALS_WRONG, the same for a wrong password, an unknown account and one that is switched off; TRIED_TOO_OFTEN. */
  readonly password: (given: {
    readonly account: string;
    readonly password: string;
    readonly address: string;
  }) => Promise<Result<string, DomainError>>;
  /** Refuses STALE when no password is to be chosen, PASSWORD_WEAK. */
  readonly choose: (session: SignedIn, password: string) => Promise<Result<null, DomainError>>;
  /** A new secret, shown until it is confirmed. Refuses STALE when there is a factor already. */
  readonly newFactor: (
    session: SignedIn,
    chain: string,
  ) => Promise<Result<ReturnType<typeof enrolment>, DomainError>>;
  /** Refuses FACTOR_WRONG, STALE, TRIED_TOO_OFTEN. */
  readonly confirm: (
    session: SignedIn,
    given: { readonly code: string; readonly address: string },
  ) => Promise<Result<{ readonly token: string; readonly recoveryCodes: string[] }, DomainError>>;
  /** A code of the authenticator or a recovery code, each once. Refuses FACTOR_WRONG, STALE, TRIED_TOO_OFTEN. */
  readonly prove: (
    session: SignedIn,
    given: { readonly code: string; readonly address: string },
  ) => Promise<Result<string, DomainError>>;
}

export function createSignIn(parts: SignInParts): SignIn {
  const { sql, sessions, passwords, factors, now } = parts;
  /** The time step a code of this account's authenticator is of; null for a wrong one. */
  const stepBy = (user: string, sealed: string, code: string): number | null => {
    const secret = factors.open(user, sealed);
    return secret === null ? null : stepOf(secret, code, now());
  };
  return {
    password: async ({ account, password, address }) => {
      const tries = [byAccount(account), byAddress(address)];
      const may = await takeTry(sql, tries, now());
      if (!may.ok) return may;
      const user = await sql.first((db) =>
        db
          .selectFrom('hq_user')
          .select(['id', 'password', 'active'])
          .where('account_key', '=', account.toLowerCase()),
      );
      const right = await passwords.matches(password, user?.password ?? null);
      if (!right || user?.active !== 1) return err(refuse('CREDENTIALS_WRONG'));
      await forgiveTry(sql, tries);
      return ok(await sessions.begin(user.id, { proven: false, address }));
    },
    choose: async ({ user, stage }, password) => {
      if (stage !== 'new-password') return err(refuse('STALE'));
      const fit = checkPassword(password, user.account);
      if (!fit.ok) return fit;
      // The one that was handed over is no choice.
      if (await passwords.matches(password, user.password)) return err(refuse('PASSWORD_WEAK'));
      const hash = await passwords.hash(password);
      await sql.change((db) =>
        db.updateTable('hq_user').set({ password: hash, must_choose: 0 }).where('id', '=', user.id),
      );
      return ok(null);
    },
    newFactor: async ({ user, stage }, chain) => {
      if (stage !== 'enrol') return err(refuse('STALE'));
      // What was sealed with another key can't be shown again.
      const lost = user.new_factor !== null && factors.open(user.id, user.new_factor) === null;
      const fresh = factors.seal(user.id, newSecret());
      // Asked twice at once, as pages do, it is the same one: only what was shown last could be confirmed otherwise.
      const kept = await sql.first((db) =>
        db
          .updateTable('hq_user')
          .set((e) => ({ new_factor: lost ? fresh : e.fn.coalesce('new_factor', e.val(fresh)) }))
          .where('id', '=', user.id)
          .where('factor', 'is', null)
          .returning('new_factor'),
      );
      const secret = kept?.new_factor == null ? null : factors.open(user.id, kept.new_factor);
      if (secret === null) return err(refuse('STALE'));
      return ok(enrolment(secret, { account: user.account, chain }));
    },
    confirm: async (session, { code, address }) => {
      const { user, stage } = session;
      if (stage !== 'enrol' || user.new_factor === null) return err(refuse('STALE'));
      const may = await takeTry(sql, [byFactor(user.id)], now());
      if (!may.ok) return may;
      const step = stepBy(user.id, user.new_factor, code);
      if (step === null) return err(refuse('FACTOR_WRONG'));
      const recoveryCodes = Array.from({ length: RECOVERY_CODES }, shortCode);
      const taken = await keepFactor(parts, user.id, { factor: user.new_factor, step, recoveryCodes });
      if (!taken) return err(refuse('STALE'));
      await forgiveTry(sql, [byFactor(user.id)]);
      return ok({ token: await renew(parts, session, address), recoveryCodes });
    },
    prove: async (session, { code, address }) => {
      const { user, stage } = session;
      if (stage !== 'factor' || user.factor === null) return err(refuse('STALE'));
      const may = await takeTry(sql, [byFactor(user.id), byAddress(address)], now());
      if (!may.ok) return may;
      const right = /^[\d\s]+$/.test(code)
        ? await takeStep(parts, user.id, stepBy(user.id, user.factor, code))
        : await takeRecoveryCode(parts, user.id, code);
      if (!right) return err(refuse('FACTOR_WRONG'));
      await forgiveTry(sql, [byFactor(user.id), byAddress(address)]);
      return ok(await renew(parts, session, address));
    },
  };
}

/** Who has come further gets another token: one that was seen before is worth nothing now. */
async function renew({ sessions }: SignInParts, before: SignedIn, address: string): Promise<string> {
  await sessions.end(before.hash);
  return await sessions.begin(before.user.id, { proven: true, address });
}

/** A code counts once, also when two browsers show it in the same moment. */
async function takeStep({ sql }: SignInParts, user: string, step: number | null): Promise<boolean> {
  if (step === null) return false;
  const taken = await sql.change((db) =>
    db
      .updateTable('hq_user')
      .set({ factor_step: step })
      .where('id', '=', user)
      .where('factor_step', '<', step),
  );
  return taken === 1;
}

async function takeRecoveryCode({ sql }: SignInParts, user: string, code: string): Promise<boolean> {
  const taken = await sql.change((db) =>
    db.deleteFrom('hq_recovery_code').where('user', '=', user).where('hash', '=', codeHash(code)),
  );
  return taken === 1;
}

const keepFactor = (
  { sql }: SignInParts,
  user: string,
  given: { readonly factor: string; readonly step: number; readonly recoveryCodes: readonly string[] },
): Promise<boolean> =>
  sql.transaction(async (tx) => {
    const kept = await tx.change((db) =>
      db
        .updateTable('hq_user')
        .set({ factor: given.factor, new_factor: null, factor_step: given.step })
        .where('id', '=', user)
        .where('factor', 'is', null),
    );
    if (kept !== 1) return false;
    await tx.change((db) => db.deleteFrom('hq_recovery_code').where('user', '=', user));
    const codes = given.recoveryCodes.map((code) => ({ user, hash: codeHash(code) }));
    await tx.change((db) => db.insertInto('hq_recovery_code').values(codes));
    return true;
  });

/** Twelve signs, 59 bits: enough beside a lock-out. */
const shortCode = (): string => recoveryCode(randomBytes).slice(0, 14);

/** Bound to nothing but itself: a code has far too many possibilities to be tried by hash. */
const codeHash = (code: string): string => createHash('sha256').update(plainCode(code), 'utf8').digest('hex');
