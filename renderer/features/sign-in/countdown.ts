/**
 * Time left on a clock: `0:45`, `14:05`. Rounded up, so that it never says 0:00 while it still holds.
 * @example countdown(45_000) === '0:45'
 */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
