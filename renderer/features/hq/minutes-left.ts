/** What is left until a moment, as a clock says it. @example minutesLeft(572_000, 0) === '9:32' */
export function minutesLeft(until: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
