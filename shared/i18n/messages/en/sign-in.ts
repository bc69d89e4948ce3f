/** The lock screen: who works here, PIN, lock-out, the owner's recovery code. */
export const signIn = {
  'signIn.kept': 'Tickets are kept as they were.',
  'signIn.hint': '↑ ↓ or the first letter choose · digits type the PIN · Enter signs in',
  'signIn.choose': 'Choose who you are',
  'signIn.before': 'Person before',
  'signIn.after': 'Person after',
  'signIn.demo': 'Demo store · nothing here is real',
  'signIn.demoPin': (p: { pin: string }) => `PIN ${p.pin}`,
  'signIn.lockedUntil': (p: { time: string }) => `Locked until ${p.time}`,
  'signIn.lockedTitle': (p: { name: string }) => `${p.name} is locked on this register`,
  'signIn.lockedWords': (p: { time: string }) =>
    `Too many wrong PINs. Try again at ${p.time}. Anybody else can sign in meanwhile.`,
  'signIn.recover': 'Owner: use the recovery code',
  'signIn.recoverDo': 'Set PIN and sign in',
  'signIn.recoverHint': 'The code was shown once when this store was set up. It works one single time.',
  'signIn.code': 'Recovery code',
  'signIn.codeNeeded': 'Type the whole code from the set-up sheet.',
  'signIn.codeWrong':
    'This is not the code of this store, or it was used before. Nothing was changed. Check each sign.',
  'signIn.newPin': 'New PIN',
  'signIn.pinAgain': 'New PIN again',
  'signIn.pinRule': 'Four to eight digits',
  'signIn.pinWeak': 'Too easy to guess. Avoid rows like 1234, repeats like 1111 and lines on the keypad.',
  'signIn.pinDiffers': 'The two PINs are not the same. Type it again.',
};
