import type { Tone } from '#renderer/ui/badge.tsx';
import type { KeptFact } from '#shared/contract/hq/chain-sales.ts';
import type { Translate } from '#shared/i18n/index.ts';

/** Rules that have words of their own; a newer headquarters may know more. */
const RULES = [
  'FORK',
  'CLONE',
  'DIGEST',
  'NEGATIVE',
  'RETURNED_MORE',
  'NUMBER_TWICE',
  'SOLD_TWICE',
  'RECEIVED_TWICE',
  'BACK_AND_RECEIVED',
  'NO_SUCH_STORE',
  'Z_DIFFERS',
  'SKEW',
  'JOINED_PRODUCT',
  'JOINED_PRICES',
  'JOINED_RECORD',
] as const;

/** What disagrees, and what a person does about it. */
export function ruleWords(
  rule: string,
  t: Translate,
): { readonly title: string; readonly meaning: string; readonly todo: string } {
  const known = RULES.find((each) => each === rule);
  if (known === undefined)
    return {
      title: t('hq.rule.other', { rule }),
      meaning: t('hq.rule.otherMeaning'),
      todo: t('hq.rule.otherTodo'),
    };
  return {
    title: t(`hq.rule.${known}`),
    meaning: t(`hq.rule.${known}.meaning`),
    todo: t(`hq.rule.${known}.todo`),
  };
}

export const stateTone = (state: KeptFact['state']): Tone => TONES[state];

const TONES = {
  posted: 'good',
  parked: 'warn',
  unknown: 'warn',
  quarantined: 'bad',
  'set-aside': 'plain',
} as const satisfies Record<KeptFact['state'], Tone>;

export const stateWords = (state: KeptFact['state'], t: Translate): string => t(`hq.kept.${state}`);
