import {
  type OwnableSettings,
  type OwnSettings,
  type SettingPlace,
  STORE_MAY_OWN,
  scopesOf,
} from '#shared/domain/store/own-settings.ts';
import type { StoreSettings } from '#shared/domain/store/settings.ts';
import { query, type Reader } from '../journal/query.ts';
import { PICTURES } from './pictures.ts';

export interface SettingRow {
  readonly scope: string;
  readonly key: string;
  readonly value: string;
}

const settingRows = query((db) =>
  db
    .selectFrom('setting')
    .select(['scope', 'key', 'value'])
    .where('key', 'not like', `${PICTURES}%`)
    .orderBy('scope')
    .orderBy('key'),
);

/** All of them but the pictures, which are large and asked for by name. */
export const readSettingRows = (read: Reader): Promise<SettingRow[]> => read.all(settingRows, {});

/** Values by key as one scope says them. `null` was said to take an earlier word back. */
export const valuesOf = (rows: readonly SettingRow[], scope: string): Record<string, string> =>
  Object.fromEntries(
    rows.filter((row) => row.scope === scope && row.value !== 'null').map(({ key, value }) => [key, value]),
  );

/** Values by key as they hold at a place: the nearest scope that says one has the last word, key by key. */
export const valuesAt = (rows: readonly SettingRow[], place: SettingPlace): Record<string, string> =>
  Object.assign({}, ...scopesOf(place).map((scope) => valuesOf(rows, scope)));

/**
 * The settings a place goes by where it says none for itself: the chain's, but for those of them no store may own and one brought when
 * it joined (decision 0014). null before there are any.
 */
export function givenSettings(rows: readonly SettingRow[], place: SettingPlace): StoreSettings | null {
  const said = scopesOf(place).flatMap((scope) => valuesOf(rows, scope)['store'] ?? []);
  if (said.length === 0) return null;
  const layers = said.map((text) => JSON.parse(text) as StoreSettings);
  const receipt = Object.assign({}, ...layers.map((layer) => layer.receipt)) as StoreSettings['receipt'];
  return { ...(Object.assign({}, ...layers) as StoreSettings), receipt };
}

/** What a store said of where it is; what it left empty it did not say. */
export const placeSaid = (values: Readonly<Record<string, string>>): OwnSettings & { name?: string } =>
  Object.fromEntries(
    Object.entries(JSON.parse(values['place'] ?? '{}') as object).filter(([, value]) => value.length > 0),
  );

/** What of its settings a scope says itself. */
export const ownOf = (values: Readonly<Record<string, string>>): OwnSettings => {
  const { name: _, ...place } = placeSaid(values);
  const own = STORE_MAY_OWN.flatMap((key): (readonly [keyof OwnableSettings, unknown])[] =>
    values[key] === undefined ? [] : [[key, JSON.parse(values[key])]],
  );
  return { ...place, ...Object.fromEntries(own) };
};
