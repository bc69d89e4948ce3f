import { randomBytes } from 'node:crypto';
import type { HqUserView } from '#shared/contract/hq/session.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { HqRole } from '#shared/domain/people/hq-roles.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { lockLeft } from '#shared/services/people/lock-out.ts';
import { recoveryCode } from '#shared/services/people/recovery.ts';
import type { TypedPool, TypedSql } from '../typed-sql.ts';
import type { Passwords } from './passwords.ts';
import { byAccount } from './tries.ts';

export interface UsersParts {
  readonly sql: TypedPool;
  readonly passwords: Passwords;
  readonly now: () => number;
}

export interface NewUser {
  /** The command's id: told again, the same account is meant. */
  readonly id: string;
  readonly account: string;
  readonly role: HqRole;
}

/** A password to be handed over is in this answer and nowhere else. */
export interface HandedOver {
  readonly user: HqUserView;
  readonly password: string;
}

/** Who may sign in. There is always an owner left who can. */
export interface Users {
  readonly any: () => Promise<boolean>;
  readonly list: () => Promise<HqUserView[]>;
  /** With a password of their own choice: the owner at set-up. Answers what is to be written. */
  readonly founder: (
    user: NewUser & { readonly password: string },
  ) => Promise<(tx: TypedSql) => Promise<void>>;
  /** Refuses CODE_TAKEN for an account that is there. */
  readonly invite: (user: NewUser) => Promise<Result<HandedOver, DomainError>>;
  /** Refuses NOT_FOUND, IN_USE for the last owner. Whoever is switched off is signed out everywhere. */
  readonly change: (
    user: string,
    to: { readonly role: HqRole; readonly active: boolean },
  ) => Promise<Result<HqUserView, DomainError>>;
  /** Password and second factor anew, and out everywhere. Refuses NOT_FOUND. */
  readonly resetAccess: (user: string) => Promise<Result<HandedOver, DomainError>>;
  readonly keepPreferences: (user: string, preferences: object) => Promise<void>;
}

export function createUsers(parts: UsersParts): Users {
  const { sql, passwords } = parts;
  return {
    any: async () => (await sql.first((db) => db.selectFrom('hq_user').select('id').limit(1))) !== undefined,
    list: () => views(parts),
    founder: async ({ password, ...user }) => {
      const secret = { password: await passwords.hash(password), must_choose: 0 } as const;
      return async (tx) => {
        await insert({ ...parts, sql: tx }, user, secret);
      };
    },
    invite: async (user) => {
      const password = handOver();
      const row = { password: await passwords.hash(password), must_choose: 1 } as const;
      if (!(await insert(parts, user, row))) return err(refuse('CODE_TAKEN', { field: 'account' }));
      return ok({ user: await view(parts, user.id), password });
    },
    change: (user, to) => change(parts, user, to),
    resetAccess: async (user) => {
      const password = handOver();
      const hash = await passwords.hash(password);
      const reset = {
        password: hash,
        must_choose: 1,
        factor: null,
        new_factor: null,
        factor_step: 0,
      } as const;
      const done = await sql.transaction(async (tx) => {
        const changed = await tx.change((db) => db.updateTable('hq_user').set(reset).where('id', '=', user));
        await tx.change((db) => db.deleteFrom('hq_recovery_code').where('user', '=', user));
        await tx.change((db) => db.deleteFrom('hq_passkey').where('user', '=', user));
        await tx.change((db) => db.deleteFrom('hq_session').where('user', '=', user));
        return changed === 1;
      });
      return done ? ok({ user: await view(parts, user), password }) : err(refuse('NOT_FOUND'));
    },
    keepPreferences: async (user, preferences) => {
      const kept = { preferences: JSON.stringify(preferences) };
      await sql.change((db) => db.updateTable('hq_user').set(kept).where('id', '=', user));
    },
  };
}

/** Sixteen signs, 79 bits, readable aloud. */
const handOver = (): string => recoveryCode(randomBytes).slice(0, 19);

/** False when the account is somebody else's. The same command again hands over a new password for the same account. */
async function insert(
  { sql, now }: Pick<UsersParts, 'now'> & { readonly sql: TypedSql },
  { id, account, role }: NewUser,
  secret: { readonly password: string; readonly must_choose: 0 | 1 },
): Promise<boolean> {
  const account_key = account.toLowerCase();
  const row = {
    id,
    account,
    account_key,
    role,
    ...secret,
    active: 1 as const,
    factor: null,
    new_factor: null,
    factor_step: 0,
    preferences: '{}',
    made_at: now(),
  };
  const made = await sql.change((db) =>
    db
      .insertInto('hq_user')
      .values(row)
      .onConflict((clash) => clash.doNothing()),
  );
  if (made === 1) return true;
  const again = await sql.change((db) =>
    db
      .updateTable('hq_user')
      .set(secret)
      .where('id', '=', id)
      .where('account_key', '=', account_key)
      .where('must_choose', '=', 1),
  );
  return again === 1;
}

const change = (
  parts: UsersParts,
  user: string,
  { role, active }: { readonly role: HqRole; readonly active: boolean },
): Promise<Result<HqUserView, DomainError>> =>
  parts.sql
    .transaction(async (tx): Promise<Result<null, DomainError>> => {
      // The owners' rows are locked in one order: two who switch each other off take turns.
      const owners = await tx.rows((db) =>
        db
          .selectFrom('hq_user')
          .select(['id'])
          .where('role', '=', 'owner')
          .where('active', '=', 1)
          .orderBy('id')
          .forUpdate(),
      );
      const stays = role === 'owner' && active;
      if (!stays && owners.every(({ id }) => id === user)) return err(refuse('IN_USE'));
      const set = { role, active: active ? 1 : 0 } as const;
      const done = await tx.change((db) => db.updateTable('hq_user').set(set).where('id', '=', user));
      if (done !== 1) return err(refuse('NOT_FOUND'));
      if (!active) await tx.change((db) => db.deleteFrom('hq_session').where('user', '=', user));
      return ok(null);
    })
    .then(async (done) => (done.ok ? ok(await view(parts, user)) : done));

async function view(parts: UsersParts, user: string): Promise<HqUserView> {
  const found = (await views(parts)).find(({ id }) => id === user);
  if (!found) throw new Error(`no user ${user}`);
  return found;
}

async function views({ sql, now }: UsersParts): Promise<HqUserView[]> {
  const users = await sql.rows((db) => db.selectFrom('hq_user').selectAll().orderBy('account_key'));
  const seen = await sql.rows((db) =>
    db
      .selectFrom('hq_session')
      .select((e) => ['user', e.fn.max('seen_at').as('at'), e.fn.countAll<number>().as('count')])
      .groupBy('user'),
  );
  const keys = await sql.rows((db) => db.selectFrom('hq_passkey').select('user').distinct());
  const locks = await sql.rows((db) => db.selectFrom('hq_try').select(['what', 'locked_until']));
  const at = now();
  return users.map((user): HqUserView => {
    const hasFactor = user.factor !== null || keys.some((key) => key.user === user.id);
    const session = seen.find((each) => each.user === user.id);
    const lock = locks.find(({ what }) => what === byAccount(user.account))?.locked_until ?? 0;
    const left = lockLeft(lock, at);
    return {
      id: user.id,
      account: user.account,
      role: user.role,
      active: user.active === 1,
      state: user.must_choose === 1 ? 'invited' : hasFactor ? 'ready' : 'no-factor',
      lockedUntil: left === 0 ? null : at + left,
      seenAt: session?.at ?? null,
      sessions: session?.count ?? 0,
    };
  });
}
