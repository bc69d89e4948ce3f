import type { Database } from '#shared/journal/database.ts';
import { listQuery } from '../journal/list-query.ts';
import type { Reader } from '../journal/query.ts';

export type TransferRow = Omit<Database['transfer'], 'store' | 'entry'>;
export type SentRow = Omit<Database['transfer_line'], 'store'>;
export type ReceiptRow = Omit<Database['transfer_receipt'], 'store' | 'entry'>;
export type ReceivedRow = Omit<Database['transfer_receipt_line'], 'store' | 'item'>;

export type SettlementRow = Omit<Database['transfer_settlement'], 'store' | 'entry'>;
export type BackRow = Omit<Database['transfer_settlement_line'], 'store' | 'item'>;

/** A transfer with all that both stores said of it. */
export interface TransferRows {
  readonly transfer: TransferRow;
  readonly lines: readonly SentRow[];
  /** In the order of their times. */
  readonly receipts: readonly (ReceiptRow & { readonly lines: readonly ReceivedRow[] })[];
  /** What the store that sent took back, in the order of their times. */
  readonly settlements: readonly (SettlementRow & { readonly lines: readonly BackRow[] })[];
}

type OfStore = { store: string };

const transfers = listQuery<OfStore, TransferRow>((db, param, ids) =>
  db
    .selectFrom('transfer')
    .select(['transfer', 'from_store', 'to_store', 'at', 'by', 'note'])
    .where('store', '=', param('store'))
    .where('transfer', 'in', ids)
    .orderBy('at', 'desc')
    .orderBy('transfer', 'desc'),
);
const sentLines = listQuery<OfStore, SentRow>((db, param, ids) =>
  db
    .selectFrom('transfer_line')
    .select(['transfer', 'line', 'item', 'name', 'unit', 'qty', 'value', 'cost_unknown'])
    .where('store', '=', param('store'))
    .where('transfer', 'in', ids)
    .orderBy('transfer')
    .orderBy('line'),
);
const receipts = listQuery<OfStore, ReceiptRow>((db, param, ids) =>
  db
    .selectFrom('transfer_receipt')
    .select(['transfer', 'receipt', 'at', 'by', 'note', 'complete'])
    .where('store', '=', param('store'))
    .where('transfer', 'in', ids)
    .orderBy('at')
    .orderBy('receipt'),
);
const receiptLines = listQuery<OfStore, ReceivedRow>((db, param, ids) =>
  db
    .selectFrom('transfer_receipt_line')
    .select(['transfer', 'receipt', 'line', 'qty', 'expected', 'taken', 'value'])
    .where('store', '=', param('store'))
    .where('transfer', 'in', ids)
    .orderBy('transfer')
    .orderBy('receipt')
    .orderBy('line'),
);

const settlements = listQuery<OfStore, SettlementRow>((db, param, ids) =>
  db
    .selectFrom('transfer_settlement')
    .select(['transfer', 'settlement', 'at', 'by', 'note', 'kind', 'at_hq'])
    .where('store', '=', param('store'))
    .where('transfer', 'in', ids)
    .orderBy('at')
    .orderBy('settlement'),
);
const backLines = listQuery<OfStore, BackRow>((db, param, ids) =>
  db
    .selectFrom('transfer_settlement_line')
    .select(['transfer', 'settlement', 'line', 'of', 'place', 'back', 'value'])
    .where('store', '=', param('store'))
    .where('transfer', 'in', ids)
    .orderBy('transfer')
    .orderBy('settlement')
    .orderBy('line'),
);

/** These transfers as a store knows them, newest first. */
export async function readTransfers(
  read: Reader,
  store: string,
  ids: readonly string[],
): Promise<TransferRows[]> {
  const of = { store };
  const heads = await transfers.all(read, of, ids);
  const lines = Map.groupBy(await sentLines.all(read, of, ids), ({ transfer }) => transfer);
  const came = Map.groupBy(await receiptLines.all(read, of, ids), ({ receipt }) => receipt);
  const received = Map.groupBy(await receipts.all(read, of, ids), ({ transfer }) => transfer);
  const back = Map.groupBy(await backLines.all(read, of, ids), ({ settlement }) => settlement);
  const settled = Map.groupBy(await settlements.all(read, of, ids), ({ transfer }) => transfer);
  return heads.map((transfer) => ({
    transfer,
    lines: lines.get(transfer.transfer) ?? [],
    receipts: (received.get(transfer.transfer) ?? []).map((receipt) => ({
      ...receipt,
      lines: came.get(receipt.receipt) ?? [],
    })),
    settlements: (settled.get(transfer.transfer) ?? []).map((settlement) => ({
      ...settlement,
      lines: back.get(settlement.settlement) ?? [],
    })),
  }));
}
