import { expect, test } from 'vitest';
import { ALL_PICKED, isPicked, NO_PICKS, pickedOf, toggled, withPicked } from './picks.ts';

test('some by one: a second press takes it back, a range adds', () => {
  const picks = withPicked(toggled(toggled(toggled(NO_PICKS, 'a'), 'b'), 'a'), ['b', 'c']);
  expect(['a', 'b', 'c'].map((id) => isPicked(picks, id))).toEqual([false, true, true]);
  expect(pickedOf(picks, 100_000)).toBe(2);
});

test('all but some: rows nobody has seen are among them', () => {
  const picks = toggled(toggled(ALL_PICKED, 'a'), 'b');
  expect([isPicked(picks, 'a'), isPicked(picks, 'never seen'), pickedOf(picks, 100_000)]).toEqual([
    false,
    true,
    99_998,
  ]);
  expect(withPicked(picks, ['a', 'x'])).toEqual({ all: true, ids: new Set(['b']) });
});
