import type { Unit } from '#shared/domain/catalog/product.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import type { BackPlace } from '#shared/domain/transfer/transfer.ts';
import {
  type TransferState,
  type TransferStatus,
  transferState,
} from '#shared/domain/transfer/transfer-state.ts';
import type { TransferRows } from './transfer-rows.ts';

/** A transfer as this store sees it. */
export interface TransferHead {
  readonly transfer: string;
  /** Whether it comes here or was sent from here. */
  readonly direction: 'in' | 'out';
  /** The store at the other end. */
  readonly other: StoreId;
  readonly at: number;
  readonly by: string;
  readonly note: string;
  readonly status: TransferStatus;
  /** A person has to say something: goods are missing although no more is awaited, or were taken back and counted in. */
  readonly differs: boolean;
  /** More came than was sent. */
  readonly over: boolean;
  readonly lines: number;
  /** Lines of which something is still on its way. */
  readonly linesInTransit: number;
  /** When goods of it were counted in last; null while none was. */
  readonly receivedAt: number | null;
}

export interface TransferView extends Omit<TransferHead, 'lines'> {
  readonly lines: readonly {
    readonly line: number;
    readonly item: string;
    readonly name: string;
    readonly unit: Unit;
    readonly sent: number;
    readonly received: number;
    readonly returned: number;
    readonly lost: number;
    readonly inTransit: number;
    readonly over: number;
    /** Taken back although it was counted in. */
    readonly twice: number;
  }[];
  readonly receipts: readonly {
    readonly receipt: string;
    readonly at: number;
    readonly by: string;
    readonly note: string;
    readonly complete: boolean;
    readonly lines: readonly { readonly line: number; readonly qty: number; readonly expected: number }[];
  }[];
  readonly settlements: readonly {
    readonly settlement: string;
    readonly kind: 'recalled' | 'settled';
    /** Headquarters said it for the store that sent. */
    readonly atHq: boolean;
    readonly at: number;
    readonly by: string;
    readonly note: string;
    readonly lines: readonly { readonly line: number; readonly place: BackPlace; readonly back: number }[];
  }[];
}

/** Where a transfer stands, by its rows. */
export const transferStateOf = ({ lines, receipts, settlements }: TransferRows): TransferState =>
  transferState(
    lines,
    receipts.map((receipt) => ({ ...receipt, complete: receipt.complete === 1 })),
    settlements.flatMap((settlement) => settlement.lines),
  );

export function transferView(rows: TransferRows, store: StoreId): TransferView {
  const { transfer, lines, receipts, settlements } = rows;
  const state = transferStateOf(rows);
  const isOurs = transfer.from_store === store;
  return {
    transfer: transfer.transfer,
    direction: isOurs ? 'out' : 'in',
    other: (isOurs ? transfer.to_store : transfer.from_store) as StoreId,
    at: transfer.at,
    by: transfer.by,
    note: transfer.note,
    status: state.status,
    differs: state.differs,
    over: state.over,
    linesInTransit: state.lines.filter(({ inTransit }) => inTransit > 0).length,
    receivedAt: receipts.at(-1)?.at ?? null,
    lines: state.lines.map(({ line, ...figures }, index) => ({
      line,
      item: lines[index]?.item ?? '',
      name: lines[index]?.name ?? '',
      unit: (lines[index]?.unit ?? 'piece') as Unit,
      ...figures,
    })),
    receipts: receipts.map(({ receipt, at, by, note, complete, lines: came }) => ({
      receipt,
      at,
      by,
      note,
      complete: complete === 1,
      lines: came.map(({ line, qty, expected }) => ({ line, qty, expected })),
    })),
    settlements: settlements.map(({ settlement, kind, at_hq, at, by, note, lines: back }) => ({
      settlement,
      kind,
      atHq: at_hq === 1,
      at,
      by,
      note,
      lines: back.map((each) => ({ line: each.of, place: each.place, back: each.back })),
    })),
  };
}

export function transferHead(rows: TransferRows, store: StoreId): TransferHead {
  const { lines, receipts: _, settlements: _s, ...head } = transferView(rows, store);
  return { ...head, lines: lines.length };
}
