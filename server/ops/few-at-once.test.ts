import { expect, test } from 'vitest';
import { fewAtOnce } from './few-at-once.ts';

test('so much runs at once, the rest in the order it came, whatever fails', async () => {
  const turn = fewAtOnce(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = (n: number) =>
    turn(async () => {
      begun.push(n);
      await new Promise<void>((end) => ends.push(end));
      if (n === 1) throw new Error('one fails');
    });
  const settled = new Promise((resolve) => setImmediate(resolve));
  const all = [1, 2, 3, 4].map(work);
  const done = Promise.allSettled(all);
  await settled;
  expect(begun).toEqual([1, 2]);
  ends.shift()?.();
  await all[0]?.catch(() => {});
  // Comes when a place is free and others wait for it.
  all.push(work(5));
  while (begun.length < 5) {
    ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (const end of ends) end();
  await Promise.all([done, all[4]]);
  expect(begun).toEqual([1, 2, 3, 4, 5]);
});
