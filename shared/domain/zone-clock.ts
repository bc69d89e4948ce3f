/** A formatter costs some 50 µs to make; it depends on nothing but the zone's name. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Date and time on the wall in a time zone (IANA name), by parts. Throws RangeError for a zone this runtime does not know. */
export function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  clocks.set(timeZone, clock);
  return clock;
}
