import { z } from 'zod';
import type {
  PersonId,
  ProductId,
  StoreId,
  TransferId,
  TransferReceiptId,
  TransferSettlementId,
} from '#shared/domain/ids.ts';
import {
  BACK_PLACES,
  type TransferDispatched,
  type TransferReceived,
  type TransferTakenBack,
} from '#shared/domain/transfer/transfer.ts';
import { isOfHq } from '../author.ts';
import { add, type Change, insert } from '../change.ts';
import type { Entry } from '../entry.ts';
import { entryType } from '../entry-type.ts';
import { flag, id, qty, storeCode, words } from '../schema.ts';
import { itemStat } from '../tables/sale.ts';
import {
  transfer,
  transferAway,
  transferLine,
  transferReceipt,
  transferReceiptLine,
  transferSettlement,
  transferSettlementLine,
} from '../tables/transfer.ts';
import { moveChanges, moves } from './moves.ts';
import { approvals, unit } from './parts.ts';

const line = z.int().min(1);

/** Goods on their way to another store: off the shelf of the sender, and awaited where they go. */
export const transferDispatched = entryType<TransferDispatched>('transfer.dispatched', {
  v: 1,
  scope: 'store',
  body: z.strictObject({
    transfer: id<TransferId>(),
    to: storeCode,
    by: id<PersonId>(),
    note: words(),
    lines: z
      .array(z.strictObject({ line, item: id<ProductId>(), name: words(), unit, qty }))
      .min(1)
      .max(500),
    moves,
    approvals,
  }),
  areas: ['transfer', 'stock'],
  begins: (t) => [`transfer/${t.transfer}`],
  concerns: (t) => [t.to],
  project: (entry) => [
    ...sent(entry, entry.store),
    ...moveChanges(entry, entry.body.transfer, entry.body.moves),
  ],
  deliver: sent,
});

/** Goods counted in where they went: on that store's shelf, and told to the one that sent them. */
export const transferReceived = entryType<TransferReceived>('transfer.received', {
  v: 1,
  scope: 'store',
  body: z.strictObject({
    receipt: id<TransferReceiptId>(),
    transfer: id<TransferId>(),
    from: storeCode,
    by: id<PersonId>(),
    note: words(),
    complete: flag,
    lines: z
      .array(z.strictObject({ line, item: id<ProductId>(), qty, expected: qty }))
      .min(1)
      .max(500),
    moves,
    approvals,
  }),
  areas: ['transfer', 'stock'],
  about: (t) => [`transfer/${t.transfer}`],
  concerns: (t) => [t.from],
  project: (entry) => [
    ...received(entry, entry.store),
    ...moveChanges(entry, entry.body.receipt, entry.body.moves),
    ...entry.body.moves.map((m) => add(itemStat, { store: entry.store, item: m.item }, { known: 1 })),
  ],
  deliver: received,
});

const takenBackBody = z.strictObject({
  settlement: id<TransferSettlementId>(),
  transfer: id<TransferId>(),
  to: storeCode,
  by: id<PersonId>(),
  note: words(),
  lines: z
    .array(z.strictObject({ line, of: line, item: id<ProductId>(), place: z.enum(BACK_PLACES), back: qty }))
    .min(1)
    .max(2000),
  moves,
  approvals,
});

/** All that was still on its way is back where it was sent from, told to the store it was sent to. */
export const transferRecalled = takenBackType('transfer.recalled', 'recalled');

/** What became of goods the other store did not count in, told to it. */
export const transferSettled = takenBackType('transfer.settled', 'settled');

function takenBackType(type: string, kind: 'recalled' | 'settled') {
  const rows = (entry: Entry<TransferTakenBack>, store: StoreId) => takenBack(entry, store, kind);
  return entryType<TransferTakenBack>(type, {
    v: 1,
    scope: 'store',
    body: takenBackBody,
    areas: ['transfer', 'stock'],
    about: (t) => [`transfer/${t.transfer}`],
    concerns: (t) => [t.to],
    project: (entry) => [
      ...rows(entry, entry.store),
      ...moveChanges(entry, entry.body.settlement, entry.body.moves),
    ],
    deliver: rows,
  });
}

/** The rows of a dispatch, alike in both stores. */
function sent({ id: entry, store: from, at, body: t }: Entry<TransferDispatched>, store: StoreId): Change[] {
  const valued = new Map(t.moves.map((move) => [move.line, move]));
  return [
    insert(transfer, {
      store,
      transfer: t.transfer,
      entry,
      from_store: from,
      to_store: t.to,
      at,
      by: t.by,
      note: t.note,
    }),
    ...t.lines.flatMap((each) => [
      insert(transferLine, {
        store,
        transfer: t.transfer,
        line: each.line,
        item: each.item,
        name: each.name,
        unit: each.unit,
        qty: each.qty,
        value: valued.get(each.line)?.value ?? 0,
        cost_unknown: valued.get(each.line)?.costUnknown === false ? 0 : 1,
      }),
      away({ store, transfer: t.transfer, line: each.line }, each.qty),
    ]),
  ];
}

/** The rows of a receipt, alike in both stores. */
function received({ id: entry, at, body: t }: Entry<TransferReceived>, store: StoreId): Change[] {
  const arrived = new Map(
    t.moves.filter(({ kind }) => kind === 'transfer-in').map((move) => [move.line, move]),
  );
  return [
    insert(transferReceipt, {
      store,
      transfer: t.transfer,
      receipt: t.receipt,
      entry,
      at,
      by: t.by,
      note: t.note,
      complete: t.complete ? 1 : 0,
    }),
    ...t.lines.flatMap((each) => {
      const taken = arrived.get(each.line)?.qty ?? 0;
      return [
        insert(transferReceiptLine, {
          store,
          transfer: t.transfer,
          receipt: t.receipt,
          line: each.line,
          item: each.item,
          qty: each.qty,
          expected: each.expected,
          taken,
          value: arrived.get(each.line)?.value ?? 0,
        }),
        away({ store, transfer: t.transfer, line: each.line }, 0 - taken),
      ];
    }),
  ];
}

const away = (
  line: { readonly store: StoreId; readonly transfer: TransferId; readonly line: number },
  by: number,
): Change => add(transferAway, line, { away: by });

/** The rows of what was taken back, alike in both stores. */
function takenBack(
  { id: entry, origin, at, body: t }: Entry<TransferTakenBack>,
  store: StoreId,
  kind: 'recalled' | 'settled',
): Change[] {
  const values = new Map(t.moves.map((move) => [move.line, move.value]));
  const key = { store, transfer: t.transfer, settlement: t.settlement };
  return [
    insert(transferSettlement, {
      ...key,
      entry,
      at,
      by: t.by,
      note: t.note,
      kind,
      at_hq: isOfHq(origin) ? 1 : 0,
    }),
    ...t.lines.flatMap((each) => {
      const value = values.get(each.line) ?? 0;
      return [
        insert(transferSettlementLine, {
          ...key,
          line: each.line,
          of: each.of,
          item: each.item,
          place: each.place,
          back: each.back,
          value: each.back < 0 ? 0 - value : value,
        }),
        away({ store, transfer: t.transfer, line: each.of }, 0 - each.back),
      ];
    }),
  ];
}
