import type { ProductAction } from '#shared/domain/catalog/product-action.ts';
import type { ChangeId, PersonId } from '#shared/domain/ids.ts';
import type { Database } from '#shared/journal/database.ts';
import { query, type Reader } from '../journal/query.ts';

/** A change of many products as screens see it; an undoing is shown as the end of what it takes back. */
export interface ProductChangeView {
  /** What can be undone. */
  readonly id: ChangeId;
  readonly action: ProductAction;
  readonly state: 'running' | 'done' | 'undoing' | 'undone' | 'stopped';
  readonly total: number;
  /** Changed so far; of an undoing: put back. */
  readonly changed: number;
  /** Left as they were: they would have become what no product may be; of an undoing: somebody changed them since. */
  readonly leftAlone: number;
  readonly by: PersonId;
  readonly at: number;
}

type Row = Database['product_change'];

const newest = query<Record<string, never>, Row>((db) =>
  db.selectFrom('product_change').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(1),
);
const changeById = query<{ id: string }, Row>((db, param) =>
  db.selectFrom('product_change').selectAll().where('id', '=', param('id')),
);
const wholeUndoing = query<{ id: string }, { id: string }>((db, param) =>
  db
    .selectFrom('product_change')
    .select('id')
    .where('undoes', '=', param('id'))
    .where('remaining', '=', 0)
    .limit(1),
);
const importAtWork = query<Record<string, never>, { id: string }>((db) =>
  db.selectFrom('local_import').select('id').where('state', 'in', ['running', 'undoing']).limit(1),
);

export const newestChange = (read: Reader): Promise<Row | undefined> => read.first(newest, {});

/** The change by that id where there is something to take back: it is no undoing itself, and was not undone to its end. */
export async function undoable(read: Reader, id: ChangeId): Promise<Row | null> {
  const row = await read.first(changeById, { id });
  if (row === undefined || row.undoes !== null) return null;
  return (await read.first(wholeUndoing, { id })) === undefined ? row : null;
}

export const isImporting = async (read: Reader): Promise<boolean> =>
  (await read.first(importAtWork, {})) !== undefined;

/** What the journal tells of a change that is not under way here: with products still to come it was cut short. */
export const viewOfRow = (row: Row): ProductChangeView => ({
  id: (row.undoes ?? row.id) as ChangeId,
  action: JSON.parse(row.action) as ProductAction,
  state: row.remaining > 0 ? 'stopped' : row.undoes === null ? 'done' : 'undone',
  total: row.changed + row.remaining,
  changed: row.changed,
  leftAlone: 0,
  by: row.by as PersonId,
  at: row.at,
});
