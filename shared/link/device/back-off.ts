/** First and longest wait after a failure, ms. */
export const BACK_OFF = { first: 500, most: 60_000 } as const;

/** Nothing at HQ changes by waiting after these: a person has to act. They are asked again only now and then. */
const HOPELESS: ReadonlySet<string> = new Set([
  'UNKNOWN_DEVICE',
  'WRONG_DEVICE',
  'WRONG_STORE',
  'UNSIGNED',
  'REVOKED',
  'CLONE',
  'VERSION',
]);
export const isHopeless = ({ code }: { readonly code: string }): boolean => HOPELESS.has(code);

/** Where waiting changes nothing, it is longer from the start. */
export const seldom = <F extends { readonly code: string; readonly retryAfter: number }>(fault: F): F =>
  isHopeless(fault) ? { ...fault, retryAfter: Math.max(fault.retryAfter, BACK_OFF.most) } : fault;

/** Behind the pokes every feed is asked for this often, ms: a lost poke costs a minute, never a price. */
export const POLL_MS = 60_000;

/**
 * How long to wait after so many failures in a row: anywhere between the first wait and one that doubles up to a minute ("full
 * jitter"), so that a thousand registers do not come back in the same second. `asked`: HQ's own wish, ms, which is never cut short.
 *
 * @example backOff({ failures: 3, asked: 0 }, 0.5) // 1250: the middle of 500 and 2000
 */
export function backOff(
  after: { readonly failures: number; readonly asked: number },
  random: number,
): number {
  const doubled = BACK_OFF.first * 2 ** Math.min(Math.max(after.failures - 1, 0), 16);
  const longest = Math.min(BACK_OFF.most, doubled);
  return Math.max(after.asked, Math.round(BACK_OFF.first + random * (longest - BACK_OFF.first)));
}
