import { randomBytes } from 'node:crypto';
import type { MadePasskey, PasskeyCreation } from '#shared/contract/hq/passkeys.ts';
import type { FactorsView } from '#shared/contract/hq/session.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { recoveryCode } from '#shared/services/people/recovery.ts';
import type { TypedSql } from '../typed-sql.ts';
import { askForNew, checkNew } from './passkeys.ts';
import { codeHash, countCodes } from './recovery-codes.ts';
import { enrolment, newSecret } from './second-factor.ts';
import type { SignedIn } from './sessions.ts';
import { renew, type SignInParts, stepBy } from './sign-in.ts';
import type { Site } from './site.ts';
import { byAccount, byAddress, byFactor, forgiveTry, takeTry } from './tries.ts';

const RECOVERY_CODES = 10;

/** A second factor that was taken. */
export interface FactorKept {
  /** Of the session that is now in force; null where it is the one before. */
  readonly token: string | null;
  /** With the first factor of an account; none after that. */
  readonly recoveryCodes: readonly string[];
}

/** Who makes or takes away a factor: half way in, their password was just given; once in, they give it again. */
interface Knowing {
  readonly password: string | null;
  readonly address: string;
}

/** The second factors of an account: an authenticator, any number of passkeys, and there is always one left. */
export interface Factors {
  readonly list: (session: SignedIn, site: Site | null) => Promise<FactorsView>;
  /** A new secret, shown until it is confirmed. Refuses STALE with an authenticator already, PASSWORD_WRONG, TRIED_TOO_OFTEN. */
  readonly newApp: (
    session: SignedIn,
    given: Knowing & { readonly chain: string },
  ) => Promise<Result<ReturnType<typeof enrolment>, DomainError>>;
  /** Refuses FACTOR_WRONG, STALE, TRIED_TOO_OFTEN. */
  readonly keepApp: (
    session: SignedIn,
    given: { readonly code: string; readonly address: string },
  ) => Promise<Result<FactorKept, DomainError>>;
  /** Refuses STALE where browsers make none, PASSWORD_WRONG, TRIED_TOO_OFTEN. */
  readonly newPasskey: (
    session: SignedIn,
    given: Knowing & { readonly chain: string; readonly site: Site | null },
  ) => Promise<Result<PasskeyCreation, DomainError>>;
  /** Refuses PASSKEY_WRONG, STALE, TRIED_TOO_OFTEN. */
  readonly keepPasskey: (
    session: SignedIn,
    given: {
      readonly name: string;
      readonly made: MadePasskey;
      readonly site: Site | null;
      readonly address: string;
    },
  ) => Promise<Result<FactorKept, DomainError>>;
  /** A passkey by its id, the authenticator without. Refuses LAST_FACTOR, NOT_FOUND, PASSWORD_WRONG, TRIED_TOO_OFTEN. */
  readonly remove: (
    session: SignedIn,
    given: Knowing & { readonly passkey: string | null },
  ) => Promise<Result<null, DomainError>>;
}

export function createFactors(parts: SignInParts): Factors {
  const { sql, factors, now } = parts;
  return {
    list: (session, site) => view(sql, session, site),
    newApp: async (session, { chain, ...knowing }) => {
      const { user } = session;
      const may = await mayChange(parts, session, knowing);
      if (!may.ok) return may;
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
    keepApp: async (session, { code, address }) => {
      const { id, new_factor: factor } = session.user;
      if (!mayMake(session) || factor === null) return err(refuse('STALE'));
      const may = await takeTry(sql, [byFactor(id)], now());
      if (!may.ok) return may;
      const step = stepBy(parts, { user: id, sealed: factor }, code);
      if (step === null) return err(refuse('FACTOR_WRONG'));
      const codes = await keep(parts, id, async (tx) => {
        const kept = await tx.change((db) =>
          db
            .updateTable('hq_user')
            .set({ factor, new_factor: null, factor_step: step })
            .where('id', '=', id)
            .where('factor', 'is', null),
        );
        return kept === 1;
      });
      return await kept(parts, session, { codes, address });
    },
    newPasskey: async (session, { chain, site, ...knowing }) => {
      if (site === null) return err(refuse('STALE'));
      const may = await mayChange(parts, session, knowing);
      return may.ok ? ok(await askForNew(parts, session, { site, chain })) : may;
    },
    keepPasskey: async (session, { name, made, site, address }) => {
      const { id } = session.user;
      if (!mayMake(session) || site === null) return err(refuse('STALE'));
      const may = await takeTry(sql, [byFactor(id)], now());
      if (!may.ok) return may;
      const row = await checkNew(parts, session, { site, made, name });
      if (row === null) return err(refuse('PASSKEY_WRONG'));
      const codes = await keep(parts, id, async (tx) => {
        const added = await tx.change((db) =>
          db
            .insertInto('hq_passkey')
            .values(row)
            .onConflict((clash) => clash.doNothing()),
        );
        // A picture that was shown meanwhile is worth nothing any more.
        await tx.change((db) => db.updateTable('hq_user').set({ new_factor: null }).where('id', '=', id));
        return added === 1;
      });
      return await kept(parts, session, { codes, address });
    },
    remove: async (session, { passkey, ...knowing }) => {
      const may = await mayChange(parts, session, knowing);
      return may.ok ? await remove(parts, session.user.id, passkey) : may;
    },
  };
}

/** Half way in, only whoever has no factor yet makes one. */
const mayMake = ({ stage }: SignedIn): boolean => stage === 'enrol' || stage === null;

/** An unwatched screen is not enough to change how its owner comes in. */
async function mayChange(
  { sql, passwords, now }: SignInParts,
  session: SignedIn,
  { password, address }: Knowing,
): Promise<Result<null, DomainError>> {
  if (session.stage === 'enrol') return ok(null);
  if (session.stage !== null || password === null) return err(refuse('STALE'));
  const tries = [byAccount(session.user.account), byAddress(address)];
  const may = await takeTry(sql, tries, now());
  if (!may.ok) return may;
  if (!(await passwords.matches(password, session.user.password)))
    return err(refuse('PASSWORD_WRONG', { field: 'password' }));
  await forgiveTry(sql, tries);
  return ok(null);
}

/** Writes a factor; the first of an account comes with its recovery codes. null: it was not written. */
const keep = (
  { sql }: SignInParts,
  user: string,
  write: (tx: TypedSql) => Promise<boolean>,
): Promise<readonly string[] | null> => {
  const codes = Array.from({ length: RECOVERY_CODES }, shortCode);
  return sql.transaction(async (tx) => {
    const before = await countFactors(tx, user);
    if (!(await write(tx))) return null;
    if (before > 0) return [];
    await tx.change((db) => db.deleteFrom('hq_recovery_code').where('user', '=', user));
    const rows = codes.map((code) => ({ user, hash: codeHash(code) }));
    await tx.change((db) => db.insertInto('hq_recovery_code').values(rows));
    return codes;
  });
};

async function kept(
  parts: SignInParts,
  session: SignedIn,
  { codes, address }: { readonly codes: readonly string[] | null; readonly address: string },
): Promise<Result<FactorKept, DomainError>> {
  if (codes === null) return err(refuse('STALE'));
  await forgiveTry(parts.sql, [byFactor(session.user.id)]);
  const token = session.stage === null ? null : await renew(parts, session, address);
  return ok({ token, recoveryCodes: codes });
}

const remove = (
  { sql }: SignInParts,
  user: string,
  passkey: string | null,
): Promise<Result<null, DomainError>> =>
  sql.transaction(async (tx) => {
    const before = await countFactors(tx, user);
    const has = await tx.first((db) =>
      passkey === null
        ? db.selectFrom('hq_user').select('id').where('id', '=', user).where('factor', 'is not', null)
        : db.selectFrom('hq_passkey').select('id').where('id', '=', passkey).where('user', '=', user),
    );
    if (has === undefined) return err(refuse('NOT_FOUND'));
    if (before < 2) return err(refuse('LAST_FACTOR'));
    await tx.change((db) =>
      passkey === null
        ? db.updateTable('hq_user').set({ factor: null, factor_step: 0 }).where('id', '=', user)
        : db.deleteFrom('hq_passkey').where('id', '=', passkey).where('user', '=', user),
    );
    return ok(null);
  });

/** The account's row is locked: two who each take away one factor take turns. */
async function countFactors(tx: TypedSql, user: string): Promise<number> {
  const app = await tx.first((db) =>
    db.selectFrom('hq_user').select('factor').where('id', '=', user).forUpdate(),
  );
  const passkeys = await tx.rows((db) => db.selectFrom('hq_passkey').select('id').where('user', '=', user));
  return passkeys.length + (app?.factor == null ? 0 : 1);
}

async function view(sql: TypedSql, { user }: SignedIn, site: Site | null): Promise<FactorsView> {
  const passkeys = await sql.rows((db) =>
    db.selectFrom('hq_passkey').selectAll().where('user', '=', user.id).orderBy('made_at').orderBy('id'),
  );
  return {
    app: user.factor !== null,
    canMakePasskey: site !== null,
    recoveryCodes: await countCodes(sql, user.id),
    passkeys: passkeys.map((key) => ({
      id: key.id,
      name: key.name,
      madeAt: key.made_at,
      usedAt: key.used_at,
      elsewhere: key.site === site?.id ? null : key.site,
    })),
  };
}

/** Twelve signs, 59 bits: enough beside a lock-out. */
const shortCode = (): string => recoveryCode(randomBytes).slice(0, 14);
