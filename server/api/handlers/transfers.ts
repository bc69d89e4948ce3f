import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { err, type Result } from '#shared/domain/result.ts';
import type { Host } from '#shared/services/journal/host.ts';
import { getTransfer } from '#shared/services/transfers/get-transfer.ts';
import { namesIn } from '#shared/services/transfers/named-transfer.ts';
import { recallTransfer } from '#shared/services/transfers/recall-transfer.ts';
import { settleTransfer } from '#shared/services/transfers/settle-transfer.ts';
import { readTransfers } from '#shared/services/transfers/transfer-rows.ts';
import { transferHead } from '#shared/services/transfers/transfer-view.ts';
import { findTransfers } from '../chain/transfers.ts';
import type { Hq } from '../hq.ts';
import { answer, type HqHandlers, type On, tell } from '../router.ts';
import { nameOf } from './chain-sales.ts';

/** Goods between stores. A transfer is read where it was sent from; what headquarters says of it, it says for that store. */
export function transferHandlers(hq: Hq, on: On): HqHandlers<'transfers'> {
  const { read, self } = hq.host;
  const at = (store: string) => ({ read, self: { ...self, store: store as StoreId } });
  const named = async () => {
    // Of the chain no store is its own, so all have their names.
    const who = { nameOf: await nameOf(hq), accountOf: await accountsOf(hq) };
    const { head, whole, storeName } = await namesIn(hq.host, who);
    return { head, whole, of: (from: string) => ({ from, fromName: storeName(from) }) };
  };
  /** The host of the store that sent it; there is none for a transfer nobody knows. */
  const senderOf = async <T>(
    { from, transfer }: { readonly from: string; readonly transfer: string },
    work: (host: Host) => Promise<Result<T, DomainError>>,
  ): Promise<Result<T, DomainError>> => {
    const known = await readTransfers(read, from, [transfer]);
    return known.length === 0 ? err(refuse('NOT_FOUND', { transfer })) : work(await hq.hostOf(from));
  };
  const changed = <T>(said: T): T => {
    hq.changes.tell(['transfer', 'exceptions']);
    return said;
  };
  return {
    list: on.transfers.list.handler(async ({ input }) => {
      const { head, of } = await named();
      const { rows, more } = await findTransfers(hq, input);
      return {
        rows: rows.map(([from, each]) => ({ ...head(transferHead(each, from as StoreId)), ...of(from) })),
        more,
      };
    }),
    get: on.transfers.get.handler(async ({ input: { from, transfer } }) => {
      const { whole, of } = await named();
      return { ...whole(answer(await getTransfer(at(from))(transfer))), ...of(from) };
    }),
    recall: on.transfers.recall.handler(async (call) =>
      changed(await tell(call, (by) => senderOf(call.input, (host) => recallTransfer(host)(by, call.input)))),
    ),
    settle: on.transfers.settle.handler(async (call) =>
      changed(await tell(call, (by) => senderOf(call.input, (host) => settleTransfer(host)(by, call.input)))),
    ),
  };
}

/** Who signs in at headquarters, by account. */
async function accountsOf({ sql }: Hq): Promise<(account: string) => string> {
  const users = await sql.rows((db) => db.selectFrom('hq_user').select(['id', 'account']));
  const accounts = new Map(users.map(({ id, account }) => [id, account]));
  return (account) => accounts.get(account) ?? '';
}
