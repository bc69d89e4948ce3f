import { createHash, randomBytes } from 'node:crypto';
import type { SIGN_IN_STAGES } from '#shared/contract/hq/session.ts';
import type { TypedPool } from '../typed-sql.ts';
import type { UserRow } from './tables.ts';

/** A browser nobody has touched for so long is signed out, ms; and whatever happens, this long after signing in. */
export const IDLE = 30 * 60_000;
const LONGEST = 12 * 60 * 60_000;
/** Between password and second factor there is little time. */
const HALF_WAY = 10 * 60_000;
/** Being here is noted to this grain, ms. */
const NOTED_EVERY = 30_000;

/** Somebody who gave their password, and how far they have come since. */
export interface SignedIn {
  readonly hash: string;
  readonly user: UserRow;
  /** null: in. */
  readonly stage: (typeof SIGN_IN_STAGES)[number] | null;
}

export interface Sessions {
  /** Answers the token for the cookie; it is kept nowhere. */
  readonly begin: (user: string, given: { proven: boolean; address: string }) => Promise<string>;
  /** Asked at every call: who was signed out elsewhere, switched off or idle is nobody at once. */
  readonly find: (token: string) => Promise<SignedIn | null>;
  readonly touch: (session: SignedIn) => Promise<void>;
  readonly end: (hash: string) => Promise<void>;
  readonly endAll: (user: string) => Promise<void>;
  /** Takes away what is over. */
  readonly sweep: () => Promise<void>;
}

export const tokenHash = (token: string): string => createHash('sha256').update(token, 'utf8').digest('hex');

export function createSessions(sql: TypedPool, now: () => number): Sessions {
  return {
    begin: async (user, { proven, address }) => {
      const token = randomBytes(32).toString('base64url');
      const at = now();
      const times = { made_at: at, seen_at: at, address: address.slice(0, 60) };
      await sql.change((db) =>
        db
          .insertInto('hq_session')
          .values({ hash: tokenHash(token), user, proven: proven ? 1 : 0, ...times }),
      );
      return token;
    },
    find: async (token) => {
      const hash = tokenHash(token);
      const row = await sql.first((db) =>
        db
          .selectFrom('hq_session as s')
          .innerJoin('hq_user as u', 'u.id', 's.user')
          .selectAll('u')
          .select(['s.proven', 's.made_at as begun_at', 's.seen_at'])
          .select((e) =>
            e
              .exists(e.selectFrom('hq_passkey as k').select('k.id').whereRef('k.user', '=', 'u.id'))
              .as('has_passkey'),
          )
          .where('s.hash', '=', hash)
          .where('u.active', '=', 1),
      );
      if (!row || isOver(row, now())) return null;
      const { proven, begun_at: _begun, seen_at: _seen, has_passkey, ...user } = row;
      const hasFactor = user.factor !== null || Boolean(has_passkey);
      return { hash, user, stage: stageOf(user, { hasFactor, proven: proven === 1 }) };
    },
    touch: async ({ hash }) => {
      const at = now();
      await sql.change((db) =>
        db
          .updateTable('hq_session')
          .set({ seen_at: at })
          .where('hash', '=', hash)
          .where('seen_at', '<', at - NOTED_EVERY),
      );
    },
    end: async (hash) => {
      await sql.change((db) => db.deleteFrom('hq_session').where('hash', '=', hash));
    },
    endAll: async (user) => {
      await sql.change((db) => db.deleteFrom('hq_session').where('user', '=', user));
    },
    sweep: async () => {
      const at = now();
      await sql.change((db) =>
        db
          .deleteFrom('hq_session')
          .where((e) => e.or([e('seen_at', '<', at - IDLE), e('made_at', '<', at - LONGEST)])),
      );
    },
  };
}

/** A clock set back must not keep a session alive: a moment that lies ahead ends it too. */
function isOver(
  row: { readonly begun_at: number; readonly seen_at: number; readonly proven: number },
  now: number,
): boolean {
  const idle = now - row.seen_at;
  const age = now - row.begun_at;
  return idle < -NOTED_EVERY || idle >= IDLE || age >= (row.proven === 1 ? LONGEST : HALF_WAY);
}

function stageOf(
  user: UserRow,
  { hasFactor, proven }: { readonly hasFactor: boolean; readonly proven: boolean },
): SignedIn['stage'] {
  if (user.must_choose === 1) return 'new-password';
  if (!hasFactor) return 'enrol';
  return proven ? null : 'factor';
}
