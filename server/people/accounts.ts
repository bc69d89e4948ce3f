import type { TypedPool } from '../typed-sql.ts';
import type { FactorSeal } from './factor-seal.ts';
import { createPasswords, type Passwords } from './passwords.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createSignIn, type SignIn } from './sign-in.ts';
import { forgetTries } from './tries.ts';
import { createUsers, type Users } from './users.ts';

/** Everything about who may come in at headquarters. */
export interface Accounts {
  readonly users: Users;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  /** Takes away what is over; now and then. */
  readonly sweep: () => Promise<void>;
}

export function createAccounts(
  sql: TypedPool,
  ports: { readonly now: () => number; readonly factors: FactorSeal; readonly passwords?: Passwords },
): Accounts {
  const { now, factors, passwords = createPasswords() } = ports;
  const sessions = createSessions(sql, now);
  return {
    users: createUsers({ sql, passwords, now }),
    sessions,
    signIn: createSignIn({ sql, sessions, passwords, factors, now }),
    sweep: async () => {
      await sessions.sweep();
      await forgetTries(sql, now());
    },
  };
}
