import type { TaxClass } from '#shared/domain/catalog/product.ts';
import { currencyDefaults } from '#shared/domain/currencies.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { RegisterId, RoleId, StoreId, TaxClassId } from '#shared/domain/ids.ts';
import { rate } from '#shared/domain/numbers.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { checkIdentity, checkSettings } from '#shared/domain/store/check-settings.ts';
import type { StoreSettings } from '#shared/domain/store/settings.ts';
import { generalCategory, rolesFor, settingsNobodyAsksFor, tendersFor } from './defaults.ts';
import { checkDraft, type StoreDraft } from './found-store.ts';

/** What the first-run screen asks of somebody who starts a store of their own. */
export interface OwnStore
  extends Pick<
    StoreSettings,
    'name' | 'address' | 'taxNumber' | 'phone' | 'timeZone' | 'locale' | 'priceMode'
  > {
  readonly store: StoreId;
  readonly register: RegisterId;
  /** ISO 4217 */
  readonly currency: string;
  readonly taxClasses: readonly { readonly name: string; readonly rate: number }[];
  readonly owner: { readonly name: string; readonly pin: string };
}

/** A store of one's own with what every store starts with. Refuses SETTING_INVALID with { field }, NAME_MISSING, PIN_WEAK. */
export function ownStore({ register, owner, ...asked }: OwnStore): Result<StoreDraft, DomainError> {
  const identity = checkIdentity({ store: asked.store, register });
  if (!identity.ok) return identity;
  const start = startingWith(asked);
  if (!start.ok) return start;
  return checkDraft({ ...start.value, people: [{ ...owner, role: 'owner' as RoleId }] });
}

/** What every store starts with, and every chain. Refuses as `ownStore`. */
export function startingWith(
  asked: Omit<OwnStore, 'register' | 'owner'>,
): Result<Omit<StoreDraft, 'people'>, DomainError> {
  const known = currencyDefaults(asked.currency);
  if (!known) return err(refuse('SETTING_INVALID', { field: 'currency' }));
  const taxClasses = asked.taxClasses.map(taxClass);
  const [first] = taxClasses;
  if (!first) return err(refuse('SETTING_INVALID', { field: 'taxClasses' }));
  const { store, name, address, taxNumber, phone, timeZone, locale, priceMode } = asked;
  const { currency, cashRounding } = known;
  const settings = checkSettings({
    ...settingsNobodyAsksFor(currency),
    store,
    name,
    address,
    taxNumber,
    phone,
    timeZone,
    locale,
    priceMode,
    currency,
    cashRounding,
  });
  if (!settings.ok) return settings;
  return ok({
    settings: settings.value,
    taxClasses,
    tenders: tendersFor(locale, currency),
    categories: [generalCategory(locale, first.id)],
    roles: rolesFor(locale, currency),
    values: {},
  });
}

/** Letters A, B, C … in the order the classes were given. */
const taxClass = (given: OwnStore['taxClasses'][number], at: number): TaxClass => ({
  id: `tax-${at + 1}` as TaxClassId,
  name: given.name.trim(),
  letter: String.fromCharCode(65 + at),
  rates: [{ name: given.name.trim().slice(0, 40), rate: rate(given.rate) }],
  active: true,
});
