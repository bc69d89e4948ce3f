import type {
  ProductId,
  StoreId,
  TransferId,
  TransferReceiptId,
  TransferSettlementId,
} from '#shared/domain/ids.ts';
import { micro, type Qty, qty } from '#shared/domain/numbers.ts';
import { anActor } from '#shared/domain/testing/builders.ts';
import { decideDispatch } from '#shared/domain/transfer/dispatch-transfer.ts';
import { decideRecall } from '#shared/domain/transfer/recall-transfer.ts';
import { decideReceipt } from '#shared/domain/transfer/receive-transfer.ts';
import type {
  SentLine,
  TakenSoFar,
  TransferDispatched,
  TransferReceived,
  TransferTakenBack,
} from '#shared/domain/transfer/transfer.ts';

export interface Sent {
  readonly item: string;
  readonly pieces: number;
}

/** What a store sends to another, as it decides it; a piece costs a little over seven. */
export function aDispatch(transfer: string, to: string, goods: readonly Sent[]): TransferDispatched {
  const facts = { onHand: qty(1000), averageCost: micro(7_000_001), lastCost: null };
  const decided = decideDispatch(
    {
      to: to as StoreId,
      note: '',
      lines: goods.map(({ item, pieces }) => ({
        item: item as ProductId,
        name: item,
        unit: 'piece',
        qty: qty(pieces * 1000),
      })),
    },
    {
      transfer: transfer as TransferId,
      stores: new Set([to as StoreId]),
      stock: new Map(goods.map(({ item }) => [item as ProductId, facts])),
      counted: new Set(),
      actor: anActor(),
      approvals: [],
    },
  );
  if (!decided.ok) throw new Error(decided.error.code);
  return decided.value;
}

/** What a store counts of it, knowing of these receipts; null where that is refused. `pieces` by line, from the first. */
export function aReceipt(
  receipt: string,
  sent: { readonly from: string; readonly dispatch: TransferDispatched },
  coming: { readonly pieces: readonly number[]; readonly before?: readonly TransferReceived[] },
): TransferReceived | null {
  const { dispatch, from } = sent;
  const taken = takenBy(coming.before ?? []);
  const lines = valuedLines(dispatch);
  const counted = lines.flatMap(({ line }, at): { line: number; qty: Qty }[] => {
    const came = coming.pieces[at];
    return came === undefined ? [] : [{ line, qty: qty(came * 1000) }];
  });
  const decided = decideReceipt(
    { transfer: dispatch.transfer, from: from as StoreId, lines, taken },
    { lines: counted, complete: false, note: '' },
    { receipt: receipt as TransferReceiptId, actor: anActor(), approvals: [] },
  );
  return decided.ok ? decided.value : null;
}

function takenBy(receipts: readonly TransferReceived[]): Map<number, TakenSoFar> {
  const taken = new Map<number, TakenSoFar>();
  for (const move of receipts.flatMap(({ moves }) => moves)) {
    if (move.kind !== 'transfer-in') continue;
    const { qty: took, value } = taken.get(move.line) ?? { qty: 0, value: 0 };
    taken.set(move.line, { qty: qty(took + move.qty), value: micro(value + move.value) });
  }
  return taken;
}

const valuedLines = (dispatch: TransferDispatched): SentLine[] =>
  dispatch.lines.map((line) => {
    const move = dispatch.moves.find((each) => each.line === line.line);
    return { ...line, value: move?.value ?? micro(0), costUnknown: move?.costUnknown ?? true };
  });

/** The store that sent takes it back, knowing of these receipts; null where that is refused. */
export function aRecall(
  settlement: string,
  dispatch: TransferDispatched,
  receipts: readonly TransferReceived[] = [],
): TransferTakenBack | null {
  const sent = {
    transfer: dispatch.transfer,
    to: dispatch.to,
    lines: valuedLines(dispatch),
    received: takenBy(receipts),
    back: new Map(),
    complete: receipts.some(({ complete }) => complete),
  };
  const context = { settlement: settlement as TransferSettlementId, actor: anActor(), approvals: [] };
  const decided = decideRecall(sent, '', context);
  return decided.ok ? decided.value : null;
}
