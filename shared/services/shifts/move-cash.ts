import { type DomainError, refuse } from '#shared/domain/error.ts';
import { minor } from '#shared/domain/numbers.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { decideCashMove } from '#shared/domain/shift/move-cash.ts';
import { cashMoved } from '#shared/journal/entries/shift.ts';
import type { By } from '../journal/by.ts';
import { fact, type Host } from '../journal/host.ts';
import { readCounterFacts } from '../sales/counter-facts.ts';
import { drawerUser } from '../sales/drawer-user.ts';
import { queueSlip, type SlipPrinter } from '../sales/slip-printer.ts';
import { cashTender } from './cash-tender.ts';

export interface MoveCashInput {
  readonly kind: 'pay-in' | 'pay-out' | 'drop';
  /** Minor units, above zero. */
  readonly amount: number;
  readonly reason: string;
}

export interface CashMoveDone {
  readonly number: string;
  readonly drawer: boolean;
  readonly printJob: string | null;
}

/** Money into or out of the drawer that is not a sale; own number series, its slip found by the entry. Refuses as `decideCashMove`. */
export const moveCash =
  (host: Host, printer: SlipPrinter) =>
  (by: By, input: MoveCashInput): Promise<Result<CashMoveDone, DomainError>> =>
    host.commit(by.command, async ({ read, self, at }) => {
      const tender = cashTender(host);
      if (!tender.ok) return tender;
      const { shift, drawer, businessDate, counter, number } = await readCounterFacts(read, self, {
        kind: 'cash',
        user: drawerUser(host, by),
      });
      if (shift === null) return err(refuse('SHIFT_CLOSED'));
      const { kind, reason } = input;
      const moved = decideCashMove(
        { kind, amount: minor(input.amount), tender: tender.value.id, reason },
        {
          shift,
          drawer,
          businessDate,
          counter,
          number,
          register: self.register,
          actor: by.actor,
          approvals: by.approvals,
        },
      );
      if (!moved.ok) return moved;
      const document = by.command.id;
      const slip = queueSlip(printer, { id: document, kind: 'cash', document, number, copy: 0, at });
      return ok({
        entry: fact(cashMoved, moved.value, shift),
        local: slip.local,
        answer: { number, drawer: tender.value.opensDrawer, printJob: slip.printJob },
      });
    });
