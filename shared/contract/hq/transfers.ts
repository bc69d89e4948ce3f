import { z } from 'zod';
import { id, page } from '../base.ts';
import { recallInput, settleInput, settlementAnswer, transferRow, transferView } from '../transfers.ts';
import { ask, tell } from './base.ts';

/** A transfer as the store that sent it knows it, which has all its facts; `other` is the one it goes to. */
const ofStores = { from: z.string(), fromName: z.string() };
const chainTransferRow = transferRow.extend(ofStores);
export type ChainTransferRow = z.infer<typeof chainTransferRow>;
const chainTransferView = transferView.extend(ofStores);
export type ChainTransferView = z.infer<typeof chainTransferView>;

/** `open`: goods are on their way or missing. `differs`: a person has to say something. `done`: neither. */
export const TRANSFERS_SHOWN = ['open', 'differs', 'done'] as const;

/** Goods between the stores of the chain. */
export const transfers = {
  /** Newest first. */
  list: ask()
    .input(
      z.object({
        show: z.enum(TRANSFERS_SHOWN),
        /** At either end. */
        store: id.optional(),
        /** In the note, or in the name of something that was sent. */
        text: z.string().trim().max(80).optional(),
        ...page,
      }),
    )
    .output(z.object({ rows: z.array(chainTransferRow), more: z.boolean() })),
  get: ask()
    .input(z.object({ from: id, transfer: id }))
    .output(chainTransferView),
  /** For the store that sent it. */
  recall: tell('stock.transfer')
    .input(recallInput.extend({ from: id }))
    .output(settlementAnswer),
  settle: tell('stock.settle')
    .input(settleInput.extend({ from: id }))
    .output(settlementAnswer),
};
