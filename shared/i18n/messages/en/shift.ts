import { pluralIn } from '../../plural.ts';

const plural = pluralIn('en');

/** Opening, running and closing a shift; X and Z on the screen. */
export const shift = {
  'shift.title': 'Shift',
  'shift.go': 'Shift and cash',
  'shift.next': 'What comes next',
  'shift.since': (p: { date: string; time: string; name: string }) =>
    `Open since ${p.time} · ${p.name} · business day ${p.date}`,
  'shift.openTitle': 'Open shift',
  'shift.openHint': 'Count what is in the drawer now: it is the float you answer for. Is it empty? Type 0.',
  'shift.float': 'Float',
  'shift.businessDate': (p: { date: string }) => `Business day ${p.date}`,
  'shift.clockBehind': (p: { now: string; last: string }) =>
    `The clock of this register says ${p.now}, but the last entry was made at ${p.last}. Set the clock right, or have a manager confirm it.`,
  'shift.clockRight': 'Date and time are right',
  'shift.money': 'Money in and out',
  'shift.end': 'End of the shift',
  'shift.endHint': (p: { open: number; parked: number }) =>
    p.open + p.parked === 0
      ? 'Selling rests while you count. No ticket is open.'
      : `Selling rests while you count. ${plural(p.open, { one: '# ticket is open', other: '# tickets are open' })}, ${plural(p.parked, { zero: 'none parked', one: '# parked', other: '# parked' })}.`,
  'shift.printX': 'Print X',
  'shift.xHint': 'The shift so far. Looking changes nothing.',
  'shift.xSent': 'The X report is on its way to the printer',
  'shift.copySent': 'A copy is on its way to the printer',
  'shift.noPrinter': 'No printer is set up',
  'shift.noPrinterHint':
    'Nothing was printed. The report stays on the screen. A printer is set up in the back office.',
  'shift.startCountTitle': 'Count the drawer and close?',
  'shift.startCountText':
    'This register stops selling until the count is finished. You can give the count up and go on selling.',
  'shift.startCountDo': 'Start counting',
  'shift.countTitle': 'Count the drawer',
  'shift.countHint': 'This register does not sell now. What you type is kept.',
  'shift.cancelCount': 'Give up counting',
  'shift.cash': 'cash',
  'shift.cashCounted': 'Cash counted',
  'shift.otherWays': 'Other ways of paying',
  'shift.otherWaysHint': 'Add up the slips, or read the sum off the terminal. Type 0 where there is nothing.',
  'shift.leftTickets': (p: { open: number; parked: number }) =>
    `${plural(p.open, { zero: 'No ticket open', one: '# ticket open', other: '# tickets open' })}, ${plural(p.parked, { zero: 'none parked', one: '# parked', other: '# parked' })}`,
  'shift.keepTickets': 'Keep for the next shift',
  'shift.voidTickets': 'Void them',
  'shift.note': 'Note (optional)',
  'shift.stillToCount': (p: { what: string }) => `Still to count: ${p.what}`,
  'shift.closeTitle': 'Close the shift with this count?',
  'shift.closeText': 'The count is then fixed and the Z gets its number. This cannot be undone.',
  'shift.finishCount': 'To the count',
  'shift.zTitle': 'Shift closed',
  'shift.zNumber': 'Z number',
  'shift.zReport': 'Z report',
  'shift.zHint': 'Frozen when the shift was closed.',
  'shift.closedAt': (p: { date: string; time: string; name: string }) =>
    `Business day ${p.date} · closed ${p.time} · ${p.name}`,
  'shift.closedByAnother': (p: { name: string; time: string }) =>
    `${p.name} had closed this shift already, at ${p.time}. This is the Z that stands; your count was not booked.`,
  'shift.grandTotals': (p: { sales: string; returns: string }) =>
    `Since this register was set up: sales ${p.sales}, returns ${p.returns}.`,
  'shift.continued': 'Continued from before a restore.',
  'shift.copies': (p: { count: number }) =>
    plural(p.count, { one: '# copy printed', other: '# copies printed' }),
  'shift.count.title': 'The count',
  'shift.count.blind': 'What you counted is booked. A manager sees how it compares.',
  'shift.count.blindOther': 'A manager sees how it compares.',
  'shift.new': 'Open the next shift',
  'shift.overdueWords':
    'The day of this shift is over. Count and close it when you can; you can go on selling until then.',
  'shift.bannerNone': 'No shift is open on this drawer. Count the float to start taking money.',
  'shift.bannerCounting': 'This drawer is being counted, so it does not sell.',
  'shift.bannerOverdue': (p: { date: string }) =>
    `The shift of ${p.date} is still open. Close it when there is a quiet moment.`,
  'shift.blind': 'Expected amounts are hidden for you, so that the count stays honest.',
  'shift.sales': 'Sales',
  'shift.returns': 'Returns',
  'shift.count': 'How many',
  'shift.numbers': 'Numbers',
  'shift.gross': 'Gross',
  'shift.net': 'Net',
  'shift.tax': 'Tax',
  'shift.discounts': 'Discounts given',
  'shift.taxIn': 'Tax in it',
  'shift.rounding': 'Cash rounding',
  'shift.taxes': 'Taxes',
  'shift.rate': 'Rate',
  'shift.tenders': 'Ways of paying',
  'shift.refunds': 'Refunds',
  'shift.payIns': 'Paid in',
  'shift.payOuts': 'Paid out and dropped',
  'shift.corrections': 'Corrected',
  'shift.expected': 'Should be',
  'shift.counted': 'Counted',
  'shift.right': 'exactly right',
  'shift.short': (p: { amount: string }) => `${p.amount} short`,
  'shift.over': (p: { amount: string }) => `${p.amount} over`,
  'shift.events': 'What else happened',
  'shift.noSales': 'Drawer opened without a sale',
  'shift.voids': 'Tickets voided',
  'shift.removedLines': 'Lines removed',
  'shift.priceChanges': 'Prices changed',
  'shift.tenderCorrections': 'Ways of paying corrected',
  'shift.reprints': 'Copies printed',
};
