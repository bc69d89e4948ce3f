import type { Category, TaxClass } from '#shared/domain/catalog/product.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/people/person.ts';
import type { StoreSettings, TenderKind } from '#shared/domain/store/settings.ts';
import * as catalog from '#shared/journal/entries/catalog.ts';
import * as settings from '#shared/journal/entries/settings.ts';
import type { Entry } from '#shared/journal/entry.ts';

/** A small record of a store as its last fact about it says. */
export type StoreRecord = { readonly actor: PersonId } & (
  | { readonly kind: 'tax'; readonly value: TaxClass }
  | { readonly kind: 'category'; readonly value: Category }
  | { readonly kind: 'tender'; readonly value: TenderKind }
  | { readonly kind: 'role'; readonly value: Role }
  | { readonly kind: 'person'; readonly value: settings.PersonFact }
  /** `id`: the setting's key; its value is JSON. */
  | { readonly kind: 'setting'; readonly value: { readonly id: string; readonly json: string } }
);

/** Facts about small records; all others of the chain are about products. */
export const RECORD_TYPES: ReadonlySet<string> = new Set(
  [
    settings.storeFounded,
    settings.settingsChanged,
    settings.tenderChanged,
    settings.roleChanged,
    settings.personChanged,
    catalog.taxClassChanged,
    catalog.categoryChanged,
  ].map(({ type }) => type),
);

/** In this order each record finds those it names: categories their tax class, people their role. */
const ORDER = ['tax', 'category', 'tender', 'role', 'person', 'setting'] as const;

/** What a run of facts says of each record in the end, in the order in which they can be taken. */
export function foldRecords(facts: readonly Entry[]): StoreRecord[] {
  const last = new Map<string, StoreRecord>();
  for (const fact of facts)
    for (const record of recordsOf(fact)) last.set(`${record.kind}/${record.value.id}`, record);
  return [...last.values()].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

function recordsOf({ type, actor, body }: Entry): StoreRecord[] {
  const of = (kind: StoreRecord['kind'], values: readonly unknown[]): StoreRecord[] =>
    values.map((value) => ({ kind, value, actor }) as StoreRecord);
  const ofSettings = ({ values }: settings.SettingsChanged) =>
    of(
      'setting',
      Object.entries(values).flatMap(([id, json]) =>
        id === 'store' ? [{ id, json }, ...placeOf(json)] : [{ id, json }],
      ),
    );
  const said = body as never;
  switch (type) {
    case settings.storeFounded.type: {
      const founded: settings.StoreFounded = said;
      return [
        ...of('tax', founded.taxClasses),
        ...of('category', founded.categories),
        ...of('tender', founded.tenders),
        ...of('role', founded.roles),
        ...of('person', founded.people),
        ...ofSettings(founded.settings),
      ];
    }
    case settings.settingsChanged.type:
      return ofSettings(said);
    case settings.tenderChanged.type:
      return of('tender', [said['tender']]);
    case settings.roleChanged.type:
      return of('role', [said['role']]);
    case settings.personChanged.type:
      return of('person', [said['person']]);
    case catalog.taxClassChanged.type:
      return of('tax', [said['taxClass']]);
    case catalog.categoryChanged.type:
      return of('category', [said['category']]);
    default:
      return [];
  }
}

/** What of a store's settings is its place; in a chain that is a setting of its own. Of settings nobody can read there is none. */
function placeOf(json: string): { readonly id: 'place'; readonly json: string }[] {
  try {
    const { name, address, taxNumber, phone } = JSON.parse(json) as StoreSettings;
    return [{ id: 'place', json: JSON.stringify({ name, address, taxNumber, phone }) }];
  } catch {
    return [];
  }
}
