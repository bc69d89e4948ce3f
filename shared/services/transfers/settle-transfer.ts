import type { DomainError } from '#shared/domain/error.ts';
import type { TransferSettlementId } from '#shared/domain/ids.ts';
import { qty } from '#shared/domain/numbers.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { decideSettlement, type Outcome } from '#shared/domain/transfer/settle-transfer.ts';
import { transferSettled } from '#shared/journal/entries/transfer.ts';
import type { By } from '../journal/by.ts';
import { fact, type Host } from '../journal/host.ts';
import { readSentAway } from './sent-away.ts';

export interface SettleTransfer {
  readonly transfer: string;
  readonly lines: readonly { readonly line: number; readonly outcome: Outcome; readonly qty: number }[];
  readonly note: string;
}

/**
 * Says what became of goods this store sent and the other did not count in; the command's id is the settlement's. Refuses NOT_FOUND, and
 * as `decideSettlement`.
 */
export const settleTransfer =
  (host: Pick<Host, 'commit'>) =>
  (by: By, input: SettleTransfer): Promise<Result<{ settlement: string }, DomainError>> =>
    host.commit(by.command, async ({ read, self }) => {
      const settlement = by.command.id as TransferSettlementId;
      const sent = await readSentAway(read, self.store, input.transfer);
      if (!sent.ok) return sent;
      const lines = input.lines.map((each) => ({ ...each, qty: qty(each.qty) }));
      const decided = decideSettlement(
        sent.value,
        { lines, note: input.note },
        { settlement, actor: by.actor, approvals: by.approvals },
      );
      if (!decided.ok) return decided;
      return ok({ entry: fact(transferSettled, decided.value), answer: { settlement } });
    });
