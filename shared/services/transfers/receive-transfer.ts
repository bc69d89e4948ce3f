import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { StoreId, TransferId, TransferReceiptId } from '#shared/domain/ids.ts';
import { qty } from '#shared/domain/numbers.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { decideReceipt, type OnItsWay } from '#shared/domain/transfer/receive-transfer.ts';
import { transferReceived } from '#shared/journal/entries/transfer.ts';
import type { By } from '../journal/by.ts';
import { fact, type Host } from '../journal/host.ts';
import { receivedSoFar, sentLine } from './sent-away.ts';
import { readTransfers, type TransferRows } from './transfer-rows.ts';

export interface ReceiveTransfer {
  readonly transfer: string;
  readonly lines: readonly { readonly line: number; readonly qty: number }[];
  readonly complete: boolean;
  readonly note: string;
}

/**
 * Counts goods in that another store sent here; the command's id is the receipt's. Refuses NOT_FOUND (no such transfer is known to be on
 * its way here), and as `decideReceipt`.
 */
export const receiveTransfer =
  (host: Pick<Host, 'commit'>) =>
  (by: By, input: ReceiveTransfer): Promise<Result<{ receipt: string }, DomainError>> =>
    host.commit(by.command, async ({ read, self }) => {
      const receipt = by.command.id as TransferReceiptId;
      const [known] = await readTransfers(read, self.store, [input.transfer]);
      if (known?.transfer.to_store !== self.store)
        return err(refuse('NOT_FOUND', { transfer: input.transfer }));
      const lines = input.lines.map((each) => ({ line: each.line, qty: qty(each.qty) }));
      const decided = decideReceipt(
        onItsWay(known),
        { lines, complete: input.complete, note: input.note },
        { receipt, actor: by.actor, approvals: by.approvals },
      );
      if (!decided.ok) return decided;
      return ok({ entry: fact(transferReceived, decided.value), answer: { receipt } });
    });

const onItsWay = (rows: TransferRows): OnItsWay => ({
  transfer: rows.transfer.transfer as TransferId,
  from: rows.transfer.from_store as StoreId,
  lines: rows.lines.map(sentLine),
  taken: receivedSoFar(rows),
});
