import { negate } from '../money.ts';
import type { CashMoved } from '../shift/shift.ts';
import type { ReceiptContext } from './context.ts';
import { banner, pair, type ReceiptDocument, rule, space, text } from './document.ts';
import { facts, foot, head } from './frame.ts';

/** Proof of money put into or taken out of the drawer that is no sale; goes into the drawer or the safe bag. */
export function cashSlip(moved: CashMoved, tenderName: string, context: ReceiptContext): ReceiptDocument {
  const { words, format } = context;
  const out = moved.kind !== 'pay-in';
  return {
    kind: 'cash-move',
    blocks: [
      ...head(context),
      space,
      banner(words.cashMove[moved.kind]),
      space,
      ...facts(context, { number: moved.number, businessDate: moved.businessDate, by: moved.by }),
      rule,
      pair(words.tender, tenderName),
      ...(moved.reason === '' ? [] : [pair(words.reason, moved.reason)]),
      pair(words.amount, format.money(out ? negate(moved.amount) : moved.amount), {
        bold: true,
        size: 'double',
      }),
      rule,
      space,
      text(words.signature),
      space,
      pair('', '_'.repeat(24)),
      ...foot(context, moved.number),
    ],
  };
}
