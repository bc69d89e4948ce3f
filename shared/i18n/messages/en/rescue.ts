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
  'rescue.detail': 'For whoever helps:',
};
