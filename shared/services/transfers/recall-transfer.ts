import type { DomainError } from '#shared/domain/error.ts';
import type { TransferSettlementId } from '#shared/domain/ids.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { decideRecall } from '#shared/domain/transfer/recall-transfer.ts';
import { transferRecalled } from '#shared/journal/entries/transfer.ts';
import type { By } from '../journal/by.ts';
import { fact, type Host } from '../journal/host.ts';
import { readSentAway } from './sent-away.ts';

export interface RecallTransfer {
  readonly transfer: string;
  readonly note: string;
}

/** Takes back what this store sent and is still on its way; the command's id is the settlement's. Refuses NOT_FOUND, and as `decideRecall`. */
export const recallTransfer =
  (host: Pick<Host, 'commit'>) =>
  (by: By, { transfer, note }: RecallTransfer): Promise<Result<{ settlement: string }, DomainError>> =>
    host.commit(by.command, async ({ read, self }) => {
      const settlement = by.command.id as TransferSettlementId;
      const sent = await readSentAway(read, self.store, transfer);
      if (!sent.ok) return sent;
      const decided = decideRecall(sent.value, note, {
        settlement,
        actor: by.actor,
        approvals: by.approvals,
      });
      if (!decided.ok) return decided;
      return ok({ entry: fact(transferRecalled, decided.value), answer: { settlement } });
    });
