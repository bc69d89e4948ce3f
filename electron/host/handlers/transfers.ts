import { dispatchTransfer } from '#shared/services/transfers/dispatch-transfer.ts';
import { getTransfer } from '#shared/services/transfers/get-transfer.ts';
import { listTransfers } from '#shared/services/transfers/list-transfers.ts';
import { namesIn } from '#shared/services/transfers/named-transfer.ts';
import { otherStores } from '#shared/services/transfers/other-stores.ts';
import { recallTransfer } from '#shared/services/transfers/recall-transfer.ts';
import { receiveTransfer } from '#shared/services/transfers/receive-transfer.ts';
import { settleTransfer } from '#shared/services/transfers/settle-transfer.ts';
import type { Register } from '../register.ts';
import { answer, type Handlers, on, tell } from '../router.ts';

/** Goods to other stores, and from them. */
export function transferHandlers({ host, people }: Register): Handlers<'transfers'> {
  const names = () => namesIn(host, { nameOf: (person) => people.nameOf(person), accountOf: () => '' });
  return {
    stores: on.transfers.stores.handler(otherStores(host)),
    list: on.transfers.list.handler(async ({ input }) => {
      const { head } = await names();
      return (await listTransfers(host)(input)).map(head);
    }),
    get: on.transfers.get.handler(async ({ input }) => {
      const { whole } = await names();
      return whole(answer(await getTransfer(host)(input.transfer)));
    }),
    dispatch: on.transfers.dispatch.handler((call) =>
      tell(call, (by) => dispatchTransfer(host)(by, call.input)),
    ),
    receive: on.transfers.receive.handler((call) =>
      tell(call, (by) => receiveTransfer(host)(by, call.input)),
    ),
    recall: on.transfers.recall.handler((call) => tell(call, (by) => recallTransfer(host)(by, call.input))),
    settle: on.transfers.settle.handler((call) => tell(call, (by) => settleTransfer(host)(by, call.input))),
  };
}
