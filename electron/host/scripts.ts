import { createHash } from 'node:crypto';
import { NOBODY } from '#electron/store/start-epoch.ts';
import { ok } from '#shared/domain/result.ts';
import { patch } from '#shared/journal/change.ts';
import { localToken } from '#shared/journal/tables/local.ts';
import { goodToken, type Token, tokenGrants } from '#shared/services/people/tokens.ts';
import type { Register } from './register.ts';
import { createSession, type Session } from './session.ts';

export const tokenHash = (token: string): string => createHash('sha256').update(token, 'utf8').digest('hex');

/** When a token was last used is kept to the minute, not per call, ms. */
const NOTED_EVERY = 60_000;

/** The session of a script's token, asked on every call: a revoked or overdue one is refused at once. */
export async function scriptSession(register: Register, bearer: string): Promise<Session | null> {
  const { host, people } = register;
  const token = await goodToken(host.read, tokenHash(bearer), host.now());
  if (!token || !people.actorOf(token.person)) return null;
  if (host.now() - (token.usedAt ?? 0) >= NOTED_EVERY) await noteUse(register, token);
  const session = createSession({
    id: token.id,
    via: 'token',
    closed: new AbortController().signal,
    now: host.now,
    actorOf: (person) => {
      const actor = people.actorOf(person);
      return actor && { person, grants: tokenGrants(actor.grants, token.rights) };
    },
    idleMs: () => Number.POSITIVE_INFINITY,
    changed: () => {},
  });
  session.signIn(token.person);
  return session;
}

async function noteUse({ host }: Register, token: Token): Promise<void> {
  const used = { used_at: host.now() };
  await host.commit({ id: host.newId(), actor: NOBODY, name: 'tokens.used', input: {} }, async () =>
    ok({ local: [patch(localToken, { id: token.id }, used)], answer: null }),
  );
}
