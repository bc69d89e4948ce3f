import type { Kysely } from 'kysely';
import type { Database } from '#shared/journal/database.ts';
import type { RowOf } from '#shared/journal/table.ts';
import type { HandedKind, localHanded, localHandOver } from '#shared/link/hq/hand-over-tables.ts';
import { CHAIN_STORE } from '#shared/link/hq/serve-feed.ts';
import type { Queries, Reader } from '#shared/services/journal/query.ts';

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

export const readHandOver = async (read: Reader, device: string): Promise<HandOverRow | undefined> =>
  (
    await read.run<HandOverRow>((db) =>
      atHq(db)
        .selectFrom('local_hand_over')
        .selectAll()
        .where('store', '=', CHAIN_STORE)
        .where('device', '=', device),
    )
  )[0];

/** What became of a store's records of some kinds, or of those named. */
export const readHanded = (
  read: Reader,
  device: string,
  of: { readonly kinds: readonly HandedKind[]; readonly theirs?: readonly string[] },
): Promise<HandedRow[]> =>
  read.run<HandedRow>((db) => {
    const rows = atHq(db)
      .selectFrom('local_handed')
      .selectAll()
      .where('store', '=', CHAIN_STORE)
      .where('device', '=', device)
      .where('kind', 'in', of.kinds);
    return of.theirs === undefined ? rows : rows.where('theirs', 'in', of.theirs);
  });

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
