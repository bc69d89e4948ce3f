import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { TenderId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { decideCorrectTender } from '#shared/domain/shift/correct-tender.ts';
import { tenderCorrected } from '#shared/journal/entries/shift.ts';
import type { By } from '../journal/by.ts';
import { fact, type Host } from '../journal/host.ts';
import { readSoldAndReturned } from '../returns/sold-and-returned.ts';
import { readDrawer } from '../shifts/drawer.ts';

export interface CorrectTender {
  readonly sale: string;
  /** Which of the sale's tenders, from 0. */
  readonly index: number;
  readonly tender: string;
  readonly reference: string | null;
  readonly reason: string;
}

/**
 * The kind of a tender was wrong: it moves to the other tender's column of the drawer, the sale itself never changes.
 * Refuses NOT_FOUND, and as `decideCorrectTender`.
 */
export const correctTender =
  (host: Host) =>
  (by: By, input: CorrectTender): Promise<Result<Record<string, never>, DomainError>> =>
    host.commit(by.command, async (state) => {
      const known = await readSoldAndReturned({ ...state, codec: host.codec }, input.sale);
      if (!known) return err(refuse('NOT_FOUND', { sale: input.sale }));
      const drawer = await readDrawer(state.read, state.self);
      if (!drawer) return err(refuse('SHIFT_CLOSED'));
      const { index, reference, reason } = input;
      const decided = decideCorrectTender(
        known.original,
        { index, to: input.tender as TenderId, reference, reason },
        {
          drawer: drawer.state,
          shift: drawer.shift,
          saleShift: known.shift === drawer.shift ? drawer.shift : null,
          refunded: known.soFar.tenders.length > 0,
          tenders: host.chain().tenders,
          actor: by.actor,
          approvals: by.approvals,
        },
      );
      if (!decided.ok) return decided;
      return ok({ entry: fact(tenderCorrected, decided.value, drawer.shift), answer: {} });
    });
