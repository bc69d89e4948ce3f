import { expect, it } from 'vitest';
import { type Minor, minor } from '../numbers.ts';
import { instantOf, type LocalMinute, localMinute, minuteAt } from './local-minute.ts';
import { type PriceFacts, priceNow, type ScheduledPrice } from './price-in-force.ts';
import { checkPrices, checkTimes, MOST_SCHEDULED } from './schedule-draft.ts';

const minute = (text: string) => text as LocalMinute;
const at = (text: string) => Date.parse(`${text}Z`);
const SHANGHAI = 'Asia/Shanghai';
const scheduled = (price: number, from: string, until: string | null = null, rev = 1): ScheduledPrice => ({
  price: minor(price),
  from: minute(from),
  until: until === null ? null : minute(until),
  rev,
});
const facts = (rows: readonly ScheduledPrice[], pricedAt: number | null = null): PriceFacts => ({
  price: minor(1200),
  pricedAt,
  scheduled: rows,
});
const charged = (known: PriceFacts, utc: string, timeZone = 'UTC'): Minor =>
  priceNow(known, { at: at(utc), timeZone }).price;

it.each([
  ['2026-12-01T08:30', true],
  ['2026-02-30T08:30', false],
  ['2026-12-01T24:00', false],
  ['2026-12-01 08:30', false],
  ['0026-12-01T08:30', false],
])('%s is a minute: %s', (text, is) => expect(localMinute(text) !== null).toBe(is));

// Changes of clocks: the IANA time zone database, 2026.
it.each([
  ['a plain minute', '2026-12-01T08:00', SHANGHAI, '2026-12-01T00:00:00'],
  ['a quarter of an hour off', '2026-12-01T08:00', 'Asia/Kathmandu', '2026-12-01T02:15:00'],
  ['before clocks go forward', '2026-03-08T01:30', 'America/New_York', '2026-03-08T06:30:00'],
  ['skipped that night', '2026-03-08T02:30', 'America/New_York', '2026-03-08T07:00:00'],
  ['after clocks went forward', '2026-03-08T03:30', 'America/New_York', '2026-03-08T07:30:00'],
  ['comes twice: the first', '2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00'],
  ['after clocks went back', '2026-11-01T02:30', 'America/New_York', '2026-11-01T07:30:00'],
  ['half an hour of summer', '2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:30:00'],
])('%s: %s in %s', (_what, text, zone, utc) => expect(instantOf(minute(text), zone)).toBe(at(utc)));

it('an instant shows the minute it was reckoned from', () => {
  expect(minuteAt(at('2026-11-30T16:00:59'), SHANGHAI)).toBe('2026-12-01T00:00');
});

it('switches at the very minute, and back at the end', () => {
  const known = facts([scheduled(999, '2026-12-02T08:00', '2026-12-05T08:00')]);
  const prices = ['2026-12-02T07:59:59', '2026-12-02T08:00', '2026-12-05T07:59:59', '2026-12-05T08:00'];
  expect(prices.map((utc) => charged(known, utc))).toEqual([1200, 999, 999, 1200]);
});

it('is the same words in two time zones, an hour apart', () => {
  const known = facts([scheduled(999, '2026-12-02T08:00')]);
  expect(charged(known, '2026-12-01T23:30', 'Asia/Tokyo')).toBe(999);
  expect(charged(known, '2026-12-01T23:30', SHANGHAI)).toBe(1200);
  expect(charged(known, '2026-12-02T00:00', SHANGHAI)).toBe(999);
});

it('does not go back when clocks are set back over its start', () => {
  const known = facts([scheduled(999, '2026-11-01T01:30')]);
  expect(charged(known, '2026-11-01T05:30', 'America/New_York')).toBe(999);
  expect(charged(known, '2026-11-01T06:10', 'America/New_York')).toBe(999);
});

it('a price with an end holds over those without, the last begun over the others, the last made over its like', () => {
  const rows = [
    scheduled(1300, '2026-12-01T00:00'),
    scheduled(999, '2026-12-02T00:00', '2026-12-10T00:00'),
    scheduled(888, '2026-12-03T00:00', '2026-12-05T00:00'),
    scheduled(1400, '2026-12-04T00:00'),
    scheduled(1450, '2026-12-04T00:00', null, 2),
  ];
  const days = ['11-30', '12-01', '12-02', '12-03', '12-04', '12-05', '12-10'];
  const expected = [1200, 1300, 999, 888, 888, 999, 1450];
  for (const order of [rows, rows.toReversed()])
    expect(days.map((day) => charged(facts(order), `2026-${day}T00:00`))).toEqual(expected);
  expect(priceNow(facts(rows), { at: at('2026-12-04T00:00'), timeZone: 'UTC' })).toEqual({
    price: 888,
    regular: 1450,
    until: '2026-12-05T00:00',
  });
});

it('a price changed by hand holds over those that began before it, not over those that begin after', () => {
  const rows = [scheduled(1300, '2026-12-01T00:00'), scheduled(1400, '2026-12-03T00:00')];
  const known = facts(rows, at('2026-12-02T10:00'));
  expect(
    ['2026-12-01T12:00', '2026-12-02T12:00', '2026-12-03T00:00'].map((utc) => charged(known, utc)),
  ).toEqual([1200, 1200, 1400]);
});

it.each([
  ['the present minute', '2026-12-01T10:00', null, 'ok'],
  ['the minute before', '2026-12-01T09:59', null, 'from'],
  ['no minute', 'tomorrow', null, 'from'],
  ['an end after it', '2026-12-01T10:00', '2026-12-01T10:01', 'ok'],
  ['an end with it', '2026-12-01T10:00', '2026-12-01T10:00', 'until'],
  ['no end', '2026-12-01T10:00', '', 'until'],
])('times: %s', (_what, from, until, expected) => {
  const checked = checkTimes(
    { name: ' a\nb ', from, until },
    { at: at('2026-12-01T10:00:59'), timeZone: 'UTC' },
  );
  expect(checked.ok ? 'ok' : checked.error.data?.['field']).toBe(expected);
  if (checked.ok) expect(checked.value.name).toBe('a b');
});

it('a schedule takes prices that can be prices, and not too many', () => {
  const price = (amount: number) => ({ product: 'milk' as never, price: amount as Minor });
  expect(checkPrices([price(0)]).ok).toBe(true);
  const refused = [[], [price(-1)], [price(0.5)], Array.from({ length: MOST_SCHEDULED + 1 }, () => price(1))];
  expect(refused.map((prices) => checkPrices(prices)).map((r) => !r.ok && r.error.code)).toEqual([
    'NOT_FOUND',
    'PRICE_INVALID',
    'PRICE_INVALID',
    'SETTING_INVALID',
  ]);
});
