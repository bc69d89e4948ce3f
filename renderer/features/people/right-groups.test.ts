import { expect, test } from 'vitest';
import { RIGHTS } from '#shared/domain/people/rights.ts';
import { RIGHT_GROUPS } from './right-groups.ts';

test('every right has its place, once', () => {
  const listed = RIGHT_GROUPS.flatMap(({ rights }): readonly string[] => rights);
  expect(listed.toSorted()).toEqual([...RIGHTS].toSorted());
});
