import { type DomainError, refuse } from '../error.ts';
import { err, type Result } from '../result.ts';
import { type BackContext, openOf, type SentAway, stillAway, takingBack } from './take-back.ts';
import type { TransferTakenBack } from './transfer.ts';

/**
 * The store that sent takes back all that is still on its way, because it never left or has come back: onto the shelf, at what it was
 * sent with. Where the other store has counted it in meanwhile both facts stand, and the receipt wins: what was taken back of it too is
 * an exception of this store. Asks `stock.transfer`, target the transfer. Refuses TRANSFER_DONE, TRANSFER_COUNTED (the other store awaits
 * no more: what is missing is settled), RIGHT_MISSING, APPROVAL_NEEDED.
 */
export function decideRecall(
  sent: SentAway,
  note: string,
  context: BackContext,
): Result<TransferTakenBack, DomainError> {
  const away = stillAway(sent);
  if (!away.ok) return away;
  if (sent.complete) return err(refuse('TRANSFER_COUNTED'));
  const steps = sent.lines
    .map((line) => ({ line, place: 'SALEABLE' as const, back: openOf(sent, line).onWay }))
    .filter(({ back }) => back > 0);
  return takingBack(sent, { right: 'stock.transfer', note, steps }, context);
}
