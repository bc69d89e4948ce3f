import { expect, test } from 'vitest';
import { withoutBacklog } from './backlogs.ts';

test('a feed that grows fast is left alone until it is calm, and half a minute at most', () => {
  let at = 0;
  const calm = withoutBacklog(() => at);
  const look = (position: number, looked: number, store = 'R1') => {
    at += 5_000;
    return calm([{ store, position, looked }]).length === 0;
  };
  // A day at the counter.
  expect(look(40, 0)).toBe(false);
  expect(look(239, 40)).toBe(false);
  // A backlog of a month, which ends.
  expect(look(2_000, 239)).toBe(true);
  expect(look(9_000, 239)).toBe(true);
  expect(look(9_100, 239)).toBe(false);
  // What another store does is its own affair.
  const both = [
    { store: 'R1', position: 9_400, looked: 9_100 },
    { store: 'R2', position: 10, looked: 0 },
  ];
  expect(calm(both).map(({ store }) => store)).toEqual(['R2']);
  expect(look(9_400, 9_100)).toBe(false);
  // One that was looked at elsewhere, and brings more an hour later.
  expect(look(9_900, 9_400)).toBe(true);
  expect(calm([])).toEqual([]);
  at += 3_600_000;
  expect(look(10_900, 9_900)).toBe(true);
  expect(look(10_950, 9_900)).toBe(false);
  // One that never ends.
  const looks = Array.from({ length: 8 }, (_, n) => look(20_000 + n * 1_000, 9_400));
  expect(looks).toEqual([true, true, true, true, true, true, false, true]);
});
