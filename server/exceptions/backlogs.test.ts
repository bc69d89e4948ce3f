import { expect, test } from 'vitest';
import { backlogs } from './backlogs.ts';

test('a feed that grows fast is left alone until it is calm, and half a minute at most', () => {
  let at = 0;
  const isComing = backlogs(() => at);
  const look = (position: number, looked: number, store = 'R1') => {
    at += 5_000;
    return isComing({ store, position, looked });
  };
  // A day at the counter.
  expect(look(40, 0)).toBe(false);
  expect(look(239, 40)).toBe(false);
  // A backlog of a month, which ends.
  expect(look(2_000, 239)).toBe(true);
  expect(look(9_000, 239)).toBe(true);
  expect(look(9_100, 239)).toBe(false);
  // What another store does is its own affair.
  expect(look(9_400, 9_100)).toBe(true);
  expect(look(10, 0, 'R2')).toBe(false);
  expect(look(9_400, 9_100)).toBe(false);
  // One that never ends.
  const looks = Array.from({ length: 8 }, (_, n) => look(20_000 + n * 1_000, 9_400));
  expect(looks).toEqual([true, true, true, true, true, true, false, true]);
});
