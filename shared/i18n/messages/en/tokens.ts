import { pluralIn } from '../../plural.ts';

const plural = pluralIn('en');

/** Tokens with which programs on this machine work here in somebody's name. */
export const tokens = {
  'tokens.title': 'Script tokens',
  'tokens.hint':
    'A token lets a program on this machine call the register in somebody’s name. Everything it does is recorded under that person.',
  'tokens.add': 'Make a token',
  'tokens.new': 'New token',
  'tokens.about': 'The token',
  'tokens.name': 'What it is for',
  'tokens.nameHint': 'Stock export at night, price labels …',
  'tokens.nameMissing': 'Write what it is for.',
  'tokens.person': 'In whose name',
  'tokens.personMissing': 'Choose a person.',
  'tokens.rights': 'What it may do',
  'tokens.rightsHint':
    'Only what that person may do, and no more than needed. Approvals cannot be given through a token.',
  'tokens.rightsNone': 'Only reading what anyone signed in may read.',
  'tokens.rightsCount': (p: { count: number }) =>
    plural(p.count, { zero: 'reading only', one: '# right', other: '# rights' }),
  'tokens.days': 'Ends after',
  'tokens.daysOf': (p: { count: number }) => plural(p.count, { one: '# day', other: '# days' }),
  'tokens.make': 'Make the token',
  'tokens.once': 'Copy it now. It is shown this once and kept nowhere.',
  'tokens.madeTitle': 'Your token',
  'tokens.copy': 'Copy',
  'tokens.warning':
    'Whoever has it can do all this without a PIN. Keep it like a key: not in a chat, not in a mail, not on a note at the till.',
  'tokens.use': 'How a program uses it',
  'tokens.kept': 'I have kept it',
  'tokens.revoke': 'Revoke',
  'tokens.revokeAsk': (p: { name: string }) => `Revoke “${p.name}”?`,
  'tokens.revokeText':
    'The program that uses it is refused from this moment on. It cannot be made valid again.',
  'tokens.revoked': 'revoked',
  'tokens.expired': 'ended',
  'tokens.live': 'valid',
  'tokens.made': 'Made',
  'tokens.ends': 'Ends',
  'tokens.used': 'Last used',
  'tokens.never': 'never',
  'tokens.none': 'No tokens',
  'tokens.noneHint': 'You only need one if a program is to work with this register.',
};
