import { expect, test } from 'vitest';
import { attempts } from './attempts.ts';
import { rate } from './rate.ts';

/** A clock that stands until it is moved. */
function clock() {
  let at = 0;
  const uptime = () => at;
  return Object.assign(uptime, {
    pass: (ms: number) => {
      at += ms;
    },
  });
}

test('a caller has its burst at once and then so many a second; others have their own', () => {
  const time = clock();
  const { take } = rate({ perSecond: 2, burst: 3 }, time);
  expect([take('a'), take('a'), take('a'), take('a')]).toEqual([0, 0, 0, 1]);
  expect(take('b')).toBe(0);
  time.pass(500);
  expect([take('a'), take('a')]).toEqual([0, 1]);
  time.pass(60_000);
  expect([take('a'), take('a'), take('a'), take('a')]).toEqual([0, 0, 0, 1]);
});

test('lock-outs double up to the longest, are forgiven by a success, and forgotten in time', () => {
  const time = clock();
  const limit = { failures: 3, windowMs: 100_000, lockMs: 10_000, longestLockMs: 30_000 };
  const tries = attempts(limit, time);
  const failThrice = () => {
    for (let times = 0; times < 3; times++) tries.failed('a');
    const locked = tries.locked('a');
    time.pass(locked * 1000);
    return locked;
  };
  tries.failed('a');
  tries.failed('a');
  expect(tries.locked('a')).toBe(0);
  tries.succeeded('a');
  expect([failThrice(), failThrice(), failThrice(), failThrice()]).toEqual([10, 20, 30, 30]);
  expect([tries.locked('a'), tries.locked('b')]).toEqual([0, 0]);
  time.pass(130_001);
  expect(failThrice()).toBe(10);
  tries.succeeded('a');
  expect(failThrice()).toBe(10);
});

test('a flood of names is forgotten, oldest first', () => {
  const tries = attempts({ failures: 1, windowMs: 1e9, lockMs: 1e6, longestLockMs: 1e6 }, clock());
  for (let name = 0; name < 20_001; name++) tries.failed(String(name));
  expect([tries.locked('0'), tries.locked('1')]).toEqual([0, 1000]);
});
