import type { z } from 'zod';
import type { personView } from '#shared/contract/back-office.ts';
import type { Translate } from '#shared/i18n/index.ts';

export type PersonView = z.infer<typeof personView>;

/** The one thing about a person that matters now. */
export function stateWords(
  { active, hasPin, lockedUntil }: PersonView,
  now: number,
  t: Translate,
): { readonly words: string; readonly tone: 'plain' | 'warn' | 'good' } {
  if (!active) return { words: t('staff.stateOff'), tone: 'plain' };
  if (lockedUntil !== null && lockedUntil > now)
    return {
      words: t('staff.stateLocked', { minutes: String(Math.ceil((lockedUntil - now) / 60_000)) }),
      tone: 'warn',
    };
  if (!hasPin) return { words: t('staff.stateNoPin'), tone: 'warn' };
  return { words: t('staff.stateActive'), tone: 'good' };
}
