import { pluralIn } from '../../plural.ts';

const plural = pluralIn('en');

/** What a manager asks in the morning. */
export const overview = {
  'overview.title': 'Overview',
  'overview.day': (p: { date: string }) => `Business day ${p.date}`,
  'overview.noShift': 'No shift is open: nothing is being sold on this register.',
  'overview.noProducts': 'There are no products yet. Import a list, or add them one by one.',
  'overview.counting': 'The drawer is being counted, so this register does not sell.',
  'overview.overdue': (p: { date: string }) =>
    `The shift of ${p.date} was never closed. Its sales count for that day.`,
  'overview.toTill': 'To the till',
  'overview.taken': 'Taken today',
  'overview.takenHint': 'sales less returns',
  'overview.sales': 'Sales',
  'overview.average': 'Average sale',
  'overview.returns': 'Returns',
  'overview.returned': (p: { amount: string }) => `${p.amount} given back`,
  'overview.noReturns': 'none today',
  'overview.lastClose': 'Difference at the last close',
  'overview.lastCloseHint': (p: { number: string; date: string }) => `${p.number} · ${p.date}`,
  'overview.neverClosed': 'No shift closed yet',
  'overview.days': 'Sales of the last days',
  'overview.daysHint': 'From closed shifts. Press a bar to see that day.',
  'overview.dayBar': (p: { date: string; amount: string; count: string }) =>
    `${p.date}: ${p.amount}, ${p.count} sales`,
  'overview.attention': 'Needs you',
  'overview.allWell': 'Nothing needs you now.',
  'overview.stock': 'Running out',
  'overview.stockNone':
    'Nothing is below zero or at its minimum. Only what was counted or imported with its stock is watched.',
  'overview.stockBelowZero': 'below zero',
  'overview.stockLow': (p: { min: string }) => `minimum ${p.min}`,
  'overview.stockAll': (p: { count: string }) => `All ${p.count}`,
  'overview.latest': 'Latest sales',
  'overview.latestNone': 'Nothing sold yet today.',
  'overview.allSales': 'All sales',
  'overview.items': (p: { count: number }) => plural(p.count, { one: '# item', other: '# items' }),
  'notice.disk-low': 'The disk is nearly full. Backups have stopped; selling goes on.',
  'notice.backup-failed': 'The last backup failed. Make one now and see whether it works.',
  'notice.clock-behind': (p: { minutes: string }) =>
    `The clock of this machine is ${p.minutes} min behind the last entry. Put it right in the system settings.`,
  'notice.catalog-skipped': 'Some product data came from a newer version and is not shown. Update Mallard.',
  'notice.catalog-damaged':
    'The disk damages the product data again and again, or it could not be made anew. Have the disk looked at.',
  'notice.other': (p: { code: string }) => `The register reports: ${p.code}.`,
  'notice.asked': (p: { count: number }) =>
    plural(p.count, {
      one: 'One slip may or may not have been printed. Look and say.',
      other: '# slips may or may not have been printed. Look and say.',
    }),
  'notice.printerOff': 'The printer does not answer. Slips wait until it does.',
  'notice.printerPaper': 'The printer is out of paper.',
  'notice.printerCover': 'The cover of the printer is open.',
  'notice.printerNone': 'No printer is set up: receipts are shown on the screen only.',
  'notice.care': 'Backups and journal',
  'notice.printQueue': 'Slips',
  'notice.printerSetUp': 'Set up printer',
};
