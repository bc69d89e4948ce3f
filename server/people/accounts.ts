import type { TypedPool } from '../typed-sql.ts';
import type { FactorSeal } from './factor-seal.ts';
import { createFactors, type Factors } from './factors.ts';
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
  readonly factors: Factors;
  /** Takes away what is over; now and then. */
  readonly sweep: () => Promise<void>;
}

export function createAccounts(
  sql: TypedPool,
  ports: {
    readonly now: () => number;
    readonly seal: FactorSeal;
    readonly passwords?: Passwords;
    readonly report: (error: Error) => void;
  },
): Accounts {
  const { now, seal, passwords = createPasswords(), report } = ports;
  const sessions = createSessions(sql, now);
  const parts = { sql, sessions, passwords, factors: seal, now, report };
  return {
    users: createUsers({ sql, passwords, now }),
    sessions,
    signIn: createSignIn(parts),
    factors: createFactors(parts),
    sweep: async () => {
      await sessions.sweep();
      await forgetTries(sql, now());
    },
  };
}
