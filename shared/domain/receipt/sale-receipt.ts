import { negate } from '../money.ts';
import { type Minor, minor } from '../numbers.ts';
import type { SaleCompleted, SaleLine, SaleTender } from '../sale/sale-completed.ts';
import type { ReceiptContext } from './context.ts';
import { type Block, centered, fact, pair, type ReceiptDocument, rule, space } from './document.ts';
import { facts, foot, head, said, taxTable } from './frame.ts';
import { lineBlocks, type SlipLine } from './lines.ts';

/**
 * The receipt of a finished sale (docs domain.md, "A receipt carries"). Everything on it comes from the
 * fact itself, so a reprint years later says the same.
 */
export function saleReceipt(sale: SaleCompleted, context: ReceiptContext): ReceiptDocument {
  return {
    kind: 'sale',
    blocks: [
      ...head(context),
      space,
      ...facts(context, { number: sale.number, businessDate: sale.businessDate, by: sale.clerk }),
      rule,
      ...sale.lines.flatMap((line) => lineBlocks(slipLine(line), context)),
      ...said(sale.note, (line) => centered(line)),
      rule,
      ...totals(sale, context),
      ...payment(sale, context),
      rule,
      ...taxTable(context, sale.taxes),
      rule,
      fact(context.words.items, String(sale.items)),
      ...until(sale, context),
      space,
      ...terms(context),
      ...said(context.store.receipt.footer, (line) => centered(line)),
      ...foot(context, sale.number),
    ],
  };
}

const slipLine = (line: SaleLine): SlipLine => ({
  ...line,
  letter: line.taxLetter,
  discounts: line.adjustments
    .filter(({ source }) => source === 'line-discount')
    .map(({ id, amount }) => ({ reason: id, amount })),
});

/** Subtotal, discount and tax only where they lead to the total; rounding on its own line. */
function totals(sale: SaleCompleted, { words, format }: ReceiptContext): readonly Block[] {
  const off = ticketDiscount(sale);
  const lines = minor(sale.subtotal - (sale.discount - off));
  const exclusive = sale.priceMode === 'exclusive';
  const due = minor(sale.total + sale.rounding);
  const biggest = { bold: true, size: 'double' } as const;
  return [
    ...(off !== 0 || exclusive ? [pair(words.subtotal, format.amount(lines))] : []),
    ...(off === 0 ? [] : [pair(words.ticketDiscount, format.amount(negate(off)))]),
    ...(exclusive ? [pair(words.tax, format.amount(sale.tax))] : []),
    ...(sale.rounding === 0
      ? []
      : [pair(words.total, format.amount(sale.total)), pair(words.rounding, format.amount(sale.rounding))]),
    pair(sale.rounding === 0 ? words.total : words.toPay, format.money(due), biggest),
  ];
}

const ticketDiscount = (sale: SaleCompleted): Minor =>
  minor(
    sale.lines
      .flatMap((line) => line.adjustments)
      .filter(({ source }) => source === 'ticket-discount')
      .reduce((sum, { amount }) => sum + amount, 0),
  );

const payment = (sale: SaleCompleted, { words, format }: ReceiptContext): readonly Block[] => [
  ...sale.tenders.map((tender) => pair(tenderLabel(tender), format.amount(tender.tendered))),
  ...(sale.change === 0 ? [] : [pair(words.change, format.amount(sale.change), { bold: true })]),
];

/** A long reference (a payment code, a card number) is shown by its last four characters only. */
export const tenderLabel = ({ name, reference }: Pick<SaleTender, 'name' | 'reference'>): string => {
  if (reference === null || reference === '') return name;
  return `${name} ${reference.length < 12 ? reference : `****${reference.slice(-4)}`}`;
};

const until = ({ returnUntil }: SaleCompleted, { words, format }: ReceiptContext): readonly Block[] =>
  returnUntil === '' ? [] : [fact(words.returnUntil, format.date(returnUntil))];

function terms({ words, store }: ReceiptContext): readonly Block[] {
  return [
    ...said(store.receipt.returnTerms, (line) => centered(line)),
    ...(store.receipt.notTaxInvoice ? [centered(words.notTaxInvoice, { bold: true })] : []),
  ];
}
