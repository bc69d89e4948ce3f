import type { Qty } from '../numbers.ts';
import { qty } from '../numbers.ts';
import type { BackPlace } from './transfer.ts';

/**
 * `shipped`: nothing was counted in yet. `received`: all of it was, or the receiver says that no more came. `recalled`: all of it was taken
 * back before anything was counted in. `closed`: what was not counted in has been taken back or written off, and nothing was both.
 */
export const TRANSFER_STATUSES = ['shipped', 'partly-received', 'received', 'recalled', 'closed'] as const;
export type TransferStatus = (typeof TRANSFER_STATUSES)[number];

export interface LineFigures {
  readonly line: number;
  readonly sent: Qty;
  /** All that was counted in. */
  readonly received: Qty;
  /** Taken back by the store that sent: on its shelf again, or damaged. */
  readonly returned: Qty;
  /** Written off. */
  readonly lost: Qty;
  /** Sent, and neither counted in nor taken back. */
  readonly inTransit: Qty;
  /** Received less sent. */
  readonly over: Qty;
  /** Taken back although it was counted in: goods are in one place only, so a person says where. */
  readonly twice: Qty;
}

export interface TransferState {
  readonly status: TransferStatus;
  /** A person has to say something: goods are missing although no more is awaited, or were taken back and counted in. */
  readonly differs: boolean;
  /** More came than was sent. It stands on the shelf there, so there is nothing to settle. */
  readonly over: boolean;
  readonly lines: readonly LineFigures[];
}

interface Counted {
  readonly complete: boolean;
  readonly lines: readonly { readonly line: number; readonly qty: number }[];
}
interface Back {
  readonly of: number;
  readonly place: BackPlace;
  readonly back: number;
}

/**
 * Where a transfer stands: a function of its rows alone, those of the store that sent and those of the store that receives. A receipt
 * wins: what was taken back counts for what no receipt took.
 */
export function transferState(
  sent: readonly { readonly line: number; readonly qty: number }[],
  receipts: readonly Counted[],
  backs: readonly Back[],
): TransferState {
  const came = sums(receipts.flatMap(({ lines }) => lines.map((each) => [each.line, each.qty])));
  const lost = sums(backs.filter(({ place }) => place === 'SCRAP').map((each) => [each.of, each.back]));
  const home = sums(backs.filter(({ place }) => place !== 'SCRAP').map((each) => [each.of, each.back]));
  const lines = sent.map(({ line, qty: whole }): LineFigures => {
    const received = came.get(line) ?? 0;
    const [returned, gone] = [home.get(line) ?? 0, lost.get(line) ?? 0];
    const awaited = Math.max(0, whole - received);
    const counts = Math.min(awaited, returned + gone);
    return {
      line,
      sent: qty(whole),
      received: qty(received),
      returned: qty(returned),
      lost: qty(gone),
      inTransit: qty(awaited - counts),
      over: qty(Math.max(0, received - whole)),
      twice: qty(returned + gone - counts),
    };
  });
  const isAllThere = lines.every(({ inTransit }) => inTransit === 0);
  const isComplete = receipts.some(({ complete }) => complete);
  const isBack = lines.some(({ returned, lost: gone, twice }) => returned + gone > twice);
  const isTwice = lines.some(({ twice }) => twice > 0);
  const isCounted = receipts.length > 0;
  const status = statusOf({ isAllThere, isComplete, isBack, isTwice, isCounted });
  return {
    status,
    differs: isTwice || (status === 'received' && !isAllThere),
    over: lines.some(({ over }) => over > 0),
    lines,
  };
}

function statusOf(is: {
  readonly isAllThere: boolean;
  readonly isComplete: boolean;
  readonly isBack: boolean;
  readonly isTwice: boolean;
  readonly isCounted: boolean;
}): TransferStatus {
  if (is.isAllThere && is.isBack && !is.isCounted) return 'recalled';
  if (is.isAllThere && is.isBack && !is.isTwice) return 'closed';
  if (is.isAllThere || is.isComplete) return 'received';
  return is.isCounted ? 'partly-received' : 'shipped';
}

function sums(pairs: readonly (readonly [number, number])[]): ReadonlyMap<number, number> {
  const totals = new Map<number, number>();
  for (const [line, amount] of pairs) totals.set(line, (totals.get(line) ?? 0) + amount);
  return totals;
}
