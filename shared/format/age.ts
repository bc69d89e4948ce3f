import type { Locale } from '../i18n/locale.ts';
import type { Formats } from './formats.ts';

type Ages = Pick<Formats, 'age' | 'ago'>;

const STEPS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1000 },
] as const;

/** How long ago, in the largest whole unit; a moment in the future (clock moved) counts as now. */
export function ageIn(locale: Locale): Ages {
  const units = Object.fromEntries(
    STEPS.map(({ unit }) => [
      unit,
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }),
    ]),
  );
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  return {
    age: (since, now) => {
      const { count, unit } = inLargestUnit(now - since);
      return units[unit]?.format(count) ?? '';
    },
    ago: (since, now) => {
      const { count, unit } = inLargestUnit(now - since);
      return relative.format(-count, unit);
    },
  };
}

function inLargestUnit(elapsed: number): { count: number; unit: (typeof STEPS)[number]['unit'] } {
  const step = STEPS.find(({ ms }) => elapsed >= ms);
  return step === undefined
    ? { count: 0, unit: 'second' }
    : { count: Math.floor(elapsed / step.ms), unit: step.unit };
}
