import type { Column } from './column.ts';

type Columns = Readonly<Record<string, Column<unknown>>>;

/**
 * Where a table lives. `store`: projections of what moves, in the register's store file, key starting with the store.
 * `catalog`: projections of chain facts, in the replaceable catalog file. `local`: this device's own state, never projected, never sent.
 * `hq`: what headquarters keeps of a store beside its facts, key starting with the store. `control`: what it knows of itself, its stores
 * and their devices: reference data that is small and the same wherever it is read.
 */
export type Room = 'store' | 'catalog' | 'local' | 'hq' | 'control';

export interface Table<Name extends string = string, C extends Columns = Columns> {
  readonly name: Name;
  readonly room: Room;
  readonly columns: C;
  readonly key: readonly string[];
  readonly indexes: readonly Index[];
  /**
   * Columns a fact may say anew without the rest of the row. Such a table has, beside `rev`, the version of what was said last of it,
   * a `whole_rev`, that of the last fact that said all of it, and an `alone_rev`, that of the last that said these columns alone.
   */
  readonly alone: readonly string[];
  /** Columns that only a fact says which says those columns alone. */
  readonly onlyAlone: readonly string[];
  /** Rows have a number of their own in the file, which the search index points to. */
  readonly numbered: boolean;
  /** An integer column that alone names a row within one file: the row's own number there. */
  readonly numberedBy: string | null;
}

export interface Index {
  readonly columns: readonly string[];
  readonly unique?: boolean;
  /**
   * Made on a register only when somebody asks for this order, and dropped by the next import: kept at all times, two such indexes
   * double what writing a catalog costs, while making them over a full one takes half a second each.
   */
  readonly onDemand?: boolean;
  /** Only rows of this condition, in SQL both engines read alike; a query that is to use the index says it too. */
  readonly where?: string;
  /** Only a register asks what this answers: HQ, which takes in the facts of many, does without. */
  readonly onRegister?: true;
}

export type RowOf<T> =
  T extends Table<string, infer C>
    ? { readonly [K in keyof C]: C[K] extends Column<infer V> ? V : never }
    : never;

/** Describes a table once; the DDL of both engines, the row type and the executor's statements follow from it. */
export function table<Name extends string, C extends Columns>(
  name: Name,
  description: {
    room: Room;
    columns: C;
    key: readonly (keyof C & string)[];
    indexes?: readonly (Omit<Index, 'columns'> & { readonly columns: readonly (keyof C & string)[] })[];
    alone?: readonly (keyof C & string)[];
    onlyAlone?: readonly (keyof C & string)[];
    numbered?: boolean;
    numberedBy?: keyof C & string;
  },
): Table<Name, C> {
  const { room, columns, key, indexes = [], alone = [], onlyAlone = [] } = description;
  const { numbered = false, numberedBy = null } = description;
  if ((room === 'store' || room === 'hq') && key[0] !== 'store')
    throw new Error(`${name}: the key of what moves starts with the store`);
  if ((room === 'local') !== name.startsWith('local_'))
    throw new Error(`${name}: local tables are named local_*`);
  if (alone.length > 0 && !('rev' in columns && 'whole_rev' in columns && 'alone_rev' in columns))
    throw new Error(`${name}: what a fact may say alone has a version of its own`);
  return { name, room, columns, key, indexes, alone, onlyAlone, numbered, numberedBy };
}
