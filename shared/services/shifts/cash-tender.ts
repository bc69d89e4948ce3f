import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { TenderKind } from '#shared/domain/store/settings.ts';
import type { Host } from '../journal/host.ts';

/** The tender the drawer's cash is in: the first one of kind cash. Refuses SETTING_INVALID where a store has none. */
export function cashTender(host: Host): Result<TenderKind, DomainError> {
  const cash = host.chain().tenders.filter((tender) => tender.kind === 'cash');
  const tender = cash.find((each) => each.active) ?? cash[0];
  return tender ? ok(tender) : err(refuse('SETTING_INVALID', { tender: 'cash' }));
}
