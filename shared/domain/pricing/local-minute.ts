import { clockOf } from '../zone-clock.ts';

/** A minute of a shop's calendar and clock, `YYYY-MM-DDTHH:MM`: the same words are another instant in each time zone. */
export type LocalMinute = string & { readonly __brand: 'LocalMinute' };

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The text as a minute, or null where no calendar has it. */
export function localMinute(text: string): LocalMinute | null {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null;
  const at = Date.parse(`${text}:00Z`);
  return !Number.isNaN(at) && textOf(at) === text ? (text as LocalMinute) : null;
}

/** What a clock on the wall shows at an instant. */
export const minuteAt = (at: number, timeZone: string): LocalMinute =>
  textOf(wallAt(at, timeZone)) as LocalMinute;

/**
 * The first instant at which a clock on the wall shows the minute or a later one. Where clocks are set back and the minute comes
 * twice, its first coming; where they are set forward over it, the moment they are. What began does not begin again.
 *
 * @example instantOf('2026-03-08T02:30', 'America/New_York') is 07:00 UTC: that night has no half past two
 */
export function instantOf(minute: LocalMinute, timeZone: string): number {
  const key = `${timeZone} ${minute}`;
  const known = instants.get(key);
  if (known !== undefined) return known;
  const found = firstInstant(Date.parse(`${minute}:00Z`), timeZone);
  if (instants.size >= MOST_KEPT) instants.clear();
  instants.set(key, found);
  return found;
}

/** A scan of goods with a coming price asks for the same few minutes again and again, and each costs some 50 µs to reckon. */
const instants = new Map<string, number>();
const MOST_KEPT = 10_000;

function firstInstant(wall: number, timeZone: string): number {
  const offset = (at: number) => wallAt(at, timeZone) - at;
  const [earlier, later] = [wall - offset(wall - DAY_MS), wall - offset(wall + DAY_MS)].sort((a, b) => a - b);
  let from = earlier ?? wall;
  let to = later ?? wall;
  if (wallAt(from, timeZone) >= wall) return from;
  while (to - from > MINUTE_MS) {
    const middle = from + Math.floor((to - from) / MINUTE_MS / 2) * MINUTE_MS;
    if (wallAt(middle, timeZone) >= wall) to = middle;
    else from = middle;
  }
  return to;
}

/** The minute on the wall, as if it stood in UTC. */
function wallAt(at: number, timeZone: string): number {
  const parts = clockOf(timeZone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((candidate) => candidate.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
}

const textOf = (at: number): string => new Date(at).toISOString().slice(0, 16);
