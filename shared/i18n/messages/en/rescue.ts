/** The store can't be opened: choosing a backup. */
export const rescue = {
  'rescue.title': 'The store on this computer is damaged',
  'rescue.meaning':
    'Nothing was changed, and the damaged file is kept. You can go on from a backup; what was sold after it is not in it.',
  'rescue.choose': 'Backups on this computer, newest first',
  'rescue.none': 'There is no sound backup on this computer',
  'rescue.noneHint':
    'Keep this computer as it is and ask for help. The damaged file may still hold every sale.',
  'rescue.entries': ({ count }: { count: string }) => `${count} entries`,
  'rescue.unsound': 'Damaged too, can’t be used',
  'rescue.use': 'Go on from this backup',
  'rescue.sure': 'Go on from this backup?',
  'rescue.sureWords': ({ when }: { when: string }) =>
    `The register stands as it was on ${when}. Ticket numbers get a new letter, so that none is given twice. Keep the slips of sales made since then: they have to be entered by hand.`,
  'rescue.working': 'Restoring…',
  'rescue.lostTitle': 'The store on this computer is gone',
  'rescue.lost':
    'There was a store in this folder, and its file is not there any more. Nothing was put in its place.',
  'rescue.lostUpTo': ({ count }: { count: string }) =>
    `There was a store in this folder, with at least ${count} entries since its numbers last began anew, and its file is not there any more. Nothing was put in its place.`,
  'rescue.ways': 'What to do, the best way first',
  'rescue.moved': 'Was the folder moved?',
  'rescue.movedHow': 'Close Mallard, put the folder back in its place and open it again:',
  'rescue.elsewhere': 'Is there a backup on another disk?',
  'rescue.elsewhereHow': 'Copy its file here, under the name it has, look again and choose it:',
  'rescue.look': 'Look again',
  'rescue.anew': 'Neither?',
  'rescue.anewHow':
    'Begin anew, and join headquarters with a new code or set up a store of your own. What this register had sent to headquarters is there and comes back; what it had not sent is lost.',
  'rescue.begin': 'Begin anew',
  'rescue.anewSure': 'Begin anew without the old store?',
  'rescue.anewWords':
    'This computer becomes a new register, and what lay here cannot be joined with it later. Ticket numbers get the next letter, so that none is given twice. Have headquarters revoke the old register before its number is given to this one.',
  'rescue.detail': 'For whoever helps:',
};
