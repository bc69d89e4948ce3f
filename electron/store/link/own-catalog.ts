import type { Database } from 'better-sqlite3';
import { epochOrdinal } from '#shared/journal/epoch.ts';
import { ENTRY_TYPES } from '#shared/journal/registry.ts';
import type { HandedPeople, OwnPlace } from '#shared/link/hand-over.ts';

const CHAIN_TYPES = [...ENTRY_TYPES.values()]
  .filter(({ scope }) => scope === 'chain')
  .map(({ type }) => type);

/** Tells the last fact of the catalog this device has made itself; null when it made none. Each entry is looked at once. */
export function lastOwnCatalogFact(db: Database): (device: string) => OwnPlace | null {
  const head = db.prepare('select max(position) from journal').pluck();
  const newest = db.prepare(
    `select epoch, seq from journal where position > ? and position <= ? and origin = ?
     and type in (${CHAIN_TYPES.map(() => '?').join(', ')}) order by position desc limit 1`,
  );
  let seen = 0;
  let last: OwnPlace | null = null;
  return (device) => {
    const end = (head.get() as number | null) ?? 0;
    last = (newest.get(seen, end, device, ...CHAIN_TYPES) as OwnPlace | undefined) ?? last;
    seen = end;
    return last;
  };
}

/** Whether all up to `reached` covers `place`, both of one device. */
export const covers = (reached: OwnPlace, place: OwnPlace): boolean => {
  const [a, b] = [epochOrdinal(reached.epoch), epochOrdinal(place.epoch)];
  return a > b || (a === b && reached.seq >= place.seq);
};

/** The keys that open what is sealed about people here; of who was erased there is none. */
export const ownPeopleKeys = (db: Database): HandedPeople =>
  (
    db.prepare('select person, key from local_person_key order by person').all() as {
      person: string;
      key: Buffer;
    }[]
  ).map(({ person, key }) => ({ person, key: key.toString('base64') }));
