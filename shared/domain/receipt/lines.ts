import type { Unit } from '../catalog/product.ts';
import { negate } from '../money.ts';
import { type Minor, ONE_PIECE, type Qty } from '../numbers.ts';
import type { ReceiptContext } from './context.ts';
import { type Block, pair, text } from './document.ts';
import { said } from './frame.ts';

/** A line as a slip tells it. */
export interface SlipLine {
  readonly name: string;
  readonly qty: Qty;
  readonly unit: Unit;
  /** Per whole unit; null where the slip need not say it. */
  readonly price: Minor | null;
  /** Before discounts. */
  readonly amount: Minor;
  /** Letter of the tax rate. */
  readonly letter: string;
  /** Discounts of this line alone, positive, with what they are called. */
  readonly discounts: readonly { readonly reason: string; readonly amount: Minor }[];
  readonly note: string;
}

/** Name and amount; quantity × price below unless it is one piece; each discount and the note below that. */
export function lineBlocks(line: SlipLine, context: ReceiptContext): readonly Block[] {
  const { format } = context;
  const amount = format.amount(line.amount);
  const mark = { mark: line.letter };
  const single = line.unit === 'piece' && Math.abs(line.qty) === ONE_PIECE;
  const detail =
    line.price === null
      ? format.qty(line.qty, line.unit)
      : `${format.qty(line.qty, line.unit)} x ${format.unitPrice(line.price, line.unit)}`;
  const named = single
    ? [pair(line.name, amount, mark)]
    : [text(line.name), pair(detail, amount, { ...mark, indent: 2 })];
  return [...named, ...discountBlocks(line, context), ...noteBlocks(line.note, context)];
}

const discountBlocks = (line: SlipLine, { words, format }: ReceiptContext): readonly Block[] =>
  line.discounts.map(({ reason, amount }) =>
    pair(reason === '' ? words.discount : `${words.discount} (${reason})`, format.amount(negate(amount)), {
      indent: 2,
    }),
  );

const noteBlocks = (note: string, { words }: ReceiptContext): readonly Block[] =>
  said(note, (line) => text(words.note(line), { indent: 2 }));
