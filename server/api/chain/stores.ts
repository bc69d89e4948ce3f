import type { StoreRow } from '#shared/contract/hq/stores.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { TypedPool } from '../../typed-sql.ts';

/** Every store that is open, by its code. */
export async function listStores(sql: TypedPool): Promise<StoreRow[]> {
  const rows = await sql.rows((db) =>
    db
      .selectFrom('hq_store')
      .select(['store', 'name', 'opened_at'])
      .where('closed_at', 'is', null)
      .orderBy('store'),
  );
  const registers = await sql.rows((db) =>
    db
      .selectFrom('device')
      .select((e) => ['store', e.fn.countAll<number>().as('count')])
      .where('state', '=', 'active')
      .groupBy('store'),
  );
  const open = await sql.rows((db) =>
    db
      .selectFrom('exception')
      .select((e) => ['store', e.fn.countAll<number>().as('count')])
      .where('settled_at', 'is', null)
      .groupBy('store'),
  );
  const countOf = (counts: readonly { store: string; count: number }[], store: string) =>
    counts.find((each) => each.store === store)?.count ?? 0;
  return rows.map(({ store, name, opened_at }) => ({
    store,
    name,
    registers: countOf(registers, store),
    exceptions: countOf(open, store),
    madeAt: opened_at,
  }));
}

/** Opens a store. Told again under the same name it is the same store; another one of that code refuses CODE_TAKEN. */
export async function addStore(
  sql: TypedPool,
  { store, name, at }: { readonly store: string; readonly name: string; readonly at: number },
): Promise<Result<null, DomainError>> {
  await sql.change((db) =>
    db
      .insertInto('hq_store')
      .values({ store, name, opened_at: at, closed_at: null })
      .onConflict((clash) => clash.doNothing()),
  );
  const kept = await sql.first((db) => db.selectFrom('hq_store').selectAll().where('store', '=', store));
  const isSame = kept?.name === name && kept.closed_at === null;
  return isSame ? ok(null) : err(refuse('CODE_TAKEN', { field: 'store' }));
}

/** Refuses NOT_FOUND. */
export async function renameStore(
  sql: TypedPool,
  { store, name }: { readonly store: string; readonly name: string },
): Promise<Result<null, DomainError>> {
  const done = await sql.change((db) =>
    db.updateTable('hq_store').set({ name }).where('store', '=', store).where('closed_at', 'is', null),
  );
  return done === 1 ? ok(null) : err(refuse('NOT_FOUND'));
}
