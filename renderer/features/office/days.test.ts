import { expect, test } from 'vitest';
import { daysBefore, isDay, today } from './days.ts';

test.each([
  ['2026-03-01', 1, '2026-02-28'],
  ['2028-03-01', 1, '2028-02-29'],
  ['2026-01-03', 7, '2025-12-27'],
  ['2026-01-03', 0, '2026-01-03'],
])('%s less %i days is %s', (day, days, before) => expect(daysBefore(day, days)).toBe(before));

test('a day begins at the midnight of the store', () => {
  const at = Date.parse('2026-11-21T16:30:00Z');
  expect(today('Asia/Shanghai', at)).toBe('2026-11-22');
  expect(today('UTC', at)).toBe('2026-11-21');
});

test.each([
  ['2026-11-22', true],
  ['2026-13-40', false],
  ['', false],
])('%j is a day: %s', (text, is) => expect(isDay(text)).toBe(is));
