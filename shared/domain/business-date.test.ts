import { describe, expect, test } from 'vitest';
import {
  addDays,
  businessDate,
  isClockBehind,
  isShiftOverdue,
  isTimeZone,
  localParts,
} from './business-date.ts';

const at = (iso: string) => Date.parse(iso);
const shanghai = { timeZone: 'Asia/Shanghai', dayStartHour: 4, previous: null };

describe('business date: local date minus the day-start hour (domain.md, Numbers)', () => {
  test.each([
    ['2026-11-22T01:00:00Z', shanghai, '2026-11-22'],
    ['2026-11-21T19:59:59Z', shanghai, '2026-11-21'],
    ['2026-11-21T20:00:00Z', shanghai, '2026-11-22'],
    ['2026-12-31T19:00:00Z', shanghai, '2026-12-31'],
    ['2026-11-22T01:00:00Z', { ...shanghai, previous: '2026-11-23' }, '2026-11-23'],
    ['2026-11-22T01:00:00Z', { ...shanghai, previous: '2025-01-01' }, '2026-11-22'],
    ['2026-11-22T07:00:00Z', { ...shanghai, timeZone: 'America/New_York' }, '2026-11-21'],
    ['2026-11-22T16:30:00Z', { ...shanghai, dayStartHour: 0 }, '2026-11-23'],
  ])('%s %j → %s', (instant, day, expected) => {
    expect(businessDate({ ...day, at: at(instant) })).toBe(expected);
  });

  test('the night the clocks go forward has no 02:30, and still one date each', () => {
    const berlin = { timeZone: 'Europe/Berlin', dayStartHour: 3, previous: null };
    expect(businessDate({ ...berlin, at: at('2026-03-29T00:59:59Z') })).toBe('2026-03-28');
    expect(businessDate({ ...berlin, at: at('2026-03-29T01:00:00Z') })).toBe('2026-03-29');
  });

  test('midnight is hour 0', () => {
    expect(localParts(at('2026-11-21T16:00:00Z'), 'Asia/Shanghai')).toEqual({ date: '2026-11-22', hour: 0 });
  });
});

test('a clock behind the last entry is seen', () => {
  expect([isClockBehind(5, 6), isClockBehind(6, 6), isClockBehind(5, null)]).toEqual([true, false, false]);
});

test('a shift past the next day start asks to be closed', () => {
  const day = { timeZone: 'Asia/Shanghai', dayStartHour: 4 };
  expect(isShiftOverdue('2026-11-22', { ...day, at: at('2026-11-22T19:59:00Z') })).toBe(false);
  expect(isShiftOverdue('2026-11-22', { ...day, at: at('2026-11-22T20:00:00Z') })).toBe(true);
});

test.each([
  ['2026-02-28', 1, '2026-03-01'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-11-22', 30, '2026-12-22'],
  ['2026-01-01', -1, '2025-12-31'],
])('%s %i days on is %s', (date, days, expected) => {
  expect(addDays(date, days)).toBe(expected);
});

test('time zones are known or not', () => {
  expect([isTimeZone('Asia/Shanghai'), isTimeZone('Mars/Olympus')]).toEqual([true, false]);
});
