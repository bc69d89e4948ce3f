import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { RoleId } from '#shared/domain/ids.ts';
import { undecidedRights } from '#shared/domain/people/later-rights.ts';
import type { Role } from '#shared/domain/people/person.ts';
import type { Right } from '#shared/domain/people/rights.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { roleChanged } from '#shared/journal/entries/settings.ts';
import type { By } from '../journal/by.ts';
import type { ChainFacts } from '../journal/chain-facts.ts';
import { fact, type Host } from '../journal/host.ts';

/** Rights that came after this role, of which nobody has decided whether it has them. */
export const undecidedOf = (role: Role, { settings }: Pick<ChainFacts, 'settings'>): Right[] =>
  settings === null ? [] : (Object.keys(undecidedRights(role, settings.currency)) as Right[]);

/**
 * Gives a role of an older shop the rights that came later, as a new shop's has them. Whoever may look after people may do so though they
 * lack the rights themselves: where nobody has them, nobody could ever give them. Answers the role's id. Refuses NOT_FOUND, and STALE
 * where all is decided.
 */
export const decideRights =
  (host: Pick<Host, 'commitChain' | 'chain'>) =>
  ({ command }: Pick<By, 'command'>, id: RoleId): Promise<Result<RoleId, DomainError>> =>
    host.commitChain(command, async () => {
      const { roles, settings } = host.chain();
      const role = roles.get(id);
      if (role === undefined || settings === null) return err(refuse('NOT_FOUND'));
      const added = undecidedRights(role, settings.currency);
      if (Object.keys(added).length === 0) return err(refuse('STALE'));
      const grown = { ...role, grants: { ...role.grants, ...added } };
      return ok({ entry: fact(roleChanged, { role: grown }), answer: id });
    });
