import type { Category, TaxClass } from '#shared/domain/catalog/product.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { PersonId, RoleId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/people/person.ts';
import { checkPin } from '#shared/domain/people/pin.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { checkSettings } from '#shared/domain/store/check-settings.ts';
import type { StoreSettings, TenderKind } from '#shared/domain/store/settings.ts';
import { type LocalEffect, put } from '#shared/journal/change.ts';
import { type StoreFounded, storeFounded } from '#shared/journal/entries/settings.ts';
import { localPersonKey } from '#shared/journal/tables/local.ts';
import type { Host } from '../journal/host.ts';
import type { PersonSeal, PinHasher } from '../people/ports.ts';
import { newPin } from '../people/set-pin.ts';
import { checkedFact } from '../settings/checked-fact.ts';
import type { Done } from '../settings/done.ts';

/** Everything a shop needs to sell its first item. */
export interface StoreDraft {
  readonly settings: StoreSettings;
  readonly taxClasses: readonly TaxClass[];
  readonly tenders: readonly TenderKind[];
  readonly categories: readonly Category[];
  readonly roles: readonly Role[];
  readonly people: readonly { readonly name: string; readonly role: RoleId; readonly pin: string }[];
  /** Further settings by key, JSON. */
  readonly values: Readonly<Record<string, string>>;
}

/** Whether a store can be founded so, before anything is written. Refuses as `checkSettings`, NAME_MISSING, PIN_WEAK. */
export function checkDraft(draft: StoreDraft): Result<StoreDraft, DomainError> {
  const settings = checkSettings(draft.settings);
  if (!settings.ok) return settings;
  for (const { name, pin } of draft.people) {
    if (name.trim() === '') return err(refuse('NAME_MISSING', { field: 'owner' }));
    const fit = checkPin(pin);
    if (!fit.ok) return fit;
  }
  return ok(draft);
}

/**
 * Writes the founding fact with the first people, their keys and their PINs. `scope`: the store it is for, or `chain` for what all stores
 * start with. The device has its identity already. Refuses STALE when the store is founded.
 */
export const foundStore =
  (host: Host, ports: { readonly pins: PinHasher; readonly seal: PersonSeal }) =>
  async (draft: StoreDraft, scope = `store/${draft.settings.store}`): Promise<Result<Done, DomainError>> => {
    const people = await Promise.all(draft.people.map((person) => newPerson(host, ports, person)));
    const actor = people[0]?.fact.id ?? ('system' as PersonId);
    const body: StoreFounded = {
      settings: {
        scope,
        values: { ...draft.values, store: JSON.stringify(draft.settings) },
      },
      taxClasses: draft.taxClasses,
      tenders: draft.tenders,
      categories: draft.categories,
      roles: draft.roles,
      people: people.map((person) => person.fact),
    };
    // The draft holds PINs: a digest of it may not be kept.
    const command = { id: host.newId(), actor, name: 'setup', input: {} };
    return await host.commitChain(command, async () => {
      if (host.chain().settings) return err(refuse('STALE'));
      const entry = checkedFact(storeFounded, body);
      if (!entry.ok) return entry;
      return ok({ entry: entry.value, local: people.flatMap((person) => person.local), answer: {} });
    });
  };

async function newPerson(
  host: Host,
  ports: { readonly pins: PinHasher; readonly seal: PersonSeal },
  { name, role, pin }: StoreDraft['people'][number],
): Promise<{ readonly fact: StoreFounded['people'][number]; readonly local: readonly LocalEffect[] }> {
  const id = host.newId() as PersonId;
  const key = ports.seal.newKey();
  return {
    fact: { id, sealed: ports.seal.seal(key, { name: name.trim() }), role, active: true },
    local: [put(localPersonKey, { person: id, key }), newPin(id, await ports.pins.hash(pin))],
  };
}
