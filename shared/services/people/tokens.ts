import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import { type Grants, RIGHTS, type Right } from '#shared/domain/people/rights.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { patch, put } from '#shared/journal/change.ts';
import { tokenMade, tokenRevoked } from '#shared/journal/entries/people.ts';
import type { RowOf } from '#shared/journal/table.ts';
import { localToken } from '#shared/journal/tables/local.ts';
import type { By } from '../journal/by.ts';
import { fact, type Host } from '../journal/host.ts';
import { query, type Reader } from '../journal/query.ts';
import { checkedFact } from '../settings/checked-fact.ts';
import type { Done } from '../settings/done.ts';
import type { KnownPerson } from './directory.ts';
import { coversRole, isAllowed } from './weighing-rights.ts';

/** A token as it may be shown: never the token itself. */
export interface Token {
  readonly id: string;
  readonly name: string;
  readonly person: PersonId;
  readonly rights: readonly Right[];
  readonly madeAt: number;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
  readonly usedAt: number | null;
}

const tokenRows = query((db) => db.selectFrom('local_token').selectAll().orderBy('made_at').orderBy('id'));
const tokenById = query<{ id: string }, RowOf<typeof localToken>>((db, param) =>
  db.selectFrom('local_token').selectAll().where('id', '=', param('id')),
);
const tokenByHash = query<{ hash: string }, RowOf<typeof localToken>>((db, param) =>
  db.selectFrom('local_token').selectAll().where('hash', '=', param('hash')),
);

export const listTokens = async (read: Reader): Promise<Token[]> =>
  (await read.all(tokenRows, {})).map(tokenOf);

/** The token of that hash while it is good: known, not revoked, not over. */
export async function goodToken(read: Reader, hash: string, now: number): Promise<Token | null> {
  const row = await read.first(tokenByHash, { hash });
  return row && row.revoked_at === null && row.expires_at > now ? tokenOf(row) : null;
}

/** What a token may: what it was made for, and never more than its person may now. */
export const tokenGrants = (own: Grants, rights: readonly Right[]): Grants =>
  Object.fromEntries(rights.flatMap((right) => (own[right] ? [[right, own[right]]] : [])));

export interface TokenInput {
  readonly name: string;
  readonly person: KnownPerson | undefined;
  readonly rights: readonly Right[];
  readonly days: number;
  /** SHA-256 of the token, hex: all that is kept of it. */
  readonly hash: string;
}

/** Makes a token for a person and some of their rights. Refuses NOT_FOUND, RIGHT_MISSING for a right they or the maker lack. */
export const makeToken =
  (host: Host) =>
  ({ command, actor }: By, input: TokenInput): Promise<Result<string, DomainError>> =>
    host.commit(command, async ({ at }) => {
      const { person, name, rights, days, hash } = input;
      if (person?.name == null || !person.active) return err(refuse('NOT_FOUND'));
      const may = coversRole(actor, person.role, host.chain());
      if (!may.ok) return may;
      const grants = host.chain().roles.get(person.role)?.grants;
      const lacking = rights.find((right) => !isAllowed(grants, right));
      if (lacking !== undefined) return err(refuse('RIGHT_MISSING', { right: lacking }));
      const token = command.id;
      const expiresAt = at + days * 86_400_000;
      const entry = checkedFact(tokenMade, { token, name, person: person.id, rights, expiresAt });
      if (!entry.ok) return entry;
      return ok({
        entry: entry.value,
        local: [
          put(localToken, {
            id: token,
            name,
            hash,
            person: person.id,
            rights: JSON.stringify(rights),
            made_by: actor.person,
            made_at: at,
            expires_at: expiresAt,
            revoked_at: null,
            used_at: null,
          }),
        ],
        answer: token,
      });
    });

/** Ends a token at once. Refuses NOT_FOUND. Ending it twice changes nothing more. */
export const revokeToken =
  (host: Host) =>
  ({ command }: By, token: string): Promise<Result<Done, DomainError>> =>
    host.commit(command, async ({ read, at }) => {
      const known = await read.first(tokenById, { id: token });
      if (!known) return err(refuse('NOT_FOUND'));
      if (known.revoked_at !== null) return ok({ answer: {} });
      return ok({
        entry: fact(tokenRevoked, { token }),
        local: [patch(localToken, { id: token }, { revoked_at: at })],
        answer: {},
      });
    });

const overdue = query<{ now: number }, { id: string }>((db, param) =>
  db
    .selectFrom('local_token')
    .select('id')
    .where('revoked_at', 'is', null)
    .where('expires_at', '<=', param('now'))
    .orderBy('id'),
);

/** Ends for good what is over, so that a clock set back later revives no token; to be called now and then. Its expiry is in the fact that made it. */
export async function endOverdueTokens(host: Host, actor: PersonId): Promise<void> {
  const rows = await host.read.all(overdue, { now: host.now() });
  if (rows.length === 0) return;
  await host.commit({ id: host.newId(), actor, name: 'tokens.over', input: {} }, async ({ at }) =>
    ok({ local: rows.map(({ id }) => patch(localToken, { id }, { revoked_at: at })), answer: null }),
  );
}

const RIGHT_NAMES: ReadonlySet<string> = new Set(RIGHTS);
const tokenOf = (row: RowOf<typeof localToken>): Token => ({
  id: row.id,
  name: row.name,
  person: row.person as PersonId,
  rights: (JSON.parse(row.rights) as string[]).filter((right): right is Right => RIGHT_NAMES.has(right)),
  madeAt: row.made_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  usedAt: row.used_at,
});
