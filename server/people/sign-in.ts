import type { PasskeyRequest, SignedByPasskey } from '#shared/contract/hq/passkeys.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { TypedPool } from '../typed-sql.ts';
import type { FactorSeal } from './factor-seal.ts';
import { askForOne, isSigned } from './passkeys.ts';
import { checkPassword, type Passwords } from './passwords.ts';
import { takeRecoveryCode } from './recovery-codes.ts';
import { stepOf } from './second-factor.ts';
import type { Sessions, SignedIn } from './sessions.ts';
import type { Site } from './site.ts';
import { byAccount, byAddress, byFactor, forgiveTry, takeTry } from './tries.ts';

export interface SignInParts {
  readonly sql: TypedPool;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly factors: FactorSeal;
  readonly now: () => number;
  /** What somebody has to look at. */
  readonly report: (error: Error) => void;
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
  /** A code of the authenticator or a recovery code, each once. Refuses FACTOR_WRONG, STALE, TRIED_TOO_OFTEN. */
  readonly prove: (
    session: SignedIn,
    given: { readonly code: string; readonly address: string },
  ) => Promise<Result<string, DomainError>>;
  /** What a passkey of the account is to sign. Refuses STALE where it has none here. */
  readonly askPasskey: (session: SignedIn, site: Site | null) => Promise<Result<PasskeyRequest, DomainError>>;
  /** Refuses PASSKEY_WRONG, STALE, TRIED_TOO_OFTEN. */
  readonly provePasskey: (
    session: SignedIn,
    given: { readonly signed: SignedByPasskey; readonly site: Site | null; readonly address: string },
  ) => Promise<Result<string, DomainError>>;
}

export function createSignIn(parts: SignInParts): SignIn {
  const { sql, sessions, passwords, now } = parts;
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
    prove: async (session, { code, address }) => {
      const { user } = session;
      return await proven(parts, { session, address, wrong: 'FACTOR_WRONG' }, async () =>
        /^[\d\s]+$/.test(code)
          ? await takeStep(parts, user.id, stepBy(parts, { user: user.id, sealed: user.factor }, code))
          : await takeRecoveryCode(sql, user.id, code),
      );
    },
    askPasskey: async (session, site) => {
      const asked =
        session.stage === 'factor' && site !== null ? await askForOne(parts, session, site) : null;
      return asked === null ? err(refuse('STALE')) : ok(asked);
    },
    provePasskey: async (session, { signed, site, address }) => {
      if (site === null) return err(refuse('STALE'));
      return await proven(parts, { session, address, wrong: 'PASSKEY_WRONG' }, () =>
        isSigned(parts, session, { site, signed }),
      );
    },
  };
}

/** The last step: whatever proves it, a try is taken first. Answers the token of a session that is in. */
async function proven(
  parts: SignInParts,
  given: {
    readonly session: SignedIn;
    readonly address: string;
    readonly wrong: 'FACTOR_WRONG' | 'PASSKEY_WRONG';
  },
  isRight: () => Promise<boolean>,
): Promise<Result<string, DomainError>> {
  const { session, address, wrong } = given;
  if (session.stage !== 'factor') return err(refuse('STALE'));
  const tries = [byFactor(session.user.id), byAddress(address)];
  const may = await takeTry(parts.sql, tries, parts.now());
  if (!may.ok) return may;
  if (!(await isRight())) return err(refuse(wrong));
  await forgiveTry(parts.sql, tries);
  return ok(await renew(parts, session, address));
}

/** The time step a code of an account's authenticator is of; null for a wrong one, and without an authenticator. */
export function stepBy(
  { factors, now }: SignInParts,
  { user, sealed }: { readonly user: string; readonly sealed: string | null },
  code: string,
): number | null {
  const secret = sealed === null ? null : factors.open(user, sealed);
  return secret === null ? null : stepOf(secret, code, now());
}

/** Who has come further gets another token: one that was seen before is worth nothing now. */
export async function renew({ sessions }: SignInParts, before: SignedIn, address: string): Promise<string> {
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
