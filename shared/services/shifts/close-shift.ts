import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { TenderId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { type ClosedShift, decideCloseShift } from '#shared/domain/shift/close-shift.ts';
import { drop } from '#shared/journal/change.ts';
import { shiftClosed } from '#shared/journal/entries/shift.ts';
import { localCount } from '#shared/journal/tables/local.ts';
import type { By } from '../journal/by.ts';
import { type Deciding, fact, type Host } from '../journal/host.ts';
import { wasAnswered } from '../journal/was-answered.ts';
import { readCounterFacts } from '../sales/counter-facts.ts';
import { queueSlip, type SlipPrinter } from '../sales/slip-printer.ts';
import { shiftSlipFor } from './blind-slip.ts';
import { cashTender } from './cash-tender.ts';
import { readGrandTotals } from './grand-totals.ts';
import { readLeftTickets, voidLeftTickets } from './left-tickets.ts';
import { type Counted, denominationsOf } from './open-shift.ts';
import { readShiftFacts } from './shift-facts.ts';
import { readZ, type ZView, zViewOf } from './z-report.ts';

export interface CloseShift {
  /** The one that was counted: closing it never closes the one that was opened after it. */
  readonly shift: string;
  readonly counted: Counted;
  /** Declared amounts of the other tenders, minor units. */
  readonly declared: readonly { readonly tender: string; readonly amount: number }[];
  readonly tickets: 'keep' | 'void';
  readonly note: string;
}

/**
 * The Z: freezes report and count under a gapless number. Unfinished tickets are kept for the next shift or voided first, each by
 * a command of its own (`left-tickets.ts`), and only once it is known that the close itself would not be refused.
 * A shift that is closed already is answered with the Z that stands, and nothing is written: its `command` says whose it is.
 * Refuses as `decideCloseShift`, NOT_FOUND (no shift of this register), CART_HAS_TENDERS, CART_CHANGED (a ticket came while the
 * others were voided).
 */
export const closeShift =
  (host: Host, printer: SlipPrinter) =>
  async (by: By, input: CloseShift): Promise<Result<ZView, DomainError>> => {
    let voided = 0;
    if (input.tickets === 'void' && !(await wasAnswered(host.read, by.command.id))) {
      const cleared = await clearTickets(host, by, input);
      if (!cleared.ok) return cleared;
      voided = cleared.value;
    }
    return host.commit(by.command, async (state) => {
      const stands = await readZ(state, input.shift);
      if (stands?.z.register === state.self.register) return ok({ answer: zViewOf(stands, by.actor) });
      const decided = await decide(host, by, { input, state });
      if (!decided.ok) return decided;
      const { shift, number, tickets } = decided.value;
      if (input.tickets === 'void' && tickets.voided > 0) return err(refuse('CART_CHANGED'));
      const closed = { ...decided.value, tickets: { ...tickets, voided } };
      const document = shiftSlipFor(by.actor, shift);
      const slip = { id: by.command.id, kind: 'z', document, number, copy: 0, at: state.at } as const;
      const { local } = queueSlip(printer, slip);
      return ok({
        entry: fact(shiftClosed, closed, shift),
        local: [drop(localCount, { shift }), ...local],
        answer: zViewOf({ z: closed, command: by.command.id, closedAt: state.at, copies: 0 }, by.actor),
      });
    });
  };

/** Voids what is left, if the close as it stands would go through; how many. Otherwise the close says why not. */
async function clearTickets(host: Host, by: By, input: CloseShift): Promise<Result<number, DomainError>> {
  const state = { read: host.read, self: host.self, at: host.now() };
  const asItStands = await decide(host, by, { input, state });
  if (!asItStands.ok) return ok(0);
  const left = await readLeftTickets(host.read, host.self);
  const voided = await voidLeftTickets(host, by, { reason: input.note || VOIDED_AT_CLOSE, left });
  return voided.ok ? ok(left.open.length + left.parked.length) : voided;
}

/** The reason on a ticket voided by a close without a note; a code, since no words are kept in facts. */
const VOIDED_AT_CLOSE = 'shift.close';

async function decide(
  host: Host,
  by: By,
  { input, state }: { readonly input: CloseShift; readonly state: Deciding },
): Promise<Result<ClosedShift, DomainError>> {
  const { read, self } = state;
  const cash = cashTender(host);
  if (!cash.ok) return cash;
  const { shift, drawer, counter, number } = await readCounterFacts(read, self, {
    kind: 'z',
    // Whoever may close, may close for another: the right says so.
    user: { person: by.actor.person, sharedShift: true },
  });
  if (shift === null || shift !== input.shift) return err(refuse('NOT_FOUND', { shift: input.shift }));
  const left = await readLeftTickets(read, self);
  const held = left.open.find((cart) => cart.tenders.length > 0);
  if (held) return err(refuse('CART_HAS_TENDERS', { ticket: held.id, label: held.label }));
  const { tenders } = host.chain();
  return decideCloseShift(
    {
      cash: { counted: denominationsOf(input.counted), total: null },
      declared: input.declared.map(({ tender, amount }) => ({
        tender: tender as TenderId,
        amount: minor(amount),
      })),
      tickets: input.tickets,
      note: input.note,
    },
    {
      drawer,
      number,
      counter,
      tenders,
      facts: await readShiftFacts(
        read,
        {
          store: self.store,
          shift,
        },
        tenders,
      ),
      register: self.register,
      cashTender: cash.value.id,
      tickets: left.open.length + left.parked.length,
      grandTotals: await readGrandTotals(read, self),
      actor: by.actor,
      approvals: by.approvals,
    },
  );
}
