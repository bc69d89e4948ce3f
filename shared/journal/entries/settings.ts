import { z } from 'zod';
import type { Category, TaxClass } from '#shared/domain/catalog/product.ts';
import type { PersonId, RoleId, TenderId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/people/person.ts';
import { type Grants, RIGHTS } from '#shared/domain/people/rights.ts';
import type { TenderKind } from '#shared/domain/store/settings.ts';
import { type Change, upsert } from '../change.ts';
import type { EntryHeader } from '../entry.ts';
import { entryType } from '../entry-type.ts';
import { revision } from '../epoch.ts';
import { flag, id, words } from '../schema.ts';
import { person, role, setting, tender } from '../tables/catalog.ts';
import { categoryChange, categorySchema, taxClassChange, taxClassSchema } from './catalog.ts';
import { tenderKind } from './parts.ts';

export interface SettingsChanged {
  /** `chain`, `store/<code>` or `register/<store>/<code>`. */
  readonly scope: string;
  /** JSON text by key; the shape of each key is the domain's. */
  readonly values: Readonly<Record<string, string>>;
}
const values = z.record(z.string().max(40), z.string().max(100_000));

export const settingsChanged = entryType<SettingsChanged>('settings.changed', {
  v: 1,
  scope: 'chain',
  body: z.strictObject({ scope: words(60), values }),
  areas: ['settings'],
  project: (entry) => settingChanges(entry, entry.body),
});

const settingChanges = (entry: EntryHeader, changed: SettingsChanged): Change[] =>
  Object.entries(changed.values).map(([key, value]) =>
    upsert(setting, { scope: changed.scope, key, value, rev: revision(entry.epoch, entry.seq) }),
  );

const tenderSchema = z.strictObject({
  id: id<TenderId>(),
  name: words(80),
  kind: tenderKind,
  givesChange: flag,
  opensDrawer: flag,
  needsReference: flag,
  declaredAtClose: flag,
  sort: z.int(),
  active: flag,
}) satisfies z.ZodType<TenderKind>;

export const tenderChanged = entryType<{ readonly tender: TenderKind }>('tender.changed', {
  v: 1,
  scope: 'chain',
  body: z.strictObject({ tender: tenderSchema }),
  areas: ['settings'],
  project: (entry) => [tenderChange(entry, entry.body.tender)],
});

const tenderChange = (entry: EntryHeader, t: TenderKind): Change =>
  upsert(tender, {
    id: t.id,
    name: t.name,
    kind: t.kind,
    gives_change: t.givesChange ? 1 : 0,
    opens_drawer: t.opensDrawer ? 1 : 0,
    needs_reference: t.needsReference ? 1 : 0,
    declared_at_close: t.declaredAtClose ? 1 : 0,
    sort: t.sort,
    active: t.active ? 1 : 0,
    rev: revision(entry.epoch, entry.seq),
  });

const grants: z.ZodType<Grants> = z.partialRecord(
  z.enum(RIGHTS),
  z.strictObject({ state: z.enum(['allowed', 'approval', 'denied']), limit: z.int().min(0).exactOptional() }),
);
const roleSchema = z.strictObject({ id: id<RoleId>(), name: words(80), grants }) satisfies z.ZodType<Role>;

export const roleChanged = entryType<{ readonly role: Role }>('role.changed', {
  v: 1,
  scope: 'chain',
  body: z.strictObject({ role: roleSchema }),
  areas: ['people'],
  project: (entry) => [roleChange(entry, entry.body.role)],
});

const roleChange = (entry: EntryHeader, r: Role): Change =>
  upsert(role, {
    id: r.id,
    name: r.name,
    grants: JSON.stringify(r.grants),
    rev: revision(entry.epoch, entry.seq),
  });

/** A person as the journal may know them: no name, only what is sealed with their key. */
export interface PersonFact {
  readonly id: PersonId;
  /** Base64 of nonce ‖ ciphertext ‖ tag (AES-256-GCM) over the JSON of name and badge. */
  readonly sealed: string;
  readonly role: RoleId;
  readonly active: boolean;
}
const personSchema = z.strictObject({
  id: id<PersonId>(),
  sealed: z.string().max(4000),
  role: id<RoleId>(),
  active: flag,
}) satisfies z.ZodType<PersonFact>;

export const personChanged = entryType<{ readonly person: PersonFact }>('person.changed', {
  v: 1,
  scope: 'chain',
  body: z.strictObject({ person: personSchema }),
  areas: ['people'],
  project: (entry) => [personChange(entry, entry.body.person)],
});

const personChange = (entry: EntryHeader, p: PersonFact): Change =>
  upsert(person, {
    id: p.id,
    sealed: p.sealed,
    role: p.role,
    active: p.active ? 1 : 0,
    rev: revision(entry.epoch, entry.seq),
  });

export interface StoreFounded {
  readonly settings: SettingsChanged;
  readonly taxClasses: readonly TaxClass[];
  readonly tenders: readonly TenderKind[];
  readonly categories: readonly Category[];
  readonly roles: readonly Role[];
  readonly people: readonly PersonFact[];
}

/** Everything a shop needs to sell its first item, in one fact. */
export const storeFounded = entryType<StoreFounded>('store.founded', {
  v: 1,
  scope: 'chain',
  body: z.strictObject({
    settings: z.strictObject({ scope: words(60), values }),
    taxClasses: z.array(taxClassSchema).max(100),
    tenders: z.array(tenderSchema).max(100),
    categories: z.array(categorySchema).max(500),
    roles: z.array(roleSchema).max(100),
    people: z.array(personSchema).max(500),
  }),
  areas: ['settings', 'catalog', 'people'],
  project: (entry) => [
    ...settingChanges(entry, entry.body.settings),
    ...entry.body.taxClasses.map((t) => taxClassChange(entry, t)),
    ...entry.body.tenders.map((t) => tenderChange(entry, t)),
    ...entry.body.categories.map((c) => categoryChange(entry, c)),
    ...entry.body.roles.map((r) => roleChange(entry, r)),
    ...entry.body.people.map((p) => personChange(entry, p)),
  ],
});
