import type { DomainError } from '#shared/domain/error.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { StoreSettings } from '#shared/domain/store/settings.ts';
import { settingsChanged } from '#shared/journal/entries/settings.ts';
import type { Command, Host } from '../journal/host.ts';
import { query } from '../journal/query.ts';
import { checkedFact } from './checked-fact.ts';
import type { Done } from './done.ts';

/** What of a store's settings is its own, whatever the chain says of the others: what stands at the head of its slips. */
export type Place = Pick<StoreSettings, 'name' | 'address' | 'taxNumber' | 'phone'>;

const NOWHERE: Omit<Place, 'name'> = { address: [], taxNumber: '', phone: '' };

const placeOf = query<{ scope: string }, { value: string }>((db, param) =>
  db.selectFrom('setting').select('value').where('scope', '=', param('scope')).where('key', '=', 'place'),
);

/** Says where a store of the chain is, or some of it anew. Refuses SETTING_INVALID with { field }. */
export const savePlace =
  (host: Host) =>
  (
    command: Command,
    store: string,
    said: Pick<Place, 'name'> & Partial<Place>,
  ): Promise<Result<Done, DomainError>> =>
    host.commitChain(command, async ({ read }) => {
      const scope = `store/${store}`;
      const before = await read.first(placeOf, { scope });
      const place: Place = { ...NOWHERE, ...(JSON.parse(before?.value ?? '{}') as Partial<Place>), ...said };
      const entry = checkedFact(settingsChanged, { scope, values: { place: JSON.stringify(place) } });
      return entry.ok ? ok({ entry: entry.value, answer: {} }) : entry;
    });
