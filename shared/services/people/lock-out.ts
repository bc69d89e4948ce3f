const MINUTE = 60_000;
/** Wrong PINs in a row before the person is locked on this register (domain.md, People). */
export const FREE_TRIES = 5;
/** The longest lock. */
const LONGEST_LOCK = 15 * MINUTE;

/** How long a person is locked after so many wrong PINs in a row, in milliseconds: 1 minute after the fifth, then doubling up to 15. */
export const lockAfter = (failures: number): number =>
  failures < FREE_TRIES ? 0 : Math.min(MINUTE * 2 ** Math.min(failures - FREE_TRIES, 10), LONGEST_LOCK);

/**
 * Milliseconds a lock still holds. No lock is longer than the longest one: a farther end was set by a clock that has been set back
 * since, and would keep the person out until it comes round again. So it is over; the next wrong PIN locks anew, for longer.
 */
export function lockLeft(lockedUntil: number, now: number): number {
  const left = lockedUntil - now;
  return left > LONGEST_LOCK ? 0 : Math.max(0, left);
}
