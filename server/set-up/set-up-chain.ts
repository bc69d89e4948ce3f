import { err, ok, type Result } from '#shared/domain/result.ts';
import { STORE_CODE } from '#shared/domain/ticket-number.ts';
import type { HqPool, Sql } from '../store/pool.ts';

export interface ChainDraft {
  readonly chain: string;
  readonly store: { readonly code: string; readonly name: string };
}

/** Why a chain can't be set up so. Nothing was written. */
export type SetUpFault =
  | 'SET_UP_ALREADY'
  | 'CHAIN_NAME_MISSING'
  | 'STORE_CODE_INVALID'
  | 'STORE_NAME_MISSING';

export async function isSetUp(sql: Sql): Promise<boolean> {
  const { count } = await sql.query(`select 1 from hq_state where key = 'chain'`);
  return count > 0;
}

/**
 * Makes the chain and its first store, once. `also` writes what has to be there from the first moment on in the same transaction, such
 * as the owner who may sign in: a page that asks for one leaves no chain without anybody to run it.
 */
export async function setUpChain(
  { pool, now }: { readonly pool: HqPool; readonly now: () => number },
  draft: ChainDraft,
  also: (tx: Sql) => Promise<void> = async () => {},
): Promise<Result<void, SetUpFault>> {
  const chain = draft.chain.trim();
  const name = draft.store.name.trim();
  if (chain === '' || chain.length > 120) return err('CHAIN_NAME_MISSING');
  if (!STORE_CODE.test(draft.store.code)) return err('STORE_CODE_INVALID');
  if (name === '') return err('STORE_NAME_MISSING');
  return await pool.transaction(async (tx) => {
    const first = await tx.query(
      `insert into hq_state (key, value) values ('chain', $1) on conflict (key) do nothing`,
      [chain],
    );
    if (first.count === 0) return err('SET_UP_ALREADY');
    await tx.query('insert into hq_store (store, name, opened_at) values ($1, $2, $3)', [
      draft.store.code,
      name,
      now(),
    ]);
    await also(tx);
    return ok(undefined);
  });
}
