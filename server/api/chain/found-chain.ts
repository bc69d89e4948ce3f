import type { HqSetUpInput } from '#shared/contract/hq/session.ts';
import type { DomainError } from '#shared/domain/error.ts';
import type { PersonId, StoreId } from '#shared/domain/ids.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { storeFounded } from '#shared/journal/entries/settings.ts';
import type { Host } from '#shared/services/journal/host.ts';
import { checkedFact } from '#shared/services/settings/checked-fact.ts';
import { type Place, savePlace } from '#shared/services/settings/save-place.ts';
import { startingWith } from '#shared/services/setup/own-store.ts';

export type ChainDraft = Omit<HqSetUpInput, 'key' | 'owner'>;

/**
 * Writes what every store of the chain starts with, and the place of the first one. Nobody can sign in before the rest of the set-up
 * is done, so that done twice is done again. Refuses as a store of its own: SETTING_INVALID with { field }, NAME_MISSING.
 */
export async function foundChain(
  host: Host,
  draft: ChainDraft,
  owner: string,
): Promise<Result<null, DomainError>> {
  const { chain, storeName, ...rest } = draft;
  const start = startingWith({ ...rest, name: chain, store: draft.store as StoreId });
  if (!start.ok) return start;
  const { settings, taxClasses, tenders, categories, roles, values } = start.value;
  const actor = owner as PersonId;
  const place: Place = {
    name: storeName,
    address: draft.address,
    taxNumber: draft.taxNumber,
    phone: draft.phone,
  };
  const everywhere = { ...settings, address: [], taxNumber: '', phone: '' };
  const founded = await host.commitChain(
    { id: host.newId(), actor, name: 'setup.chain', input: {} },
    async () => {
      const entry = checkedFact(storeFounded, {
        settings: { scope: 'chain', values: { ...values, store: JSON.stringify(everywhere) } },
        taxClasses,
        tenders,
        categories,
        roles,
        people: [],
      });
      return entry.ok ? ok({ entry: entry.value, answer: null }) : entry;
    },
  );
  if (!founded.ok) return founded;
  const placed = await savePlace(host)(
    { id: host.newId(), actor, name: 'setup.place', input: {} },
    draft.store,
    place,
  );
  return placed.ok ? ok(null) : placed;
}
