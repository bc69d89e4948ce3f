import type { Qty } from '../numbers.ts';
import { qty } from '../numbers.ts';

/** `shipped`: nothing was counted in yet. `received`: all of it was, or the receiver says that no more came. */
export type TransferStatus = 'shipped' | 'partly-received' | 'received';

export interface LineFigures {
  readonly line: number;
  readonly sent: Qty;
  /** All that was counted in. */
  readonly received: Qty;
  /** Sent, and taken by no receipt. */
  readonly inTransit: Qty;
  /** Received less sent. */
  readonly over: Qty;
}

export interface TransferState {
  readonly status: TransferStatus;
  /** Something is missing although no more is awaited, or more came than was sent. */
  readonly differs: boolean;
  readonly lines: readonly LineFigures[];
}

/** Where a transfer stands: a function of its rows alone, those of the store that sent and those of the store that receives. */
export function transferState(
  sent: readonly { readonly line: number; readonly qty: number }[],
  receipts: readonly {
    readonly complete: boolean;
    readonly lines: readonly { readonly line: number; readonly qty: number }[];
  }[],
): TransferState {
  const came = new Map<number, number>();
  for (const { line, qty: counted } of receipts.flatMap((receipt) => receipt.lines))
    came.set(line, (came.get(line) ?? 0) + counted);
  const lines = sent.map(({ line, qty: wanted }): LineFigures => {
    const received = came.get(line) ?? 0;
    return {
      line,
      sent: qty(wanted),
      received: qty(received),
      inTransit: qty(Math.max(0, wanted - received)),
      over: qty(Math.max(0, received - wanted)),
    };
  });
  const isAllThere = lines.every(({ inTransit }) => inTransit === 0);
  const isOver = isAllThere || receipts.some(({ complete }) => complete);
  const status = receipts.length === 0 ? 'shipped' : isOver ? 'received' : 'partly-received';
  const differs = lines.some(({ over }) => over > 0) || (status === 'received' && !isAllThere);
  return { status, differs, lines };
}
