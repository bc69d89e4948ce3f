import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { TenderId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { checkTender } from '#shared/domain/store/check-settings.ts';
import type { TenderKind } from '#shared/domain/store/settings.ts';
import { tenderChanged } from '#shared/journal/entries/settings.ts';
import type { By } from '../journal/by.ts';
import type { Host } from '../journal/host.ts';
import { checkedFact } from './checked-fact.ts';

/**
 * Adds or changes a way of paying. Answers it. Refuses NOT_FOUND, as `checkTender`, IN_USE when no cash would be left (the drawer counts
 * in it), SETTING_INVALID with { field } for a second active cash tender or another kind than before: its sums were booked under it.
 */
export const saveTender =
  (host: Host) =>
  (
    { command }: By,
    input: { readonly tender: TenderId | null; readonly value: Omit<TenderKind, 'id'> },
  ): Promise<Result<TenderKind, DomainError>> =>
    host.commitChain(command, async () => {
      const { tenders } = host.chain();
      const before = tenders.find((t) => t.id === input.tender);
      if (input.tender !== null && !before) return err(refuse('NOT_FOUND'));
      const checked = checkTender(input.value);
      if (!checked.ok) return checked;
      if (before && before.kind !== input.value.kind)
        return err(refuse('SETTING_INVALID', { field: 'kind' }));
      const tender: TenderKind = { ...checked.value, id: before?.id ?? (command.id as TenderId) };
      const cash = [...tenders.filter((t) => t.id !== tender.id), tender].filter(
        (t) => t.kind === 'cash' && t.active,
      );
      if (cash.length === 0) return err(refuse('IN_USE'));
      if (tender.kind === 'cash' && cash.length > 1) return err(refuse('SETTING_INVALID', { field: 'kind' }));
      const entry = checkedFact(tenderChanged, { tender });
      return entry.ok ? ok({ entry: entry.value, answer: tender }) : entry;
    });
