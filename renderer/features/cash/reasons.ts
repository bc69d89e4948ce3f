import type { PlainKey, Translate } from '#shared/i18n/index.ts';

/** Common reasons, one touch each: nobody has to type with gloves on. */
const REASONS = {
  'pay-in': ['cash.why.change', 'cash.why.found', 'cash.why.fromSafe'],
  'pay-out': ['cash.why.supplies', 'cash.why.delivery', 'cash.why.changeMade'],
  drop: ['cash.why.tooFull', 'cash.why.evening'],
  'no-sale': ['cash.why.changeFor', 'cash.why.check', 'cash.why.wrongChange'],
} as const satisfies Record<string, readonly PlainKey[]>;

/** The usual reasons for opening the drawer or moving money, in the language of the screen. */
export const reasonsFor = (what: keyof typeof REASONS, t: Translate): readonly string[] =>
  REASONS[what].map((key) => t(key));
