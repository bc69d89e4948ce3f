import { type OwnableSettings, ownable, STORE_MAY_OWN } from '#shared/domain/store/own-settings.ts';
import type { StoreSettings } from '#shared/domain/store/settings.ts';
import { settingsChanged } from '#shared/journal/entries/settings.ts';
import { fact } from '#shared/services/journal/host.ts';
import type { StoreRecord } from './fold-records.ts';
import { sameData } from './same-data.ts';
import type { Settled, Settling } from './settle-record.ts';

type SettingRecord = Extract<StoreRecord, { kind: 'setting' }>;

/**
 * A store's settings hold for it as they did. What differs from the chain's and a store may own becomes its own, and is nothing to look
 * at; anything else that differs is written for the store alone and shown. Of the first store of an empty chain they become the chain's.
 */
export function settleSetting(
  { value: { id: key, json } }: SettingRecord,
  { chain, store, known }: Pick<Settling, 'chain' | 'store' | 'known'>,
): Settled {
  const write = (
    scope: string,
    values: Readonly<Record<string, string>>,
    look: Settled['look'],
  ): Settled => ({
    ours: key,
    whose: 'store',
    draft: Object.keys(values).length === 0 ? null : fact(settingsChanged, { scope, values }),
    look,
  });
  const scope = `store/${store}`;
  if (key === 'place') return write(scope, { place: json }, null);
  if (key === 'store') {
    const theirs = JSON.parse(json) as StoreSettings;
    if (chain.settings === null) return write('chain', { store: everywhere(theirs) }, null);
    const brought = othersThan(theirs, chain.settings);
    const look = brought === null ? null : { what: 'differs', name: brought.fields.join(', ') };
    const values = {
      ...ownValues(theirs, { chain: chain.settings, before: saidBefore(known) }),
      ...(brought === null ? {} : { store: JSON.stringify(brought.settings) }),
    };
    const settled = write(scope, values, look);
    return settled.draft === null ? { ...settled, whose: 'chain' } : settled;
  }
  const chains = chain.values[key];
  if (chains === undefined) return write(scope, { [key]: json }, null);
  const isSame = sameData(JSON.parse(json), JSON.parse(chains));
  if (isSame && known?.whose !== 'store') return { ours: key, whose: 'chain', draft: null, look: null };
  return write(scope, { [key]: json }, isSame ? null : { what: 'differs', name: key });
}

/** Every store has a place of its own. */
const everywhere = (settings: StoreSettings): string =>
  JSON.stringify({ ...settings, address: [], taxNumber: '', phone: '' });

/** Where a store is stands in its place, and its ways of paying are records of their own. */
const ELSEWHERE: readonly (keyof OwnableSettings)[] = ['address', 'taxNumber', 'phone', 'tendersOff'];

/**
 * What a store says for itself from now on, by key. Told again, only what it changed since: headquarters may have said more for this
 * store meanwhile.
 */
function ownValues(
  settings: StoreSettings,
  { chain, before }: { readonly chain: StoreSettings; readonly before: StoreSettings | null },
): Record<string, string> {
  const [theirs, chains, told] = [ownable(settings), ownable(chain), before && ownable(before)];
  const values = STORE_MAY_OWN.filter((key) => !ELSEWHERE.includes(key)).flatMap(
    (key): (readonly [string, string])[] => {
      if (told !== null && sameData(theirs[key], told[key])) return [];
      if (!sameData(theirs[key], chains[key])) return [[key, JSON.stringify(theirs[key])]];
      return told === null ? [] : [[key, 'null']];
    },
  );
  return Object.fromEntries(values);
}

const saidBefore = (known: Settling['known']): StoreSettings | null =>
  known === undefined
    ? null
    : (JSON.parse((JSON.parse(known.digest) as SettingRecord['value']).json) as StoreSettings);

/** What differs and no store may own: money is money, and the logo's picture is on the store's own disk. */
function othersThan({ currency, priceMode, receipt: { logo } }: StoreSettings, chain: StoreSettings) {
  const settings = {
    ...(sameData(currency, chain.currency) ? {} : { currency }),
    ...(priceMode === chain.priceMode ? {} : { priceMode }),
    ...(logo === chain.receipt.logo ? {} : { receipt: { logo } }),
  };
  const fields = Object.keys(settings).map((field) => (field === 'receipt' ? 'logo' : field));
  return fields.length === 0 ? null : { settings, fields };
}
