import type { DomainError } from '../domain/error.ts';
import type { ErrorWords } from '../i18n/translate.ts';
import type { Formats } from './formats.ts';

/** What a key of an error's data counts, by its name; anything else is written as it is. */
const KINDS: Readonly<Record<string, 'money' | 'quantity' | 'rate'>> = {
  amount: 'money',
  due: 'money',
  price: 'money',
  total: 'money',
  missing: 'money',
  left: 'quantity',
  sold: 'quantity',
  qty: 'quantity',
  quantity: 'quantity',
  rate: 'rate',
};

type Kind = 'money' | 'quantity' | 'rate' | 'count';

/**
 * Writes the data of a refusal for a person. A bound (`most`, `limit`) is money or a rate, and the error says which
 * with `unit: 'minor' | 'rate'`; without it the bound is left out rather than written wrongly.
 * @example errorWords({ code: 'TENDERS_INCOMPLETE', data: { due: 240 } }, formats).due === '¥2.40'
 */
export function errorWords(error: DomainError, formats: Formats): ErrorWords {
  const data = error.data ?? {};
  const words: Record<string, string> = {};
  for (const [key, value] of Object.entries(data)) {
    const kind = key === 'most' || key === 'limit' ? boundKind(data['unit']) : (KINDS[key] ?? 'count');
    if (value === null || kind === null) continue;
    words[key] = typeof value === 'number' ? WRITE[kind](formats, value) : String(value);
  }
  return words;
}

function boundKind(unit: unknown): Kind | null {
  if (unit === 'rate') return 'rate';
  return unit === 'minor' ? 'money' : null;
}

const WRITE = {
  money: (formats, value) => formats.money(value),
  quantity: (formats, value) => formats.quantity(value),
  rate: (formats, value) => formats.rate(value),
  count: (formats, value) => formats.count(value),
} as const satisfies Record<Kind, (formats: Formats, value: number) => string>;
