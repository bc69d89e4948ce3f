import { checkPin } from '#shared/domain/people/pin.ts';
import type { PlainKey } from '#shared/i18n/index.ts';

/** What is wrong with a PIN that somebody chooses, typed twice; null when nothing is. */
export function pinProblem(
  pin: string,
  again: string,
): { readonly field: 'pin' | 'again'; readonly say: PlainKey } | null {
  if (!/^\d{4,8}$/.test(pin)) return { field: 'pin', say: 'signIn.pinRule' };
  if (!checkPin(pin).ok) return { field: 'pin', say: 'signIn.pinWeak' };
  return pin === again ? null : { field: 'again', say: 'signIn.pinDiffers' };
}
