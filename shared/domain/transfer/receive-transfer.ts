import { type DomainError, refuse } from '../error.ts';
import type { StoreId, TransferId, TransferReceiptId } from '../ids.ts';
import { sub } from '../money.ts';
import { micro, type Qty, qty } from '../numbers.ts';
import { authorize } from '../people/authorize.ts';
import type { Actor, Approval } from '../people/person.ts';
import { checkQuantity } from '../quantity.ts';
import { err, ok, type Result } from '../result.ts';
import type { Move } from '../stock/move.ts';
import { shareOf } from './line-value.ts';
import type { ReceivedLine, SentLine, TakenSoFar, TransferReceived } from './transfer.ts';

/** A dispatch as the store it goes to knows it, with what earlier receipts took of it, by line. */
export interface OnItsWay {
  readonly transfer: TransferId;
  readonly from: StoreId;
  readonly lines: readonly SentLine[];
  readonly taken: ReadonlyMap<number, TakenSoFar>;
}

/** What was counted: a line that is left out was not looked at, one with 0 was not there. */
export interface CountedTransfer {
  readonly lines: readonly { readonly line: number; readonly qty: Qty }[];
  readonly complete: boolean;
  readonly note: string;
}

export interface ReceiptContext {
  readonly receipt: TransferReceiptId;
  readonly actor: Actor;
  readonly approvals: readonly Approval[];
}

const NOTHING: TakenSoFar = { qty: qty(0), value: micro(0) };

/** What of a line nobody has taken yet; never below zero, whatever two registers that did not know of each other took. */
export const stillOnItsWay = (line: Pick<SentLine, 'qty'>, taken: Pick<TakenSoFar, 'qty'> | undefined): Qty =>
  qty(Math.max(0, line.qty - (taken?.qty ?? 0)));

/**
 * Goods of a transfer are counted in, whole or in part. What was on its way is taken out of it at the cost it was sent with, so that any
 * parts sum to exactly what was sent; what was never sent comes from ADJUSTMENT; what is missing stays on its way. What the other store
 * took back meanwhile does not count here: whoever has the goods in hand counts them in. Every line is checked before anything is decided. Asks `stock.transfer`, target the transfer. Refuses TRANSFER_DONE (nothing is on its way any
 * more), TRANSFER_EMPTY (nothing came, and more is awaited), LINE_NOT_FOUND, QUANTITY_*, RIGHT_MISSING, APPROVAL_NEEDED.
 */
export function decideReceipt(
  sent: OnItsWay,
  counted: CountedTransfer,
  context: ReceiptContext,
): Result<TransferReceived, DomainError> {
  if (sent.lines.every((line) => stillOnItsWay(line, sent.taken.get(line.line)) === 0))
    return err(refuse('TRANSFER_DONE'));
  const parts: Part[] = [];
  for (const { line, qty: came } of counted.lines) {
    const found = sent.lines.find((each) => each.line === line);
    if (found === undefined || parts.some((part) => part.line === found))
      return err(refuse('LINE_NOT_FOUND', { line }));
    if (came !== 0) {
      const checked = checkQuantity(came, found.unit);
      if (!checked.ok) return checked;
    }
    parts.push({ line: found, came, taken: sent.taken.get(line) ?? NOTHING });
  }
  const isNothing = parts.every(({ came }) => came === 0);
  if (parts.length === 0 || (isNothing && !counted.complete)) return err(refuse('TRANSFER_EMPTY'));
  const { actor, approvals, receipt } = context;
  const used = authorize(actor, 'stock.transfer', { target: sent.transfer, amount: null }, approvals);
  if (!used.ok) return used;
  return ok({
    receipt,
    transfer: sent.transfer,
    from: sent.from,
    by: actor.person,
    note: counted.note.trim().slice(0, 200),
    complete: counted.complete,
    lines: parts.map(receivedLine),
    moves: parts.flatMap(arriving),
    approvals: used.value === null ? [] : [used.value],
  });
}

interface Part {
  readonly line: SentLine;
  readonly came: Qty;
  readonly taken: TakenSoFar;
}

const receivedLine = ({ line, came, taken }: Part): ReceivedLine => ({
  line: line.line,
  item: line.item,
  qty: came,
  expected: stillOnItsWay(line, taken),
});

function arriving({ line, came, taken }: Part): Move[] {
  const due = qty(Math.min(came, stillOnItsWay(line, taken)));
  const more = sub(came, due);
  const shared = { line: line.line, item: line.item, to: 'SALEABLE', costUnknown: line.costUnknown } as const;
  const moves: Move[] = [
    {
      ...shared,
      kind: 'transfer-in',
      from: 'CLEARING_IN',
      qty: due,
      value: sub(shareOf(line, qty(taken.qty + due)), taken.value),
    },
    { ...shared, kind: 'adjustment', from: 'ADJUSTMENT', qty: more, value: shareOf(line, more) },
  ];
  return moves.filter((move) => move.qty > 0);
}
