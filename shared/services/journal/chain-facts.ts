import type { Category, TaxClass } from '#shared/domain/catalog/product.ts';
import type { CategoryId, RegisterId, RoleId, StoreId, TaxClassId, TenderId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/people/person.ts';
import { withOwn } from '#shared/domain/store/own-settings.ts';
import type { StoreSettings, TenderKind } from '#shared/domain/store/settings.ts';
import { importReverted, productChanged, productsImported } from '#shared/journal/entries/catalog.ts';
import { pricesChanged } from '#shared/journal/entries/prices-changed.ts';
import { pricesScheduled } from '#shared/journal/entries/prices-scheduled.ts';
import { productsChanged } from '#shared/journal/entries/products-changed.ts';
import { givenSettings, ownOf, placeSaid, readSettingRows, valuesAt } from '../settings/setting-rows.ts';
import { query, type Reader } from './query.ts';

/** The small chain facts every decision reads, kept in memory and loaded anew when the catalog announces a change. */
export interface ChainFacts {
  readonly settings: StoreSettings | null;
  /** Further settings by key, e.g. `scaleRules`; JSON as stored. */
  readonly values: Readonly<Record<string, string>>;
  readonly taxClasses: ReadonlyMap<TaxClassId, TaxClass>;
  readonly tenders: readonly TenderKind[];
  readonly categories: ReadonlyMap<CategoryId, Category>;
  readonly roles: ReadonlyMap<RoleId, Role>;
}

/** Kinds of facts of the chain that change none of these: they are of products and their prices alone. */
export const OF_PRODUCTS: ReadonlySet<string> = new Set(
  [productChanged, productsImported, importReverted, productsChanged, pricesChanged, pricesScheduled].map(
    ({ type }) => type,
  ),
);

export const NO_FACTS: ChainFacts = {
  settings: null,
  values: {},
  taxClasses: new Map(),
  tenders: [],
  categories: new Map(),
  roles: new Map(),
};

const taxRows = query((db) => db.selectFrom('tax_class').selectAll().orderBy('letter').orderBy('id'));
const tenderRows = query((db) => db.selectFrom('tender').selectAll().orderBy('sort').orderBy('id'));
const categoryRows = query((db) => db.selectFrom('category').selectAll().orderBy('sort').orderBy('id'));
const roleRows = query((db) => db.selectFrom('role').selectAll().orderBy('name').orderBy('id'));

/** Settings apply from chain to store to register: the nearest that says one has the last word, key by key. */
export async function loadChainFacts(read: Reader, store: StoreId, register: string): Promise<ChainFacts> {
  const place = { store, register: register as RegisterId };
  const rows = await readSettingRows(read);
  const values = valuesAt(rows, place);
  const given = givenSettings(rows, place);
  const own = ownOf(values);
  const taxes = await read.all(taxRows, {});
  const tenders = await read.all(tenderRows, {});
  const categories = await read.all(categoryRows, {});
  const roles = await read.all(roleRows, {});
  return {
    settings:
      given === null ? null : withOwn({ ...given, name: placeSaid(values).name ?? given.name, store }, own),
    values,
    taxClasses: new Map(
      taxes.map((t): [TaxClassId, TaxClass] => [
        t.id as TaxClassId,
        {
          id: t.id as TaxClassId,
          name: t.name,
          letter: t.letter,
          rates: JSON.parse(t.rates),
          active: t.active === 1,
        },
      ]),
    ),
    tenders: tenders.map((t) => ({
      id: t.id as TenderId,
      name: t.name,
      kind: t.kind as TenderKind['kind'],
      givesChange: t.gives_change === 1,
      opensDrawer: t.opens_drawer === 1,
      needsReference: t.needs_reference === 1,
      declaredAtClose: t.declared_at_close === 1,
      sort: t.sort,
      active: t.active === 1 && own.tendersOff?.includes(t.id) !== true,
    })),
    categories: new Map(
      categories.map((c): [CategoryId, Category] => [
        c.id as CategoryId,
        {
          id: c.id as CategoryId,
          name: c.name,
          names: JSON.parse(c.names),
          sort: c.sort,
          taxClass: c.tax_class as TaxClassId,
          openPrice: c.open_price === 1,
          active: c.active === 1,
        },
      ]),
    ),
    roles: new Map(
      roles.map((r): [RoleId, Role] => [
        r.id as RoleId,
        { id: r.id as RoleId, name: r.name, grants: JSON.parse(r.grants) },
      ]),
    ),
  };
}
