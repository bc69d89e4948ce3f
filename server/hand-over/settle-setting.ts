import type { StoreSettings } from '#shared/domain/store/settings.ts';
import { settingsChanged } from '#shared/journal/entries/settings.ts';
import { fact } from '#shared/services/journal/host.ts';
import type { StoreRecord } from './fold-records.ts';
import { sameData } from './same-data.ts';
import type { Settled, Settling } from './settle-record.ts';

/**
 * A store's settings hold for it as they did: what differs from the chain's is written in the store's own scope, which goes before it.
 * Of the first store of an empty chain they become the chain's.
 */
export function settleSetting(
  { value: { id: key, json } }: Extract<StoreRecord, { kind: 'setting' }>,
  { chain, store, known }: Pick<Settling, 'chain' | 'store' | 'known'>,
): Settled {
  const write = (scope: string, value: string, look: Settled['look']): Settled => ({
    ours: key,
    whose: 'store',
    draft: fact(settingsChanged, { scope, values: { [key]: value } }),
    look,
  });
  const scope = `store/${store}`;
  if (key === 'place') return write(scope, json, null);
  if (key === 'store' && chain.settings === null) return write('chain', everywhere(json), null);
  const chains = key === 'store' ? JSON.stringify(chain.settings) : chain.values[key];
  if (chains === undefined) return write(scope, json, null);
  const rules = key === 'store' ? withoutPlace : (text: string): unknown => JSON.parse(text);
  const isSame = sameData(rules(json), rules(chains));
  if (isSame && known?.whose !== 'store') return { ours: key, whose: 'chain', draft: null, look: null };
  return write(scope, json, isSame ? null : { what: 'differs', name: key });
}

/** Every store has a place of its own. */
const everywhere = (json: string): string =>
  JSON.stringify({ ...(JSON.parse(json) as StoreSettings), address: [], taxNumber: '', phone: '' });

const withoutPlace = (json: string): StoreSettings => ({
  ...(JSON.parse(json) as StoreSettings),
  store: '' as StoreSettings['store'],
  name: '',
  address: [],
  taxNumber: '',
  phone: '',
});
