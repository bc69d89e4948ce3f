import { z } from 'zod';
import { OUTCOMES } from '#shared/domain/transfer/settle-transfer.ts';
import { BACK_PLACES } from '#shared/domain/transfer/transfer.ts';
import { TRANSFER_STATUSES } from '#shared/domain/transfer/transfer-state.ts';
import { ask, commandId, id, label, page, qty, tell, unit } from './base.ts';

const head = {
  transfer: z.string(),
  /** Whether it comes here or was sent from here. */
  direction: z.enum(['in', 'out']),
  /** The store at the other end. */
  other: z.string(),
  otherName: z.string(),
  at: z.int(),
  by: z.string(),
  note: z.string(),
  status: z.enum(TRANSFER_STATUSES),
  /** A person has to say something: goods are missing although no more is awaited, or were taken back and counted in. */
  differs: z.boolean(),
  /** More came than was sent. It stands on the shelf there: nothing is to be settled. */
  over: z.boolean(),
  /** Lines of which something is still on its way. */
  linesInTransit: z.int(),
  /** When goods of it were counted in last; null while none was. */
  receivedAt: z.int().nullable(),
};
export const transferRow = z.object({ ...head, lines: z.int() });
export type TransferRow = z.infer<typeof transferRow>;

const transferLine = z.object({
  line: z.int(),
  item: z.string(),
  name: z.string(),
  unit,
  sent: z.int(),
  received: z.int(),
  /** Back at the store that sent it, whole or damaged. */
  returned: z.int(),
  lost: z.int(),
  inTransit: z.int(),
  over: z.int(),
  /** Taken back although it was counted in. */
  twice: z.int(),
});
export type TransferLineView = z.infer<typeof transferLine>;

export const transferView = z.object({
  ...head,
  lines: z.array(transferLine),
  receipts: z.array(
    z.object({
      receipt: z.string(),
      at: z.int(),
      by: z.string(),
      note: z.string(),
      complete: z.boolean(),
      lines: z.array(z.object({ line: z.int(), qty: z.int(), expected: z.int() })),
    }),
  ),
  /** What the store that sent took back, or gave back to the way. */
  settlements: z.array(
    z.object({
      settlement: z.string(),
      kind: z.enum(['recalled', 'settled']),
      /** Headquarters said it for the store that sent; a register does not know by whom. */
      atHq: z.boolean(),
      at: z.int(),
      by: z.string(),
      note: z.string(),
      lines: z.array(z.object({ line: z.int(), place: z.enum(BACK_PLACES), back: z.int() })),
    }),
  ),
});
export type TransferView = z.infer<typeof transferView>;

const direction = z.enum(['in', 'out']);

/** What is still on its way goes back to the shelf it was sent from. */
export const recallInput = z.object({ commandId, transfer: id, note: label });
/** What became of goods that were not counted in, or were taken back though the other store has them. */
export const settleInput = z.object({
  commandId,
  transfer: id,
  /** Needed where something is lost. */
  note: label,
  lines: z
    .array(z.object({ line: z.int().min(1).max(500), outcome: z.enum(OUTCOMES), qty }))
    .min(1)
    .max(500),
});
export const settlementAnswer = z.object({ settlement: z.string() });

/** Goods between the stores of a chain. Sending and receiving need no network; the other store hears of it when both have one. */
export const transfers = {
  /** The stores goods can be sent to; none on a register that has not joined a chain. */
  stores: ask('stock.transfer').output(z.array(z.object({ store: z.string(), name: z.string() }))),
  list: ask('stock.transfer')
    .input(z.object({ direction, ...page }))
    .output(z.array(transferRow))
    .route({
      method: 'GET',
      path: '/transfers',
      summary: 'Goods on their way here or from here, newest first',
    }),
  get: ask('stock.transfer')
    .input(z.object({ transfer: id }))
    .output(transferView),
  dispatch: tell('stock.transfer')
    .input(
      z.object({
        commandId,
        to: id,
        note: label,
        lines: z
          .array(z.object({ item: id, qty }))
          .min(1)
          .max(500),
      }),
    )
    .output(z.object({ transfer: z.string() }))
    .route({ method: 'POST', path: '/transfers', summary: 'Send goods to another store' }),
  /** A line that is left out was not looked at; one with 0 was not there. */
  receive: tell('stock.transfer')
    .input(
      z.object({
        commandId,
        transfer: id,
        note: label,
        /** No more is awaited: what is missing now is a difference. */
        complete: z.boolean(),
        lines: z
          .array(z.object({ line: z.int().min(1).max(500), qty }))
          .min(1)
          .max(500),
      }),
    )
    .output(z.object({ receipt: z.string() })),
  recall: tell('stock.transfer').input(recallInput).output(settlementAnswer),
  settle: tell('stock.settle').input(settleInput).output(settlementAnswer),
};
