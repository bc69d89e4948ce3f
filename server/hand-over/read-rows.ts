import type { Kysely } from 'kysely';
import type { Database } from '#shared/journal/database.ts';
import type { RowOf } from '#shared/journal/table.ts';
import type { HandedKind, localHanded, localHandOver } from '#shared/link/hq/hand-over-tables.ts';
import { CHAIN_STORE } from '#shared/link/hq/serve-feed.ts';
import { listQuery } from '#shared/services/journal/list-query.ts';
import { type Queries, query, type Reader } from '#shared/services/journal/query.ts';

export type HandOverRow = RowOf<typeof localHandOver>;
export type HandedRow = RowOf<typeof localHanded>;

interface Scoped {
  readonly store: string;
}

/** Tables of HQ alone, read inside a command of the chain. */
interface HandOverDatabase extends Omit<Database, 'local_person_key'> {
  local_hand_over: HandOverRow & Scoped;
  local_handed: HandedRow & Scoped;
  local_person_key: Database['local_person_key'] & Scoped;
}

const atHq = (db: Queries): Kysely<HandOverDatabase> => db as object as Kysely<HandOverDatabase>;

const handOverOf = query<{ device: string }, HandOverRow>((db, param) =>
  atHq(db)
    .selectFrom('local_hand_over')
    .selectAll()
    .where('store', '=', CHAIN_STORE)
    .where('device', '=', param('device')),
);

export const readHandOver = (read: Reader, device: string): Promise<HandOverRow | undefined> =>
  read.first(handOverOf, { device });

const handedOfKinds = listQuery<{ device: string }, HandedRow>((db, param, kinds) =>
  atHq(db)
    .selectFrom('local_handed')
    .selectAll()
    .where('store', '=', CHAIN_STORE)
    .where('device', '=', param('device'))
    .where('kind', 'in', kinds as never),
);
const handedProducts = listQuery<{ device: string }, HandedRow>((db, param, products) =>
  atHq(db)
    .selectFrom('local_handed')
    .selectAll()
    .where('store', '=', CHAIN_STORE)
    .where('device', '=', param('device'))
    .where('kind', '=', 'product')
    .where('theirs', 'in', products),
);

/** What became of a store's records of some kinds. */
export const readHanded = (
  read: Reader,
  device: string,
  kinds: readonly HandedKind[],
): Promise<HandedRow[]> => handedOfKinds.all(read, { device }, kinds);

/** What became of some of a store's products. */
export const readHandedProducts = (
  read: Reader,
  device: string,
  products: readonly string[],
): Promise<HandedRow[]> => handedProducts.all(read, { device }, products);

/** Everybody of the chain, as sealed, with the keys that open them where those are kept. */
export const readSealed = (
  read: Reader,
): Promise<{ readonly id: string; readonly sealed: string; readonly key: Uint8Array | null }[]> =>
  read.run((db) =>
    atHq(db)
      .selectFrom('person as p')
      .leftJoin('local_person_key as k', (join) =>
        join.onRef('k.person', '=', 'p.id').on('k.store', '=', CHAIN_STORE),
      )
      .select(['p.id', 'p.sealed', 'k.key'])
      .where('p.active', '=', 1),
  );

/** The key that opens what is sealed of a person; null where it is not kept. */
export const readKey = async (read: Reader, person: string): Promise<Uint8Array | null> =>
  (
    await read.run((db) =>
      atHq(db)
        .selectFrom('local_person_key')
        .select('key')
        .where('store', '=', CHAIN_STORE)
        .where('person', '=', person),
    )
  )[0]?.key ?? null;
