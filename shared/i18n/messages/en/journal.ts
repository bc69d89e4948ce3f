import { pluralIn } from '../../plural.ts';

const plural = pluralIn('en');

/** Backups and the state of the journal. */
export const journal = {
  'journal.title': 'Backups and journal',
  'journal.nav': 'Backups',
  'journal.hint':
    'Everything sold is in one journal on this machine. Copies of it are made by themselves; here you see that they are.',
  'journal.backupNow': 'Back up now',
  'journal.backupDone': 'Backed up and checked',
  'journal.lastBackup': 'Last backup',
  'journal.noBackup': 'none yet',
  'journal.entries': 'Entries in the journal',
  'journal.lastEntry': (p: { when: string }) => `last one ${p.when}`,
  'journal.products': 'Products',
  'journal.free': 'Free on the disk',
  'journal.logLarge': (p: { size: string }) =>
    `The log beside the store has grown to ${p.size}. Something reads the store and does not let go of it: start the register anew, and look at what else opens its folder.`,
  'journal.freeLow': 'too little: backups stop below 2 GB',
  'journal.backups': 'Backups',
  'journal.when': 'When',
  'journal.reason': 'Why',
  'journal.reason.manual': 'by hand',
  'journal.reason.hourly': 'every hour',
  'journal.reason.shift-close': 'shift closed',
  'journal.reason.migration': 'before an update',
  'journal.reason.other': (p: { reason: string }) => p.reason,
  'journal.size': 'Size',
  'journal.reaches': 'Reaches to entry',
  'journal.checked': 'Checked',
  'journal.verified': 'opened and checked',
  'journal.unverified': 'not checked',
  'journal.problem': (p: { problem: string }) => `damaged: ${p.problem}`,
  'journal.none': 'No backup yet',
  'journal.noneHint':
    'The first is made within the hour after something was sold, or when a shift is closed.',
  'journal.kept':
    'Kept: 24 of the last day, one a day for two weeks, one a month for half a year. Copy the folder to another machine from time to time: a backup on the same disk dies with it.',
  'journal.folder': 'Folder',
  'journal.doctor': 'Check everything',
  'journal.doctorHint':
    'Reads the journal from the first entry and compares every figure with it. Takes a while; selling goes on.',
  'journal.doctorRunning': (p: { seconds: string }) => `Checking… ${p.seconds} s`,
  'journal.doctorGood': (p: { entries: string; seconds: string }) =>
    `All in order: ${p.entries} entries checked in ${p.seconds} s.`,
  'journal.doctorBad': (p: { count: number }) =>
    plural(p.count, {
      one: 'Something is not in order. Stop here, back up, and call support.',
      other: '# things are not in order. Stop here, back up, and call support.',
    }),
  'journal.doctorFailed': 'The check could not be finished.',
  'journal.restore': 'If this machine breaks',
  'journal.restore1': 'Install Mallard on another machine and copy the newest backup file there.',
  'journal.restore2': 'Close Mallard, open a terminal and type:',
  'journal.restore3':
    'The register goes on with new ticket numbers (a letter is added), so no number is ever used twice. What was sold after that backup is not in it: take it from the printed receipts.',
  'journal.details': 'Details for support',
  'journal.version': 'Version',
  'journal.epoch': 'Epoch and sequence',
  'journal.head': 'Last hash',
  'journal.reachesTo': 'Single entries are here since',
  'journal.reachesToFirst': 'the first one',
  'journal.files': 'Journal file, and what waits beside it',
  'journal.catalogFile': 'Product file',
};
