import { negate } from '../money.ts';
import { minor } from '../numbers.ts';
import type { DenominationCount, DrawerTender, ShiftClosed, ShiftReport } from '../shift/shift.ts';
import type { ReceiptContext } from './context.ts';
import { type Block, banner, pair, type ReceiptDocument, rule, space, text } from './document.ts';
import { foot, head, section, taxTable } from './frame.ts';

/**
 * The X: how the shift stands, without closing it. `blind` leaves out all money a clerk without the right
 * could work the expected cash out from.
 */
export function xReport(
  report: ShiftReport,
  context: ReceiptContext,
  { blind }: { readonly blind: boolean },
): ReceiptDocument {
  const { words, format } = context;
  return {
    kind: 'x-report',
    blocks: [
      ...head(context),
      space,
      banner(words.xReport),
      space,
      ...shiftFacts(report, context),
      pair(words.printed, format.dateTime(context.at)),
      text(words.stillOpen),
      ...(blind ? [rule, text(words.hidden)] : money(report, context)),
      ...events(report, context),
      rule,
      ...foot(context, null),
    ],
  };
}

/**
 * The Z: the shift as it was frozen at its close, with its gapless number and totals that never start again. `blind` leaves in
 * what was counted and leaves out all that tells what should have been.
 */
export function zReceipt(
  closed: ShiftClosed,
  context: ReceiptContext,
  { blind }: { readonly blind: boolean },
): ReceiptDocument {
  const { words, format, nameOf } = context;
  const { report, tickets, grandTotals } = closed;
  return {
    kind: 'z-report',
    blocks: [
      ...head(context),
      space,
      banner(words.zReport),
      space,
      pair(words.number, closed.number, { bold: true }),
      ...shiftFacts(report, context),
      pair(words.closed, format.dateTime(context.at)),
      pair(words.by, nameOf(closed.closedBy), { indent: 2 }),
      ...(blind ? declaredBlocks(report, context) : money(report, context)),
      ...countBlocks(closed.counted, context),
      ...events(report, context),
      pair(words.ticketsKept, String(tickets.kept)),
      pair(words.ticketsVoided, String(tickets.voided)),
      ...(blind ? [] : grandTotalBlocks(grandTotals, context)),
      ...(closed.note === '' ? [] : [rule, text(words.note(closed.note))]),
      rule,
      space,
      text(words.signature),
      space,
      pair('', '_'.repeat(24)),
      ...foot(context, closed.number),
    ],
  };
}

const grandTotalBlocks = (
  { sales, returns, continuedFrom }: ShiftClosed['grandTotals'],
  { words, format }: ReceiptContext,
): readonly Block[] => [
  ...section(words.grandTotals),
  pair(words.sales, format.money(sales)),
  pair(words.returns, format.money(negate(returns))),
  ...(continuedFrom === null ? [] : [pair(words.continuedFrom, continuedFrom)]),
];

/** Per tender what somebody declared, and nothing it could be held against. */
const declaredBlocks = (report: ShiftReport, { words, format }: ReceiptContext): readonly Block[] => [
  ...section(words.counted),
  ...report.tenders.flatMap(({ name, counted }) =>
    counted === null ? [] : [pair(name, format.amount(counted), { indent: 2 })],
  ),
];

const shiftFacts = (report: ShiftReport, { words, format, nameOf }: ReceiptContext): readonly Block[] => [
  pair(words.businessDate, format.date(report.businessDate)),
  pair(words.opened, format.dateTime(report.openedAt)),
  pair(words.by, nameOf(report.openedBy), { indent: 2 }),
];

const money = (report: ShiftReport, context: ReceiptContext): readonly Block[] => [
  ...turnover(report, context),
  ...(report.taxes.length === 0 ? [] : [...section(context.words.taxes), ...taxTable(context, report.taxes)]),
  ...report.tenders.flatMap((tender) => tenderBlocks(tender, context)),
];

function turnover({ sales, returns }: ShiftReport, { words, format }: ReceiptContext): readonly Block[] {
  const some = (label: string, amount: number): readonly Block[] =>
    amount === 0 ? [] : [pair(label, format.amount(minor(amount)), { indent: 2 })];
  return [
    ...section(words.sales),
    pair(words.count, String(sales.count), { indent: 2 }),
    pair(words.gross, format.amount(sales.gross), { indent: 2 }),
    ...some(words.discount, sales.discount),
    ...some(words.tax, sales.tax),
    ...some(words.rounding, sales.rounding),
    ...(sales.first === null ? [] : [pair(words.firstNumber, sales.first, { indent: 2 })]),
    ...(sales.last === null ? [] : [pair(words.lastNumber, sales.last, { indent: 2 })]),
    ...section(words.returns),
    pair(words.count, String(returns.count), { indent: 2 }),
    pair(words.gross, format.amount(negate(returns.gross)), { indent: 2 }),
    ...some(words.tax, negate(returns.tax)),
    ...some(words.rounding, negate(returns.rounding)),
    pair(words.salesLessReturns, format.money(minor(sales.gross - returns.gross)), { bold: true }),
  ];
}

/** One tender's way from float to count; rows of nothing are left out, what was declared never is. */
function tenderBlocks(tender: DrawerTender, { words, format }: ReceiptContext): readonly Block[] {
  const some = (label: string, amount: number): readonly Block[] =>
    amount === 0 ? [] : [pair(label, format.amount(minor(amount)), { indent: 2 })];
  return [
    ...section(tender.name),
    ...some(words.opening, tender.opening),
    ...some(words.sales, tender.sales),
    ...some(words.returns, negate(tender.refunds)),
    ...some(words.payIns, tender.payIns),
    ...some(words.payOuts, negate(tender.payOuts)),
    ...some(words.corrections, tender.corrections),
    pair(words.expected, format.amount(tender.expected), { indent: 2 }),
    ...(tender.counted === null ? [] : [pair(words.counted, format.amount(tender.counted), { indent: 2 })]),
    ...(tender.difference === null
      ? []
      : [pair(words.difference, format.amount(tender.difference), { indent: 2, bold: true })]),
  ];
}

function countBlocks(counted: DenominationCount, { words, format }: ReceiptContext): readonly Block[] {
  const some = counted.filter(({ count }) => count !== 0);
  if (some.length === 0) return [];
  return [
    ...section(words.countedCash),
    ...some.map(({ value, count }) =>
      pair(`${count} x ${format.amount(value)}`, format.amount(minor(count * value)), { indent: 2 }),
    ),
  ];
}

const events = (report: ShiftReport, { words }: ReceiptContext): readonly Block[] => [
  ...section(words.events),
  pair(words.noSales, String(report.noSales)),
  pair(words.voids, String(report.voids)),
  pair(words.removedLines, String(report.removedLines)),
  pair(words.priceChanges, String(report.priceChanges)),
  pair(words.tenderCorrections, String(report.tenderCorrections)),
  pair(words.reprints, String(report.reprints)),
];
