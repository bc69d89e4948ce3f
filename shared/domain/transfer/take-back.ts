import { type DomainError, refuse } from '../error.ts';
import type { StoreId, TransferId, TransferSettlementId } from '../ids.ts';
import { micro, type Qty, qty } from '../numbers.ts';
import { authorize } from '../people/authorize.ts';
import type { Actor, Approval } from '../people/person.ts';
import type { Right } from '../people/rights.ts';
import { err, ok, type Result } from '../result.ts';
import type { Move } from '../stock/move.ts';
import { shareOf } from './line-value.ts';
import type { BackLine, BackPlace, SentLine, TakenSoFar, TransferTakenBack } from './transfer.ts';

/** A dispatch as the store that sent it knows it. */
export interface SentAway {
  readonly transfer: TransferId;
  readonly to: StoreId;
  readonly lines: readonly SentLine[];
  /** What receipts took out of it, by line. */
  readonly received: ReadonlyMap<number, TakenSoFar>;
  /** What this store took back, by line, and where to. */
  readonly back: ReadonlyMap<number, TakenBack>;
  /** The other store awaits no more of it. */
  readonly complete: boolean;
}

export interface TakenBack extends TakenSoFar {
  readonly places: Readonly<Record<BackPlace, Qty>>;
}

export interface BackContext {
  readonly settlement: TransferSettlementId;
  readonly actor: Actor;
  readonly approvals: readonly Approval[];
}

/** So much of a line comes to a place, or below zero leaves it again. */
export interface BackStep {
  readonly line: SentLine;
  readonly place: BackPlace;
  readonly back: Qty;
}

/** What stands open of a line where it was sent: still on its way, or taken back although the other store has it. */
export function openOf(sent: SentAway, { line, qty: whole }: SentLine): { onWay: Qty; twice: Qty } {
  const received = sent.received.get(line)?.qty ?? 0;
  const back = sent.back.get(line)?.qty ?? 0;
  const gone = received + back;
  return { onWay: qty(Math.max(0, whole - gone)), twice: qty(Math.min(back, Math.max(0, gone - whole))) };
}

/**
 * The fact that does these steps. Whatever is taken back has the value it was sent with, by the cumulative share of all that is gone of
 * its line: once as much is gone as was sent, clearing has neither goods nor value of it. Asks `right`, target the transfer.
 */
export function takingBack(
  sent: SentAway,
  given: { readonly right: Right; readonly note: string; readonly steps: readonly BackStep[] },
  { settlement, actor, approvals }: BackContext,
): Result<TransferTakenBack, DomainError> {
  const used = authorize(actor, given.right, { target: sent.transfer, amount: null }, approvals);
  if (!used.ok) return used;
  const gone = new Map<number, TakenSoFar>();
  const lines: BackLine[] = [];
  const moves: Move[] = [];
  for (const [index, { line, place, back }] of given.steps.entries()) {
    const before = gone.get(line.line) ?? goneOf(sent, line.line);
    const value = shareOf(line, qty(before.qty + back));
    gone.set(line.line, { qty: qty(before.qty + back), value });
    const own = index + 1;
    lines.push({ line: own, of: line.line, item: line.item, place, back });
    moves.push(moveOf({ line, place, back }, own, value - before.value));
  }
  return ok({
    settlement,
    transfer: sent.transfer,
    to: sent.to,
    by: actor.person,
    note: given.note.trim().slice(0, 200),
    lines,
    moves,
    approvals: used.value === null ? [] : [used.value],
  });
}

/** Refuses TRANSFER_DONE where nothing of it is on its way any more. */
export const stillAway = (sent: SentAway): Result<null, DomainError> =>
  sent.lines.some((line) => openOf(sent, line).onWay > 0) ? ok(null) : err(refuse('TRANSFER_DONE'));

function goneOf({ received, back }: SentAway, line: number): TakenSoFar {
  const [there, here] = [received.get(line), back.get(line)];
  return {
    qty: qty((there?.qty ?? 0) + (here?.qty ?? 0)),
    value: micro((there?.value ?? 0) + (here?.value ?? 0)),
  };
}

function moveOf({ line, place, back }: BackStep, own: number, value: number): Move {
  const shared = { line: own, item: line.item, costUnknown: line.costUnknown };
  return back > 0
    ? {
        ...shared,
        kind: place === 'SCRAP' ? 'scrap' : 'transfer-back',
        from: 'CLEARING_OUT',
        to: place,
        qty: back,
        value: micro(value),
      }
    : {
        ...shared,
        kind: 'reversal',
        from: place,
        to: 'CLEARING_OUT',
        qty: qty(0 - back),
        value: micro(0 - value),
      };
}
