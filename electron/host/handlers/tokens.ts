import { refuse } from '#shared/domain/error.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import { listTokens, makeToken, revokeToken, type Token } from '#shared/services/people/tokens.ts';
import type { Register } from '../register.ts';
import { type Handlers, on, refused, tell } from '../router.ts';
import { tokenHash } from '../scripts.ts';

/** Tokens for scripts. A token is in one answer and nowhere else; only its hash is kept. */
export function tokenHandlers({ host, people, ports }: Register): Handlers<'tokens'> {
  const shown = recentTokens(host.now);
  return {
    list: on.tokens.list.handler(async () => (await listTokens(host.read)).map(tokenView)),
    make: on.tokens.make.handler(async (call) => {
      const { commandId, name, person, rights, days } = call.input;
      const token =
        shown.get(commandId) ?? `mlrd_${Buffer.from(ports.randomBytes(32)).toString('base64url')}`;
      const input = { name, person: people.get(person as PersonId), rights, days, hash: tokenHash(token) };
      const id = await tell(call, (by) => makeToken(host)(by, input));
      const made = (await listTokens(host.read)).find((each) => each.id === id);
      // Asked again long after: it was shown once and can't be shown again.
      const isThis = made && (await isHashOf(host, id, input.hash));
      if (!isThis) throw refused(refuse('STALE'));
      shown.keep(commandId, token);
      return { token, made: tokenView(made) };
    }),
    revoke: on.tokens.revoke.handler((call) => tell(call, (by) => revokeToken(host)(by, call.input.token))),
  };
}

const isHashOf = async (host: Register['host'], id: string, hash: string): Promise<boolean> => {
  const rows = await host.read.run((db) =>
    db.selectFrom('local_token').select('id').where('hash', '=', hash).where('id', '=', id),
  );
  return rows.length > 0;
};

const tokenView = (token: Token) => ({ ...token, rights: [...token.rights] });

/** A retry of the very call gets the same token, for a minute and in memory only, ms. */
const REMEMBERED = 60_000;

function recentTokens(now: () => number) {
  const kept = new Map<string, { readonly token: string; readonly until: number }>();
  return {
    get: (command: string) => {
      for (const [id, { until }] of kept) if (until < now()) kept.delete(id);
      return kept.get(command)?.token;
    },
    keep: (command: string, token: string) => kept.set(command, { token, until: now() + REMEMBERED }),
  };
}
