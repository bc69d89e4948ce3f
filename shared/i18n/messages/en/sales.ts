import { pluralIn } from '../../plural.ts';

const plural = pluralIn('en');

/** Past sales: finding, looking at, printing again, correcting how they were paid. */
export const sales = {
  'sales.hint': 'Scan a slip, or find it by number, day or amount.',
  'sales.number': 'Number, or part of it',
  'sales.numberExample': '000123',
  'sales.amount': 'Amount',
  'sales.day': 'Day',
  'sales.span.today': 'Today',
  'sales.span.yesterday': 'Yesterday',
  'sales.span.week': 'Last 7 days',
  'sales.span.all': 'All days',
  'sales.only.sale': 'Only sales',
  'sales.only.return': 'Only returns',
  'sales.none': 'No sale like this',
  'sales.noneHint': 'Fewer digits find more. Choose “All days” if the day is not known.',
  'sales.found': (p: { count: number; sum: string }) =>
    `${plural(p.count, { one: '# slip', other: '# slips' })} · ${p.sum}`,
  'sales.foundCount': (p: { count: number }) => plural(p.count, { one: '# slip', other: '# slips' }),
  'sales.more': 'Show more',
  'sales.isReturn': 'Return',
  'sales.hasReturns': 'goods came back',
  'sales.madeAt': (p: { time: string; clerk: string }) => `${p.time} · ${p.clerk}`,
  'sales.lines': 'Lines of the sale',
  'sales.sums': 'Sums and payment',
  'sales.discount': (p: { amount: string }) => `discount ${p.amount}`,
  'sales.cameBack': (p: { qty: string }) => `${p.qty} came back`,
  'sales.businessDate': (p: { date: string }) => `Business day ${p.date}`,
  'sales.returnUntil': (p: { date: string }) => `May come back until ${p.date}`,
  'sales.tooLate': (p: { date: string }) =>
    `The time for returns ended on ${p.date}. It may still come back if somebody with the right agrees.`,
  'sales.soldElsewhere': (p: { register: string }) => `Sold at register ${p.register}`,
  'sales.soldElsewhereHint': (p: { register: string }) =>
    `Its slip can be printed again here. Goods of it are taken back at register ${p.register}; this register cannot do that yet.`,
  'sales.corrected': 'corrected',
  'sales.correctHint':
    'Only how it counts changes: the amount, the slip and the goods stay. Possible within the open shift.',
  'sales.wrongTender': 'What was booked',
  'sales.rightTender': 'How it was really paid',
  'sales.chooseTender': 'Choose how it was really paid.',
  'sales.referenceNeeded': 'This way of paying needs its number. Type or scan it.',
  'sales.correctShort': 'Correct payment',
  'sales.correctDo': 'Correct',
  'sales.correctedNow': (p: { name: string }) => `Now counts as ${p.name}`,
  'sales.why.wrongKey': 'Wrong key pressed',
  'sales.why.customer': 'Customer paid another way',
  'sales.noPrinterHint': 'Nothing was printed. A printer is set up in the back office.',
};
