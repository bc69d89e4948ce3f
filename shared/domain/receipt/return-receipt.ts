import { negate } from '../money.ts';
import { minor } from '../numbers.ts';
import type { ReturnAccepted, ReturnLine } from '../returns/return-accepted.ts';
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
import { facts, foot, head, taxTable } from './frame.ts';
import { lineBlocks, type SlipLine } from './lines.ts';
import { tenderLabel } from './sale-receipt.ts';

/**
 * The slip of goods taken back: a black band, the sale they came from, and every figure with a minus, so that
 * nobody takes it for a sale. What the customer gets is said as a positive amount paid back.
 */
export function returnReceipt(ret: ReturnAccepted, context: ReceiptContext): ReceiptDocument {
  const { words } = context;
  return {
    kind: 'return',
    blocks: [
      ...head(context),
      space,
      banner(words.returnSlip),
      space,
      ...facts(context, { number: ret.number, businessDate: ret.businessDate, by: ret.clerk }),
      fact(words.originalSale, ret.original.number),
      ...(ret.reason === '' ? [] : [fact(words.reason, ret.reason)]),
      rule,
      ...ret.lines.flatMap((line) => lineBlocks(slipLine(line), context)),
      rule,
      ...refund(ret, context),
      rule,
      ...taxTable(context, ret.taxes, -1),
      rule,
      ...(context.store.receipt.notTaxInvoice ? [centered(words.notTaxInvoice, { bold: true })] : []),
      space,
      text(words.customerSignature),
      space,
      pair('', '_'.repeat(24)),
      ...foot(context, ret.number),
    ],
  };
}

function refund(ret: ReturnAccepted, { words, format }: ReceiptContext): readonly Block[] {
  return [
    ...(ret.rounding === 0
      ? []
      : [
          pair(words.refundTotal, format.amount(negate(ret.total))),
          pair(words.rounding, format.amount(negate(ret.rounding))),
        ]),
    pair(words.paidBack, format.money(minor(ret.total + ret.rounding)), { bold: true, size: 'double' }),
    ...ret.tenders.map((tender) => pair(tenderLabel(tender), format.amount(tender.amount))),
  ];
}

const slipLine = (line: ReturnLine): SlipLine => ({
  name: line.name,
  qty: line.qty,
  unit: line.unit,
  price: null,
  amount: negate(line.gross),
  letter: '',
  discounts: [],
  note: '',
});
