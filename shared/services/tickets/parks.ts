import { type SqlBool, sql } from 'kysely';
import type { Self } from '../journal/host.ts';
import { listQuery } from '../journal/list-query.ts';
import { query, type Reader } from '../journal/query.ts';

/** A parked ticket nobody has taken up again. */
export interface ParkedRow {
  readonly park: string;
  readonly ticket: string;
  /** Who parked it. */
  readonly register: string;
  readonly label: number;
  readonly at: number;
  readonly by: string;
  readonly total: number;
  readonly items: number;
  readonly note: string;
  /** Whom headquarters gave it to, who has not taken it up yet. */
  readonly givenTo: Holder | null;
}

/** A register that may take a park up. */
export interface Holder {
  readonly device: string;
  readonly register: string;
}

/** A park as it is kept: the draft, and who has taken it up or may. */
export interface Park {
  readonly cart: string;
  readonly register: string;
  /** Devices that took it up. */
  readonly takers: readonly string[];
  readonly givenTo: Holder | null;
}

type Listed = Omit<ParkedRow, 'givenTo'>;

/** A taking up counts where headquarters had given it to that device, or to nobody. */
const waiting = query<{ store: string }, Listed>((db, param) =>
  db
    .selectFrom('parked_ticket as p')
    .select(['p.park', 'p.ticket', 'p.register', 'p.label', 'p.at', 'p.by', 'p.total', 'p.items', 'p.note'])
    .where('p.store', '=', param('store'))
    .where(
      sql<SqlBool>`not exists (select 1 from recalled_ticket r where r.store = p.store and r.park = p.park and (
        exists (select 1 from assigned_ticket a where a.store = p.store and a.park = p.park and a.device = r.device)
        or not exists (select 1 from assigned_ticket a where a.store = p.store and a.park = p.park)))`,
    )
    .orderBy('p.at', 'desc')
    .orderBy('p.park', 'desc'),
);

const given = listQuery<{ store: string }, Holder & { readonly park: string }>((db, param, parks) =>
  db
    .selectFrom('assigned_ticket')
    .select(['park', 'device', 'register'])
    .where('store', '=', param('store'))
    .where('park', 'in', parks)
    .orderBy('at')
    .orderBy('entry'),
);

/** Whom each of these parks was given to, by headquarters' last word. */
async function holdersOf(
  read: Reader,
  store: string,
  parks: readonly string[],
): Promise<ReadonlyMap<string, Holder>> {
  const rows = await given.all(read, { store }, parks);
  return new Map(rows.map(({ park, device, register }) => [park, { device, register }]));
}

/** Parks of the store that nobody has taken up, newest first. */
export async function readParks(read: Reader, store: string): Promise<ParkedRow[]> {
  const rows = await read.all(waiting, { store });
  if (rows.length === 0) return [];
  const holders = await holdersOf(
    read,
    store,
    rows.map(({ park }) => park),
  );
  return rows.map((row) => ({ ...row, givenTo: holders.get(row.park) ?? null }));
}

/** Whether this register may take it up without asking anyone: it was given to it, or parked here and given to nobody. */
export const isHere = (
  { register, givenTo }: Pick<ParkedRow, 'register' | 'givenTo'>,
  self: Pick<Self, 'device' | 'register'>,
): boolean => (givenTo ? givenTo.device === self.device : register === self.register);

type OfPark = { store: string; park: string };

const draft = query<OfPark, { cart: string; register: string }>((db, param) =>
  db
    .selectFrom('parked_ticket')
    .select(['cart', 'register'])
    .where('store', '=', param('store'))
    .where('park', '=', param('park')),
);
const takers = query<OfPark, { device: string }>((db, param) =>
  db
    .selectFrom('recalled_ticket')
    .select('device')
    .where('store', '=', param('store'))
    .where('park', '=', param('park'))
    .orderBy('entry'),
);

/** Who has taken a park up, or may; the park itself may not be known here yet. */
export async function readTaking(
  read: Reader,
  store: string,
  park: string,
): Promise<Pick<Park, 'takers' | 'givenTo'> & { readonly register: string | null }> {
  const took = await read.all(takers, { store, park });
  const known = await read.first(draft, { store, park });
  return {
    register: known?.register ?? null,
    takers: took.map(({ device }) => device),
    givenTo: (await holdersOf(read, store, [park])).get(park) ?? null,
  };
}

export async function readPark(read: Reader, store: string, park: string): Promise<Park | undefined> {
  const known = await read.first(draft, { store, park });
  return known && { ...(await readTaking(read, store, park)), ...known };
}

/** Whether nobody can take it up any more: who may has done so. */
export const isTakenUp = ({ takers: took, givenTo }: Pick<Park, 'takers' | 'givenTo'>): boolean =>
  givenTo ? took.includes(givenTo.device) : took.length > 0;
