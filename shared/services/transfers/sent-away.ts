import type { Unit } from '#shared/domain/catalog/product.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { ProductId, StoreId, TransferId } from '#shared/domain/ids.ts';
import { micro, qty } from '#shared/domain/numbers.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { SentAway, TakenBack } from '#shared/domain/transfer/take-back.ts';
import type { SentLine, TakenSoFar } from '#shared/domain/transfer/transfer.ts';
import type { Reader } from '../journal/query.ts';
import { readTransfers, type SentRow, type TransferRows } from './transfer-rows.ts';

/** A transfer this store sent, with all that is known of it. Refuses NOT_FOUND. */
export async function readSentAway(
  read: Reader,
  store: StoreId,
  transfer: string,
): Promise<Result<SentAway, DomainError>> {
  const [known] = await readTransfers(read, store, [transfer]);
  return known?.transfer.from_store === store ? ok(sentAway(known)) : err(refuse('NOT_FOUND', { transfer }));
}

const sentAway = (rows: TransferRows): SentAway => ({
  transfer: rows.transfer.transfer as TransferId,
  to: rows.transfer.to_store as StoreId,
  lines: rows.lines.map(sentLine),
  received: receivedSoFar(rows),
  back: backSoFar(rows),
  complete: rows.receipts.some(({ complete }) => complete === 1),
});

export const sentLine = (row: SentRow): SentLine => ({
  line: row.line,
  item: row.item as ProductId,
  name: row.name,
  unit: row.unit as Unit,
  qty: qty(row.qty),
  value: micro(row.value),
  costUnknown: row.cost_unknown === 1,
});

/** What receipts took out of what was on its way, by line. */
export function receivedSoFar({ receipts }: Pick<TransferRows, 'receipts'>): Map<number, TakenSoFar> {
  const taken = new Map<number, TakenSoFar>();
  for (const row of receipts.flatMap((receipt) => receipt.lines)) {
    const before = taken.get(row.line);
    taken.set(row.line, {
      qty: qty((before?.qty ?? 0) + row.taken),
      value: micro((before?.value ?? 0) + row.value),
    });
  }
  return taken;
}

function backSoFar({ settlements }: Pick<TransferRows, 'settlements'>): Map<number, TakenBack> {
  const back = new Map<number, TakenBack>();
  for (const { of, place, back: so, value } of settlements.flatMap(({ lines }) => lines)) {
    const before = back.get(of) ?? NOTHING_BACK;
    back.set(of, {
      qty: qty(before.qty + so),
      value: micro(before.value + value),
      places: { ...before.places, [place]: qty(before.places[place] + so) },
    });
  }
  return back;
}

const NOTHING_BACK: TakenBack = {
  qty: qty(0),
  value: micro(0),
  places: { SALEABLE: qty(0), DAMAGED: qty(0), SCRAP: qty(0) },
};
