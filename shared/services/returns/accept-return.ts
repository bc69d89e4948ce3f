import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { ReturnId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { decideReturn } from '#shared/domain/returns/accept-return.ts';
import { returnAccepted } from '#shared/journal/entries/return-accepted.ts';
import type { By } from '../journal/by.ts';
import { fact, type Host } from '../journal/host.ts';
import { readCounterFacts } from '../sales/counter-facts.ts';
import { drawerUser } from '../sales/drawer-user.ts';
import { opensDrawer } from '../sales/opens-drawer.ts';
import { queueSlip, type SlipPrinter } from '../sales/slip-printer.ts';
import { settingsOf } from '../tickets/cart-context.ts';
import { type BroughtBack, linesOf } from './preview-return.ts';
import { readSoldAndReturned } from './sold-and-returned.ts';

export interface ReturnDone {
  readonly ret: string;
  readonly number: string;
  readonly total: number;
  readonly rounding: number;
  readonly drawer: boolean;
  readonly printJob: string | null;
}

/**
 * Takes goods of a sale back and gives the money back to the tenders it came from; own number series. What is left of each line
 * is sold minus the sum of returns as they stand in this command's turn. Refuses NOT_FOUND, SOLD_ELSEWHERE (another register's sale)
 * and as `decideReturn`.
 */
export const acceptReturn =
  (host: Host, printer: SlipPrinter) =>
  (by: By, input: BroughtBack & { readonly reason: string }): Promise<Result<ReturnDone, DomainError>> =>
    host.commit(by.command, async (state) => {
      const { read, self, at } = state;
      const known = await readSoldAndReturned({ ...state, codec: host.codec }, input.sale);
      if (!known) return err(refuse('NOT_FOUND', { sale: input.sale }));
      if (known.soldAt !== null) return err(refuse('SOLD_ELSEWHERE', { register: known.soldAt }));
      const { shift, ...facts } = await readCounterFacts(read, self, {
        kind: 'return',
        user: drawerUser(host, by),
      });
      const ret = by.command.id as ReturnId;
      const decided = decideReturn(
        known,
        { lines: linesOf(input), reason: input.reason },
        {
          ...facts,
          settings: settingsOf(host),
          ret,
          register: self.register,
          clerk: by.actor,
          approvals: by.approvals,
        },
      );
      if (!decided.ok) return decided;
      const { number, total, rounding, tenders } = decided.value;
      const slip = queueSlip(printer, { id: ret, kind: 'return', document: ret, number, copy: 0, at });
      return ok({
        entry: fact(returnAccepted, decided.value, shift),
        local: slip.local,
        answer: { ret, number, total, rounding, drawer: opensDrawer(host, tenders), printJob: slip.printJob },
      });
    });
