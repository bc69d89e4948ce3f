import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { RoleId } from '#shared/domain/ids.ts';
import type { Grants } from '#shared/domain/people/rights.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { roleChanged } from '#shared/journal/entries/settings.ts';
import type { By } from '../journal/by.ts';
import type { Host } from '../journal/host.ts';
import { checkedFact } from '../settings/checked-fact.ts';
import { loadPeople } from './directory.ts';
import { keepsSomebody } from './keepers.ts';
import type { PersonSeal } from './ports.ts';
import { covers, coversRole } from './weighing-rights.ts';

export interface RoleInput {
  /** null: a new role. */
  readonly role: RoleId | null;
  readonly name: string;
  readonly grants: Grants;
}

/** Adds or changes a role. Answers its id. Refuses NAME_MISSING, NOT_FOUND, RIGHT_MISSING for rights beyond one's own, IN_USE as `keepsSomebody`. */
export const saveRole =
  (host: Host, seal: PersonSeal) =>
  ({ command, actor }: By, input: RoleInput): Promise<Result<RoleId, DomainError>> =>
    host.commitChain(command, async (state) => {
      if (input.name.trim() === '') return err(refuse('NAME_MISSING'));
      const id = input.role ?? (command.id as RoleId);
      const chain = host.chain();
      for (const may of [
        covers(actor, input.grants),
        ...(input.role === null ? [] : [coversRole(actor, input.role, chain)]),
      ])
        if (!may.ok) return may;
      const kept = await keepsSomebody(state.read, {
        scope: state.self.store,
        people: [...(await loadPeople(state.read, seal)).values()],
        chain,
        change: { role: { id, grants: input.grants } },
      });
      if (!kept.ok) return kept;
      const role = { id, name: input.name.trim(), grants: input.grants };
      const entry = checkedFact(roleChanged, { role });
      return entry.ok ? ok({ entry: entry.value, answer: id }) : entry;
    });
