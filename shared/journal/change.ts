import type { RowOf, Table } from './table.ts';

/**
 * The closed vocabulary of a projection: plain data, no reads, no conditions on other rows.
 * `insert`: a new row of one author. `upsert`: the newest version of a row of one author; it carries `rev`, and a lower rev
 * never overwrites a higher one. `revise`: newer values of those columns of such a row that a fact may say alone (`Table.alone`); where it is
 * not there yet, they wait in it for the fact that says the rest. `add`: commutative increments; the row starts at zero.
 */
export type Change =
  | { readonly do: 'insert'; readonly table: Table; readonly row: Row }
  | Upsert
  | Revise
  | {
      readonly do: 'add';
      readonly table: Table;
      readonly key: Row;
      readonly deltas: Readonly<Record<string, number>>;
    };

export interface Upsert {
  readonly do: 'upsert';
  readonly table: Table;
  readonly row: Row;
  /** The version its author replaced, where the fact tells: a hint of what may have changed, to be held against the row itself. */
  readonly was?: Row;
}

export interface Revise {
  readonly do: 'revise';
  readonly table: Table;
  /** What it says, its key and its `rev`; the rest is what stands where no fact has said all of the row, `whole_rev` 0. */
  readonly row: Row;
}

export type Value = string | number | Uint8Array | null;
export type Row = Readonly<Record<string, Value>>;

export const insert = <T extends Table>(table: T, row: RowOf<T> & Row): Change => ({
  do: 'insert',
  table,
  row,
});

export const upsert = <T extends Table>(table: T, row: RowOf<T> & Row, was?: RowOf<T> & Row): Upsert => {
  if (!('rev' in table.columns)) throw new Error(`${table.name} has no rev, so its rows can't be replaced`);
  return was === undefined ? { do: 'upsert', table, row } : { do: 'upsert', table, row, was };
};

export function revise<T extends Table>(table: T, row: RowOf<T> & Row): Revise {
  if (table.alone.length === 0) throw new Error(`${table.name} has no columns a fact may say alone`);
  return { do: 'revise', table, row };
}

export const add = <T extends Table>(
  table: T,
  key: Partial<RowOf<T>> & Row,
  deltas: { readonly [K in keyof RowOf<T>]?: number } & Readonly<Record<string, number>>,
): Change => ({ do: 'add', table, key, deltas });

/** Effects on local state, in the same transaction as the entry. */
export type LocalEffect =
  | { readonly do: 'put'; readonly table: Table; readonly row: Row }
  | { readonly do: 'patch'; readonly table: Table; readonly key: Row; readonly set: Row }
  | { readonly do: 'drop'; readonly table: Table; readonly key: Row };

export const put = <T extends Table>(table: T, row: RowOf<T> & Row): LocalEffect =>
  local(table, { do: 'put', table, row });
export const patch = <T extends Table>(
  table: T,
  key: Partial<RowOf<T>> & Row,
  set: Partial<RowOf<T>> & Row,
): LocalEffect => local(table, { do: 'patch', table, key, set });
export const drop = <T extends Table>(table: T, key: Partial<RowOf<T>> & Row): LocalEffect =>
  local(table, { do: 'drop', table, key });

function local(table: Table, effect: LocalEffect): LocalEffect {
  if (table.room !== 'local') throw new Error(`${table.name} is not local state: only a projector writes it`);
  return effect;
}
