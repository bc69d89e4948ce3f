import type { StoreId } from '#shared/domain/ids.ts';
import { getTransfer } from '#shared/services/transfers/get-transfer.ts';
import { listTransfers } from '#shared/services/transfers/list-transfers.ts';
import { namesIn } from '#shared/services/transfers/named-transfer.ts';
import type { Hq } from '../hq.ts';
import { answer, type HqHandlers, type On } from '../router.ts';
import { nameOf } from './chain-sales.ts';

/** Goods between stores, as each of them sees it. */
export function transferHandlers(hq: Hq, on: On): HqHandlers<'transfers'> {
  const { read, self } = hq.host;
  const at = (store: string) => ({ read, self: { ...self, store: store as StoreId } });
  return {
    list: on.transfers.list.handler(async ({ input }) => {
      const { head } = await namesIn(at(input.store), await nameOf(hq));
      return (await listTransfers(at(input.store))(input)).map(head);
    }),
    get: on.transfers.get.handler(async ({ input }) => {
      const { whole } = await namesIn(at(input.store), await nameOf(hq));
      return whole(answer(await getTransfer(at(input.store))(input.transfer)));
    }),
  };
}
