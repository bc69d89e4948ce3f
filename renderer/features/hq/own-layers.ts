import type { OwnSettingsView } from '#shared/contract/hq/own-settings.ts';

export type OwnKey = keyof OwnSettingsView;
export type AllSettings = { [K in OwnKey]-?: Exclude<OwnSettingsView[K], undefined> };
export interface OwnPlace {
  readonly store: string;
  /** null: the whole store. */
  readonly register: string | null;
}
export interface OwnLayers {
  readonly chain: AllSettings;
  readonly store: OwnSettingsView;
  readonly register: OwnSettingsView;
}

/** Whose word a setting is. */
export type Source = keyof OwnLayers;

/** What a place says itself. */
export const ownAt = ({ store, register }: OwnLayers, place: OwnPlace): OwnSettingsView =>
  place.register === null ? store : register;

/** What would hold at a place that said nothing, and whose word that is. */
export function widerAt<Key extends OwnKey>(
  { chain, store }: OwnLayers,
  place: OwnPlace,
  key: Key,
): { readonly value: AllSettings[Key]; readonly source: Source } {
  const said = place.register === null ? undefined : store[key];
  return said === undefined
    ? { value: chain[key], source: 'chain' }
    : { value: said as AllSettings[Key], source: 'store' };
}

/** What is to be told to headquarters: the words that are new, and null for those that are taken back. */
export function ownChanges(before: OwnSettingsView, after: OwnSettingsView): Record<string, unknown> {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])] as OwnKey[];
  return Object.fromEntries(
    keys
      .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
      .map((key) => [key, after[key] ?? null]),
  );
}

export const without = (own: OwnSettingsView, key: OwnKey): OwnSettingsView =>
  Object.fromEntries(Object.entries(own).filter(([each]) => each !== key));
