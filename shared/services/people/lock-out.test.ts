import { expect, test } from 'vitest';
import { lockAfter, lockLeft } from './lock-out.ts';

test.each([
  [0, 0],
  [4, 0],
  [5, 1],
  [6, 2],
  [7, 4],
  [8, 8],
  [9, 15],
  [500, 15],
])(
  '%i wrong PINs lock for %i minutes (domain.md, People: a growing time, 15 minutes at most)',
  (failures, minutes) => {
    expect(lockAfter(failures)).toBe(minutes * 60_000);
  },
);

test.each([
  ['over', 1000, 2000, 0],
  ['half over', 60_000, 30_000, 30_000],
  ['set just now', 15 * 60_000, 0, 15 * 60_000],
  ['set by a clock that was a year ahead', 365 * 86_400_000, 0, 0],
])('a lock that is %s', (_, until, now, left) => {
  expect(lockLeft(until, now)).toBe(left);
});
