import type { Host } from '../journal/host.ts';
import { listQuery } from '../journal/list-query.ts';
import { isHere, type ParkedRow, readParks } from './parks.ts';

export interface ParkedView extends Omit<ParkedRow, 'givenTo'> {
  /** This register takes it up without asking anyone. */
  readonly here: boolean;
  /** The register headquarters gave it to, which has not taken it up yet; null where that is this one, or nobody. */
  readonly givenTo: string | null;
  /** A register that opened a copy of it, by whose means the same goods may be sold twice. */
  readonly copiedAt: string | null;
}

const copies = listQuery<{ store: string }, { park: string; register: string }>((db, param, parks) =>
  db
    .selectFrom('copied_ticket')
    .select(['park', 'register'])
    .where('store', '=', param('store'))
    .where('park', 'in', parks)
    .orderBy('at', 'desc')
    .orderBy('ticket'),
);

/** Parked tickets of the store that nobody has taken up again, newest first. */
export const parkedTickets =
  ({ read, self }: Host) =>
  async (): Promise<ParkedView[]> => {
    const parks = await readParks(read, self.store);
    const copied = await copies.all(
      read,
      self,
      parks.map(({ park }) => park),
    );
    const copiedAt = new Map(copied.map(({ park, register }) => [park, register]));
    return parks.map((park) => {
      const here = isHere(park, self);
      return {
        ...park,
        here,
        givenTo: here ? null : (park.givenTo?.register ?? null),
        copiedAt: copiedAt.get(park.park) ?? null,
      };
    });
  };
