import type { Cart, LineTotals, TicketTotals } from '../cart/cart.ts';
import { negate, sumOf } from '../money.ts';
import type { ReceiptContext } from './context.ts';
import {
  type Block,
  banner,
  centered,
  fact,
  pair,
  type ReceiptDocument,
  rule,
  space,
  text,
} from './document.ts';
import { facts, foot, head } from './frame.ts';
import { lineBlocks } from './lines.ts';

/** A ticket and what it comes to: tickets have a label, never a number. */
export interface TicketOnPaper {
  readonly cart: Cart;
  readonly totals: TicketTotals;
  readonly businessDate: string;
}

/** What a customer may look at before paying. It has no number and says that it is no receipt. */
export const previewSlip = (ticket: TicketOnPaper, context: ReceiptContext): ReceiptDocument => ({
  kind: 'preview',
  blocks: [
    ...head(context),
    space,
    banner(context.words.preview),
    centered(context.words.previewNote),
    space,
    ...body(ticket, context),
  ],
});

/** Goes with the goods set aside; scanning its code brings the ticket back. */
export const parkedSlip = (ticket: TicketOnPaper, context: ReceiptContext): ReceiptDocument => ({
  kind: 'parked',
  blocks: [
    ...head(context),
    space,
    banner(context.words.parkedTicket),
    centered(context.words.previewNote),
    space,
    ...body(ticket, context),
    ...foot(context, ticket.cart.id),
  ],
});

function body({ cart, totals, businessDate }: TicketOnPaper, context: ReceiptContext): readonly Block[] {
  const { words, format } = context;
  const off = sumOf(totals.lines, (line) => line.ticketDiscount);
  return [
    text(words.ticket(cart.label), { bold: true }),
    ...facts(context, { number: null, businessDate, by: cart.openedBy }),
    rule,
    ...cart.lines.flatMap((line) => {
      const at = totals.lines.find((one) => one.line === line.line);
      return at === undefined
        ? []
        : lineBlocks(
            { ...line, letter: line.taxLetter, ...priced(line.discount?.reason ?? '', at) },
            context,
          );
    }),
    ...(cart.note === '' ? [] : [centered(cart.note)]),
    rule,
    ...(off === 0 ? [] : [pair(words.ticketDiscount, format.amount(negate(off)))]),
    pair(words.total, format.money(totals.total), { bold: true, size: 'double' }),
    fact(words.items, String(totals.items)),
    rule,
  ];
}

const priced = (reason: string, at: LineTotals) => ({
  amount: at.amount,
  discounts: at.lineDiscount === 0 ? [] : [{ reason, amount: at.lineDiscount }],
});
