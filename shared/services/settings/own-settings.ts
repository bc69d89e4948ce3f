import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { checkSettings } from '#shared/domain/store/check-settings.ts';
import {
  inherit,
  mayOwn,
  type OwnableSettings,
  type OwnSettings,
  ownable,
  type SettingPlace,
  scopesOf,
  withOwn,
} from '#shared/domain/store/own-settings.ts';
import { settingsChanged } from '#shared/journal/entries/settings.ts';
import type { By } from '../journal/by.ts';
import type { Host } from '../journal/host.ts';
import type { Reader } from '../journal/query.ts';
import { checkedFact } from './checked-fact.ts';
import type { Done } from './done.ts';
import { givenSettings, ownOf, readSettingRows, type SettingRow, valuesOf } from './setting-rows.ts';

/** Who says what, from the widest to the narrowest; what holds is `inherit` over the three. */
export interface SettingLayers {
  readonly chain: OwnableSettings;
  readonly store: OwnSettings;
  /** Empty for a whole store. */
  readonly register: OwnSettings;
}

/** What the chain, a store and one of its registers say. null before the chain is founded. */
export async function settingLayers(read: Reader, place: SettingPlace): Promise<SettingLayers | null> {
  return layersOf(await readSettingRows(read), place)?.layers ?? null;
}

function layersOf(rows: readonly SettingRow[], place: SettingPlace) {
  const settings = givenSettings(rows, place);
  if (settings === null) return null;
  const [, store, register] = scopesOf(place).map((scope) => valuesOf(rows, scope));
  const layers: SettingLayers = {
    chain: ownable(settings),
    store: ownOf(store ?? {}),
    register: ownOf(register ?? {}),
  };
  return { settings, layers };
}

/** Changes of what a place says itself; null takes its word back, so that the wider scope's holds again. */
export type OwnChanges = { readonly [K in keyof OwnableSettings]?: OwnableSettings[K] | null | undefined };

/**
 * A store or a register says some settings for itself. Refuses NOT_FOUND before the chain is founded, SETTING_INVALID with { field } for
 * what such a place may not say or can't be sold by, IN_USE where no cash would be left to be taken.
 */
export const saveOwnSettings =
  (host: Host) =>
  (
    { command }: By,
    { place, changes }: { readonly place: SettingPlace; readonly changes: OwnChanges },
  ): Promise<Result<Done, DomainError>> =>
    host.commitChain(command, async ({ read }) => {
      const changed = (Object.keys(changes) as (keyof OwnableSettings)[]).filter(
        (key) => changes[key] !== undefined,
      );
      const alien = changed.find((key) => !mayOwn(place).includes(key));
      if (alien !== undefined) return err(refuse('SETTING_INVALID', { field: alien }));
      const rows = await readSettingRows(read);
      const known = layersOf(rows, place);
      if (known === null) return err(refuse('NOT_FOUND'));
      const scope = scopesOf(place).at(-1) ?? '';
      const values = {
        ...Object.fromEntries(changed.map((key) => [key, JSON.stringify(changes[key] ?? null)])),
        ...placeWithout(rows, scope, changed),
      };
      const others = rows.filter((row) => row.scope !== scope || values[row.key] === undefined);
      const layers = layersOf([...others, ...rowsOf(scope, values)], place)?.layers ?? known.layers;
      const holds = inherit(layers.chain, layers.store, layers.register);
      const checked = checkSettings(withOwn({ ...known.settings, store: place.store }, holds));
      if (!checked.ok) return checked;
      const cashLeft = host
        .chain()
        .tenders.some(({ id, kind, active }) => kind === 'cash' && active && !holds.tendersOff.includes(id));
      if (!cashLeft) return err(refuse('IN_USE', { field: 'tendersOff' }));
      const entry = checkedFact(settingsChanged, { scope, values });
      return entry.ok ? ok({ entry: entry.value, answer: {} }) : entry;
    });

const rowsOf = (scope: string, values: Readonly<Record<string, string>>): SettingRow[] =>
  Object.entries(values).map(([key, value]) => ({ scope, key, value }));

/** What a store said at its opening of where it is, without what it says otherwise or no longer now. */
function placeWithout(
  rows: readonly SettingRow[],
  scope: string,
  changed: readonly string[],
): Record<string, string> {
  const kept = valuesOf(rows, scope)['place'];
  if (kept === undefined) return {};
  const said = Object.entries(JSON.parse(kept) as object);
  const left = said.filter(([key]) => !changed.includes(key));
  return left.length === said.length ? {} : { place: JSON.stringify(Object.fromEntries(left)) };
}
